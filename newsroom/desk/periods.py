"""Which section and which days a page of the desk is asked for: what is malformed gets a sentence, never a fault."""

from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.days import day_of
from articles.models import Section
from articles.moments import YEARS


class DayField(forms.DateField):
    """An optional day as browsers send it; a day that no newsroom has lived is none."""

    default_error_messages = {"invalid": _("This is not a day. Write it like 2025-01-04.")}

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(required=False, input_formats=["%Y-%m-%d"], widget=widget, **kwargs)

    def to_python(self, value):
        day = super().to_python(value)
        if day and day.year not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class SectionField(forms.ChoiceField):
    """An optional section by its slug, among those that the page offers; it comes out as the section."""

    default_error_messages = {"invalid_choice": _("There is no such section here.")}

    def __init__(self, **kwargs):
        super().__init__(label=_("Section"), required=False, **kwargs)

    def offer(self, sections: list[Section]):
        self.sections = {section.slug: section for section in sections}
        self.choices = [("", _("Every section")), *((slug, named(row)) for slug, row in self.sections.items())]

    def clean(self, value):
        return self.sections.get(super().clean(value))


def with_days(asked: QueryDict, **usual: date) -> QueryDict:
    """What was asked, with the usual day where none was named."""
    asked = asked.copy()
    for name, day in usual.items():
        if not asked.get(name, "").strip():
            asked[name] = day.isoformat()
    return asked


def named(section: Section) -> str:
    """A sub-section with its parent."""
    return f"{section.parent} · {section}" if section.parent else str(section)


def in_order(sections) -> list[Section]:
    """Each section with its sub-sections after it, in the newsroom's order."""
    rows = sections.select_related("parent")
    return sorted(rows, key=lambda row: (row.top.order, row.top.slug, bool(row.parent_id), row.order, row.slug))


def today() -> date:
    """The day that the newsroom's calendar shows."""
    return day_of(timezone.now(), zone=settings.NEWSROOM_ZONE)
