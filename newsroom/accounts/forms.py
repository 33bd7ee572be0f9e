"""Forms with which administrators add people and change them."""

from __future__ import annotations

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.utils.translation import gettext_lazy as _

from articles.admin.refusable import RefusableForm

User = get_user_model()
LABELS = {"is_superuser": _("Administrator"), "is_active": _("May sign in")}
HELP_TEXTS = {
    "is_superuser": _(
        "Manages people, sections and sources and reads everything; makes no editorial move without a role."
    ),
    "is_active": _("People are never deleted: untick this when somebody leaves. It holds from their next click on."),
}


def _no_number(username):
    """Whoever is named somewhere is named by their number or by this."""
    if username.isdecimal():
        raise forms.ValidationError(_("A user name of digits alone would be taken for a number. Add a letter to it."))
    return username


class NewUserForm(RefusableForm, UserCreationForm):
    """Without a password, the person is mailed a link to choose one."""

    class Meta(UserCreationForm.Meta):
        model = User
        labels, help_texts = LABELS, HELP_TEXTS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            self.fields[name].required = False
        self.fields["password1"].help_text = _(
            "Leave both empty, and a link to choose a password is mailed to the address below. "
            "Otherwise at least 12 characters."
        )

    def clean_username(self):
        return _no_number(super().clean_username())

    def clean(self):
        cleaned = super().clean()
        if self.is_invitation and not cleaned.get("email") and not self.has_error("email"):
            self.add_error("email", _("Give an address to mail the link to, or set a password."))
        for name in ("password1", "password2"):
            if not self.is_invitation and not self.data.get(name):
                self.add_error(name, _("Type the password in both fields, or leave both empty."))
        return cleaned

    @property
    def is_invitation(self):
        return not self.data.get("password1") and not self.data.get("password2")

    def set_password_and_save(self, user, password_field_name="password1", commit=True):  # noqa: FBT002 - Django's
        if not self.is_invitation:
            return super().set_password_and_save(user, password_field_name, commit)
        user.set_unusable_password()
        if commit:
            user.save()
        return user


class UserForm(RefusableForm, UserChangeForm):
    """`rights_seen` is which of the person's rights the form shows; it is never written. Passwords have their page."""

    password = None
    rights_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["rights_seen"] = self.instance.rights_changed

    def clean_username(self):
        """One that is there already keeps nobody from changing the rest."""
        username = self.cleaned_data["username"]
        return _no_number(username) if "username" in self.changed_data else username

    class Meta(UserChangeForm.Meta):
        model = User
        labels, help_texts = LABELS, HELP_TEXTS


class RolesFormSet(forms.BaseInlineFormSet):
    def clean(self):
        """Django compares no rows without a section, which are roles in every section."""
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms and form.has_changed()]
        roles = [(row["role"], row.get("section")) for row in kept if row.get("role")]
        if len(set(roles)) < len(roles):
            raise forms.ValidationError(_("The same role stands here twice."))


class PasswordForm(AdminPasswordChangeForm):
    """A new password for somebody. Whoever is to stay out is deactivated instead of losing the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Kept for good, and shown to other administrators and to the person."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
