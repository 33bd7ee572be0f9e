"""The checklist as pages show it: what to mend apart from what to look at, each with the way to its field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..checklist import Problem, problems
from ..models import Article, Revision
from ..workflow import Action, DeskState

ANCHORS = {"bylines": "bylines-group", "related": "related_articles-group"}  # rows, not one input


@dataclass(frozen=True)
class ChecklistLine:
    """`address` is where it is mended on the story's form, `picture` the page of the picture that lacks something."""

    sentence: str
    address: str
    picture: str = ""


@dataclass(frozen=True)
class Checklist:
    to_mend: tuple[ChecklistLine, ...]
    to_look_at: tuple[ChecklistLine, ...]
    revision: int

    @property
    def counts(self) -> str:
        """`2 to mend, 1 to look at`."""
        mend, look = len(self.to_mend), len(self.to_look_at)
        said = [
            ngettext("%(count)s to mend", "%(count)s to mend", mend) % {"count": mend} if mend else "",
            ngettext("%(count)s to look at", "%(count)s to look at", look) % {"count": look} if look else "",
        ]
        return _(", ").join(filter(None, said)) or _("Everything is there")


def beside_form(article: Article) -> Checklist | None:
    """For the story's own page, where the fields are; None for what lies on the spike."""
    if article.desk_state == DeskState.SPIKED:
        return None
    return _shown(article, problems(article), revision=article.revision_number, page="")


def on_step(article: Article, *, revision: Revision | None) -> Checklist:
    """For the page of a move that asks the checklist: what readers would get is the revision, if one is named."""
    found = problems(article, revision=revision)
    number = revision.number if revision else article.revision_number
    page = reverse("admin:articles_article_change", args=[article.pk])
    return _shown(article, found, revision=number, page=page)


def _shown(article: Article, found: Iterable[Problem], *, revision: int, page: str) -> Checklist:
    lines = [(problem.is_blocking, _line(article, problem, page=page)) for problem in found]
    return Checklist(
        to_mend=tuple(line for is_blocking, line in lines if is_blocking),
        to_look_at=tuple(line for is_blocking, line in lines if not is_blocking),
        revision=revision,
    )


def _line(article: Article, problem: Problem, *, page: str) -> ChecklistLine:
    if problem.field == "embargo":
        address = reverse("admin:articles_article_move", args=[article.pk, Action.LIFT_EMBARGO.value])
    else:
        address = f"{page}#{ANCHORS.get(problem.field, f'id_{problem.field}')}"
    picture = reverse("admin:articles_image_change", args=[problem.picture]) if problem.picture else ""
    return ChecklistLine(problem.sentence, address, picture)
