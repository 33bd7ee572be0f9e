"""What readers find of the policy pages: which are there in each language, and their texts."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from newsroom.prepared import Prepared

from .models import PageName, PolicyPage


class Shown(NamedTuple):
    """A page that readers have, without its text. `name` is the last part of its address."""

    name: str
    language: str
    title: str
    description: str


_SHOWN = Prepared(lambda: PolicyPage.objects.shown().values_list(*Shown._fields))


def shown_pages() -> tuple[Shown, ...]:
    """Every page that readers have, in whatever language of the newsroom, in the order of `PageName`."""
    found = [row for row in map(Shown._make, _SHOWN.rows()) if row.language in settings.NEWSROOM_LANGUAGES]
    return tuple(sorted(found, key=lambda page: (PageName.values.index(page.name), page.language)))


def shown_text(name: str, *, language: str) -> PolicyPage | None:
    return PolicyPage.objects.shown().filter(name=name, language=language).first()
