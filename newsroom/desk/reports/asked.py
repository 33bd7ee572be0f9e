"""Which period and section a report is asked for, and over which stories it may speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.days import A_DAY, Span, span_of
from articles.models import Section
from articles.rights import Person
from newsroom.desk.periods import DayField, SectionField, in_order, today, with_days

from .buckets import Bucket, buckets, is_by_month
from .reach import edited_by

USUAL_DAYS, MOST_DAYS = 30, 366


@dataclass(frozen=True)
class Scope:
    """A period and the sections that a report is over; `section_ids` is None for all stories there are."""

    first: date
    last: date
    section_ids: frozenset[int] | None
    sections: dict[int, Section]

    @property
    def span(self) -> Span:
        return span_of(self.first, self.last, zone=settings.NEWSROOM_ZONE)

    @cached_property
    def buckets(self) -> list[Bucket]:
        return buckets(self.first, self.last)

    @property
    def labels(self) -> list[str]:
        """A day by itself, a week by its first day, a month by its name."""
        pattern = "M Y" if is_by_month(self.first, self.last) else "j M"
        return [date_format(bucket.first, pattern) for bucket in self.buckets]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def within(self, moment: str, *, section: str) -> Q:
        """The condition on a field that holds a moment and one that holds the story's section."""
        period = Q(**{f"{moment}__gte": self.span.start, f"{moment}__lt": self.span.end})
        return period if self.section_ids is None else period & Q(**{f"{section}__in": self.section_ids})


class ReportForm(forms.Form):
    """Without days, the last thirty, which the form then shows; without a section, all that the person answers
    for."""

    to = DayField(label=gettext_lazy("to"))
    section = SectionField()

    def __init__(self, asked, *, person: Person):
        super().__init__(_with_period(asked))
        self.fields = {"from": DayField(label=gettext_lazy("from")), **self.fields}
        self.everything = in_order(Section.objects.all())
        edited = edited_by(person)
        self.is_unlimited = person.reads_everything or None in edited
        self.own = [row for row in self.everything if self.is_unlimited or row.family_ids() & edited]
        self.fields["section"].offer(self.own)

    def clean(self):
        asked = super().clean()
        if self.errors:
            return asked
        if asked["from"] > asked["to"]:
            raise ValidationError(_("The period ends before it begins."))
        if (asked["to"] - asked["from"]).days >= MOST_DAYS:
            raise ValidationError(_("A report covers at most %(days)s days.") % {"days": MOST_DAYS})
        return asked

    def scope(self) -> Scope:
        """Of a form that is valid."""
        chosen = self.cleaned_data["section"]
        keys = {row.pk for row in self.own if chosen is None or chosen.pk in row.family_ids()}
        return Scope(
            first=self.cleaned_data["from"],
            last=self.cleaned_data["to"],
            section_ids=None if self.is_unlimited and not chosen else frozenset(keys),
            sections={row.pk: row for row in self.everything},
        )


def _with_period(asked: QueryDict) -> QueryDict:
    """With the days that were not named: up to today, and thirty of them."""
    asked = with_days(asked, to=today())
    try:
        last = date.fromisoformat(asked["to"])
        return with_days(asked, **{"from": last - timedelta(days=USUAL_DAYS - 1)})
    except (ValueError, OverflowError):  # the field says so
        return with_days(asked, **{"from": today()})


def presets() -> list[tuple[str, date, date]]:
    """Label, first and last day of the periods that people ask for most."""
    day = today()
    month = day.replace(day=1)
    before = (month - A_DAY).replace(day=1)
    return [
        (_("Today"), day, day),
        (_("7 days"), day - A_DAY * 6, day),
        (_("30 days"), day - A_DAY * 29, day),
        (_("90 days"), day - A_DAY * 89, day),
        (_("This month"), month, day),
        (_("Last month"), before, month - A_DAY),
        (_("This year"), day.replace(month=1, day=1), day),
    ]
