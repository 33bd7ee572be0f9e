"""Forms for the people who sign in."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.utils.translation import gettext_lazy as _

User = get_user_model()
LABELS = {"is_superuser": _("Administrator"), "is_active": _("May sign in")}
HELP_TEXTS = {
    "is_superuser": _(
        "Manages people, sections and sources and reads everything; makes no editorial move without a role."
    ),
    "is_active": _("People are never deleted: untick this when somebody leaves. It holds from their next click on."),
}


class NewUserForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        labels, help_texts = LABELS, HELP_TEXTS


class UserForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User
        labels, help_texts = LABELS, HELP_TEXTS

    def clean(self):
        cleaned = super().clean()
        user = self.instance
        stays = all(cleaned.get(right, getattr(user, right)) for right in ("is_superuser", "is_active"))
        if user.is_superuser and user.is_active and not stays and not other_administrators(user):
            raise forms.ValidationError(_("Somebody has to remain who is an administrator and may sign in."))
        return cleaned


class PasswordForm(AdminPasswordChangeForm):
    """A new password for somebody. Whoever is to stay out is deactivated instead of losing the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True


def other_administrators(user) -> list[int]:
    """Active administrators besides this one, locked until the transaction ends: two who deactivate each other
    at the same moment cannot both succeed."""
    active = User.objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk")
    return [key for key in active.values_list("pk", flat=True) if key != user.pk]
