"""Policy pages on the desk: written by chiefs of every section and administrators, read by all with a desk role."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import access
from articles.admin.refusable import RefusalsInForm
from articles.languages import language_name
from articles.workflow import RightMissing

from . import past, writing
from .contact_admin import ContactVersionAdmin
from .form import PolicyPageForm
from .models import ContactVersion, PageName, PolicyPage, PolicyVersion

admin.site.register(ContactVersion, ContactVersionAdmin)


@admin.register(PolicyPage)
class PolicyPageAdmin(RefusalsInForm, access.ByMembership):
    form = PolicyPageForm
    list_display = ("titled", "name", "in_language", "is_shown", "number", "changed_at")
    list_filter = ("name", "is_shown")
    fieldsets = (
        (None, {"fields": ("name", "language", "opened")}),
        (gettext_lazy("For readers"), {"fields": ("title", "description", "body", "is_shown")}),
    )
    change_list_template = "admin/about/policypage/change_list.html"

    def may_change(self, person, obj=None):
        return writing.may_write(person)

    def get_readonly_fields(self, request, obj=None):
        """What page it is and in which language stays: its versions are of that."""
        return ("name", "in_language") if obj else ()

    def get_fieldsets(self, request, obj=None):
        if not obj:
            return super().get_fieldsets(request, obj)
        opened = ("opened",) if self.has_change_permission(request, obj) else ()
        (_none, _first), for_readers = super().get_fieldsets(request, obj)
        return ((None, {"fields": ("name", "in_language", *opened)}), for_readers)

    def save_model(self, request, obj, form, change):
        writing.write(obj, by=request.user, number=form.cleaned_data["opened"])

    def get_urls(self):
        version = "<record_key:object_id>/versions/<record_key:number>/"
        view = self.admin_site.admin_view(self.version_view)
        return [path(version, view, name="about_policypage_version"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        missing = self._missing() if self.has_add_permission(request) else []
        return super().changelist_view(request, {**(extra_context or {}), "missing": missing})

    def history_view(self, request, object_id, extra_context=None):
        """Every version, who left it and when, in place of Django's own record."""
        page = self._found(request, object_id)
        context = self._context(request, page, title=_("History")) | {"lines": past.lines(page)}
        return TemplateResponse(request, "admin/about/policypage/history.html", context)

    def version_view(self, request, object_id, number):
        """A version with what it changed; a POST makes it the text again."""
        page = self._found(request, object_id)
        version = page.versions.filter(number=number).select_related("by").first()
        if not version:
            raise Http404
        if request.method == "POST":
            return self._bring_back(request, page, version)
        context = self._context(request, page, title=str(version)) | past.shown(page, version)
        return TemplateResponse(request, "admin/about/policypage/version.html", context)

    def _bring_back(self, request, page: PolicyPage, version: PolicyVersion):
        try:
            now = writing.bring_back(page, by=request.user, number=version.number)
        except RightMissing as refusal:
            raise PermissionDenied(str(refusal)) from None
        said = _("Version %(old)s is the text again, as version %(new)s.")
        messages.success(request, said % {"old": version.number, "new": now.number})
        return redirect("admin:about_policypage_change", page.pk)

    def _found(self, request, object_id) -> PolicyPage:
        page = self.get_object(request, str(object_id))
        if not page:
            raise Http404
        return page

    def _context(self, request, page, *, title) -> dict:
        may_change = self.has_change_permission(request, page)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "page": page,
            "title": title,
            "may_change": may_change,
        }

    def _missing(self) -> list[tuple[str, str]]:
        """The pages that nobody has written yet in a language, with the address of the form for each."""
        there = set(PolicyPage.objects.values_list("name", "language"))
        add = reverse("admin:about_policypage_add")
        return [
            (f"{name.label} ({language_name(code)})", f"{add}?{urlencode({'name': name, 'language': code})}")
            for name in PageName
            for code in settings.NEWSROOM_LANGUAGES
            if (name, code) not in there
        ]

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def titled(self, page):
        return format_html('<bdi lang="{}">{}</bdi>', page.language, page.title)

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def in_language(self, page):
        return language_name(page.language)
