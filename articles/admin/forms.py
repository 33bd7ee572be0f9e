"""The form of a story: what may be typed. What becomes of it is the verbs' business."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import bodies, snapshots
from ..languages import is_right_to_left
from ..models import Article, Image, Section
from ..moves import check_revision
from ..rights import RANKS, Role
from ..workflow import MoveNotAllowed, RightMissing
from .asked import revision_named
from .bodies_editor import BodyWidget
from .keys import key_of
from .widgets import direction_of

LEAD_WORDS = ("lead_caption", "lead_alternative")
TEXTS = (
    "kicker",
    "headline",
    "standfirst",
    "dateline_place",
    "search_title",
    "search_description",
    "body",
    *LEAD_WORDS,
)
FIELDS = (
    *("language", "section", "kicker", "headline", "standfirst", "slug", "dateline_place", "body", "lead_image"),
    *(*LEAD_WORDS, "topics", "source", "credit_line", "search_title", "search_description", "translation_of"),
    *("due_at", "priority"),
)


class ArticleForm(forms.ModelForm):
    """`revision` is the number that the form was opened with. A form that is refused keeps what was typed;
    `refusal` says why. `filled` is what somebody typed earlier: it is shown, and never saved by that."""

    revision = forms.CharField(label=gettext_lazy("Revision"), required=False, max_length=64, widget=forms.HiddenInput)

    person = None
    refusal: MoveNotAllowed | None = None
    filled: QueryDict | None = None

    class Meta:
        model = Article
        fields = FIELDS

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data if self.filled is None else self.filled.copy(), *args, **kwargs)
        self.fields["revision"].initial = self.instance.revision_number
        if "section" in self.fields:
            self._narrow_choices()
            self._set_direction()
            self._show_library_words()
            self.fields["language"].required = self.fields["priority"].required = False

    def _narrow_choices(self):
        self.fields["section"].queryset = sections_of(self.person, and_also=self.instance.section_id)
        original = self.fields["translation_of"]
        original.queryset = original.queryset | Article.objects.filter(pk=self.instance.translation_of_id)
        if self.instance.language:
            known = dict(settings.LANGUAGES)
            known.setdefault(self.instance.language, self.instance.language)
            self.fields["language"].choices = known.items()

    def _set_direction(self):
        language = self.instance.language
        self.fields["standfirst"].widget.attrs["rows"] = 3
        self.fields["body"].widget = BodyWidget(language=language, story=self.instance.pk)
        for name in TEXTS:
            self.fields[name].widget.attrs |= direction_of(language, right_to_left=is_right_to_left)

    def _show_library_words(self):
        """What readers get of the lead picture where the story says nothing of its own."""
        key = key_of(str(self["lead_image"].value() or ""))
        image = Image.objects.filter(pk=key).first() if key else None
        found = image.words(self.instance.language) if image else ("", "")
        for name, words in zip(LEAD_WORDS, found, strict=True):
            self.fields[name].widget.attrs["placeholder"] = words
            self.fields[name].help_text = _("Of this story alone. Left empty, the library's words stand.")

    def is_valid(self):
        return self.filled is None and super().is_valid()

    def clean(self):
        cleaned = super().clean()
        for name in snapshots.LINES:
            if name in cleaned:
                self._tidy(name)
        self._check_refusal()
        return cleaned

    def _tidy(self, name):
        """Tidying can make a line longer than it was typed; the column's size counts."""
        line, longest = bodies.clean_line(self.cleaned_data[name]), Article._meta.get_field(name).max_length
        self.cleaned_data[name] = line
        if len(line) > longest:
            self.add_error(name, _("At most %(longest)s characters.") % {"longest": longest})

    def _check_refusal(self):
        if self.instance.pk and not self.refusal:
            try:
                check_revision(self.instance, revision_named(self.data.get("revision", "")))
            except MoveNotAllowed as refusal:
                self.refusal = refusal
        if self.refusal:
            self.add_error(None, str(self.refusal))

    def clean_body(self):
        try:
            return bodies.sanitise(self.cleaned_data["body"])
        except (bodies.BodyTooLong, bodies.BodyTooDeep) as problem:
            raise ValidationError(str(problem)) from None

    def clean_lead_image(self):
        """One that was withdrawn keeps its place in a story that has it, and gets none in another."""
        image = self.cleaned_data["lead_image"]
        if image and image.withdrawn_at and image.pk != self.instance.lead_image_id:
            raise ValidationError(_("This picture is withdrawn: choose another one."))
        return image

    def clean_language(self):
        return self.cleaned_data["language"] or self.instance.language or settings.LANGUAGE_CODE

    def clean_priority(self):
        return self.cleaned_data["priority"] or self.instance.priority

    def clean_translation_of(self):
        original = self.cleaned_data["translation_of"]
        if original and original.pk == self.instance.pk:
            raise ValidationError(_("A story is no translation of itself."))
        return original

    @property
    def refusal_status(self) -> int:
        """The HTTP status that goes with what refused the form; a missing revision is as bad as an old one."""
        return 403 if isinstance(self.refusal, RightMissing) else 409

    def keep_newest_revision(self, number: int) -> None:
        """Whoever has read what is saved now may save over it: the form goes on from there."""
        self.data = self.data.copy()
        self.data["revision"] = str(number)


def sections_of(person, *, and_also=None):
    """The sections that a person works in, with their sub-sections; `and_also` is where the story is."""
    working = [key for key, rank in person.ranks.items() if rank >= RANKS[Role.REPORTER]]
    sections = Section.objects.select_related("parent")
    if None in working:
        return sections
    return sections.filter(pk__in=working) | sections.filter(parent__in=working) | sections.filter(pk=and_also)
