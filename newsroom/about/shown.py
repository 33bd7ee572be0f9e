"""What readers find of the policy pages: which are there in each language, and their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from .models import PageName, PolicyPage


class Shown(NamedTuple):
    """A page that readers have, without its text. `name` is the last part of its address."""

    name: str
    language: str
    title: str
    description: str


def shown_rows() -> QuerySet:
    """Every page that is shown, as JSON."""
    return PolicyPage.objects.shown().values(row=JSONObject(**{name: name for name in Shown._fields}))


def shown_pages(rows: Iterable[Mapping]) -> tuple[Shown, ...]:
    """Return every page that readers have, in whatever language of the newsroom, in the order of `PageName`."""
    found = [Shown(**row) for row in rows if row["language"] in settings.NEWSROOM_LANGUAGES]
    return tuple(sorted(found, key=lambda page: (PageName.values.index(page.name), page.language)))


def shown_text(name: str, *, language: str) -> PolicyPage | None:
    return PolicyPage.objects.shown().filter(name=name, language=language).first()
