"""The form of a policy page."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import bodies
from articles.admin.bodies_editor import EXTENSIONS, BodyWidget
from articles.admin.refusable import RefusableForm
from articles.admin.widgets import direction_of
from articles.languages import is_right_to_left

from .models import PolicyPage

TEXTS = ("title", "description", "body")


WITHOUT = {"NewsFigure", "NewsGallery", "SentPictures"}


class TextWidget(BodyWidget):
    """The editor of stories without what a policy page may not have."""

    def __init__(self, *, language: str = ""):
        super().__init__(language=language)
        self.config = {"extensions": {name: on for name, on in EXTENSIONS.items() if name not in WITHOUT}}


class PolicyPageForm(RefusableForm):
    """`opened` is the version that the form was opened with: what somebody else has saved since is not lost, and
    neither is what was typed."""

    opened = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput, label=gettext_lazy("version"))
    language = forms.ChoiceField(label=gettext_lazy("language"))

    class Meta:
        model = PolicyPage
        fields = ("name", "language", *TEXTS, "is_shown")
        widgets = {"description": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = self.instance.number
        if self.instance.pk:
            self.fields.pop("language", None)
        language = self.instance.language or self.initial.get("language", "")
        if "language" in self.fields:
            self.fields["language"].choices = settings.LANGUAGES
        if "body" in self.fields:
            self.fields["body"].widget = TextWidget(language=language)
            for name in TEXTS:
                self.fields[name].widget.attrs |= direction_of(language, right_to_left=is_right_to_left)

    def clean_opened(self):
        return self.cleaned_data["opened"] or 0

    def clean_body(self):
        try:
            return bodies.sanitise(self.cleaned_data["body"])
        except (bodies.BodyTooLong, bodies.BodyTooDeep) as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean(self):
        cleaned = super().clean()
        now = PolicyPage.objects.filter(pk=self.instance.pk).values_list("number", flat=True).first() or 0
        if self.instance.pk and cleaned.get("opened", now) != now:
            self.data = self.data.copy()
            self.data["opened"] = str(now)
            raise forms.ValidationError(
                _(
                    "Somebody has saved version %(number)s since you opened this page. What you typed is still here: "
                    "look at theirs under “History”, then save again to put yours in its place."
                )
                % {"number": now}
            )
        return cleaned
