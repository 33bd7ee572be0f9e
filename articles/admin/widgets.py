"""Choosing on a story's form. All of it works without JavaScript, and names only what the person may see."""

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..languages import is_right_to_left
from ..models import Article, Image
from ..moments import YEARS
from ..rights import Person, may_see
from .keys import key_of


class StoryIdWidget(ForeignKeyRawIdWidget):
    """A story's number with its headline beside it, unless the person may not see that story."""

    def __init__(self, rel, admin_site, *, person: Person, attrs=None):
        super().__init__(rel, admin_site, attrs=attrs or {"inputmode": "numeric"})
        self.person = person

    known: Article | None = None  # read with the row already

    def label_and_url_for_value(self, value):
        story = self.known if self.known and str(value) == str(self.known.pk) else self._read(value)
        if not story:
            return "", ""
        address = reverse("admin:articles_article_change", args=[story.pk])
        return named_for(self.person, story), address if may_see(self.person, story.story) else ""

    def _read(self, value):
        return Article.objects.select_related("section__parent").defer("body").filter(pk=key_of(str(value))).first()


class PictureIdWidget(ForeignKeyRawIdWidget):
    """A picture's number with the picture and its caption, and a link to the library to choose from."""

    def __init__(self, rel, admin_site, *, attrs=None):
        super().__init__(rel, admin_site, attrs=attrs or {"inputmode": "numeric"})

    def label_and_url_for_value(self, value):
        self.picture = Image.objects.filter(pk=key_of(str(value))).first()
        return (str(self.picture), "") if self.picture else ("", "")

    def _render(self, template_name, context, renderer=None):
        chosen = self.picture if context["link_label"] else None
        number = super()._render(forms.TextInput.template_name, context, renderer)
        more = {"number": number, "picture": chosen and picture_shown(chosen), "address": thumbnail_address(0)}
        return render_to_string("admin/widgets/picture.html", context | more)


class TopicChooser(forms.CheckboxSelectMultiple):
    """Topics to tick, those that are chosen first."""

    def __init__(self, *, label, attrs=None):
        super().__init__(attrs)
        self.label = label

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not group[1][0]["selected"])

    def render(self, name, value, attrs=None, renderer=None):
        boxes = super().render(name, value, attrs, renderer)
        words = (self.label.capitalize(), _("Narrow the list"), boxes)
        return format_html('<div class="topic-chooser" role="group" aria-label="{}" data-narrow="{}">{}</div>', *words)


class LanguageSelect(forms.Select):
    """Says which languages are written from the right, so that the text fields can turn round with the choice."""

    def get_context(self, name, value, attrs):
        from_the_right = " ".join(code for code, _name in settings.LANGUAGES if is_right_to_left(code))
        return super().get_context(name, value, {**(attrs or {}), "data-from-the-right": from_the_right})


class MomentInput(forms.DateTimeInput):
    """The browser's own chooser of a local date and time."""

    input_type = "datetime-local"
    shown_as = "%Y-%m-%dT%H:%M"

    def __init__(self, attrs=None):
        super().__init__(attrs, format=self.shown_as)


class MomentField(forms.DateTimeField):
    """A moment in `moments.YEARS`. PostgreSQL keeps earlier ones that Python could not read back: not the field, and
    not the row that it is in."""

    widget = MomentInput

    def to_python(self, value):
        at = super().to_python(value)
        if at and at.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return at


def thumbnail_address(number: int) -> str:
    return reverse("admin:articles_image_thumbnail", args=[number])


def picture_shown(image: Image) -> str:
    """A picture as the desk shows it: small, with its caption."""
    address, caption = thumbnail_address(image.pk), str(image)
    return format_html('<img class="thumbnail" src="{}" alt=""> <bdi>{}</bdi>', address, caption)


def named_for(person: Person, article: Article) -> str:
    """A story's headline for whoever may see it; for others only that there is one."""
    return str(article) if may_see(person, article.story) else _("a story of another section")


def direction_of(language: str, *, right_to_left) -> dict[str, str]:
    """Attributes of a text field: the direction of the text's language, whatever the page's is."""
    if not language:
        return {"dir": "auto"}
    return {"dir": "rtl" if right_to_left(language) else "ltr", "lang": language}


PICTURE_HELP = gettext_lazy("Its number; the list of pictures has it.")
NUMBER_HELP = gettext_lazy("The number of a story; the lens opens the list.")
