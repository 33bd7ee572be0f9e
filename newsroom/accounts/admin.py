"""People and their roles: for administrators, who cannot change their own."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin import access
from articles.admin.by_key import FoundByKey
from articles.admin.filters import called
from articles.admin.key_fields import KeyField
from articles.models import Membership
from articles.phrases import moment

from .forms import NewUserForm, PasswordForm, RolesFormSet, UserForm
from .models import User
from .person_pages import PersonPages
from .person_saving import PersonSaving

OWN_RIGHTS = ("is_active", "is_superuser")

admin.site.unregister(Group)  # what people may do is in their memberships alone
# Secrets and addresses of sessions: each person has their own on the account page, nobody those of others.
admin.site.unregister([EmailAddress, Authenticator, UserSession])


class MembershipInline(admin.TabularInline):
    model = Membership
    formset = RolesFormSet
    template = "admin/_rows.html"
    extra = 1
    verbose_name = pgettext_lazy("add another", "role")
    verbose_name_plural = _("roles")

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser and obj != request.user

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, form_class=KeyField, **kwargs)
        field.empty_label = _("Every section")
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return access.without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))


@admin.register(User)
class UserAdmin(FoundByKey, PersonPages, PersonSaving, auth_admin.UserAdmin):
    form = UserForm
    add_form = NewUserForm
    change_password_form = PasswordForm
    add_form_template = change_form_template = "admin/accounts/user/change_form.html"
    inlines = [MembershipInline]
    fieldsets = (
        (None, {"fields": ("username", "password_link")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": OWN_RIGHTS}),
        (_("Dates"), {"fields": ("signed_in", "joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": OWN_RIGHTS}),
    )
    readonly_fields = ("password_link", "signed_in", "joined")
    filter_horizontal = ()
    list_display = ("username", "full_name", "roles", "is_administrator", "may_sign_in", "signed_in")
    list_filter = (
        ("is_active", called(_("right to sign in"), of=admin.BooleanFieldListFilter)),
        ("is_superuser", called(_("administrator"), of=admin.BooleanFieldListFilter)),
        "memberships__role",
    )
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__section")

    def get_readonly_fields(self, request, obj=None):
        own = OWN_RIGHTS if obj == request.user else ()
        return (*self.readonly_fields, *own)

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("password"))
    def password_link(self, user):
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, _("Set a new password"))

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user):
        return user.get_full_name() or None

    @admin.display(description=_("roles"))
    def roles(self, user):
        return _(", ").join(str(membership) for membership in user.memberships.all()) or None

    @admin.display(description=_("administrator"), ordering="is_superuser", boolean=True)
    def is_administrator(self, user):
        return user.is_superuser

    @admin.display(description=_("may sign in"), ordering="is_active", boolean=True)
    def may_sign_in(self, user):
        return user.is_active

    @admin.display(description=_("last signed in"), ordering="last_login")
    def signed_in(self, user):
        return moment(user.last_login) if user.last_login else self.get_empty_value_display()

    @admin.display(description=_("added on"), ordering="date_joined")
    def joined(self, user):
        return moment(user.date_joined)
