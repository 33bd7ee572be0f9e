"""What a story must have before it is submitted, approved or published, and what somebody should look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from ..models import Article, Image, Revision, Section
from ..workflow import MoveIncomplete
from .findings import Problem, findings
from .links import links_of
from .reading import read
from .rules import FORBIDDING, HARD, Item, Level, rules_of

__all__ = ["Item", "Level", "NotReady", "Problem", "check", "problems", "waits_for_links"]


class NotReady(MoveIncomplete):
    """The checklist keeps a story from going on; `problems` are the blocking ones."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        sentences = " ".join(problem.sentence for problem in problems)
        super().__init__(_("The story is not ready: %(sentences)s") % {"sentences": sentences})


def problems(
    article: Article,
    *,
    revision: Revision | None = None,
    at: datetime | None = None,
    pictures: Mapping[int, Image] | None = None,
) -> list[Problem]:
    """Everything that keeps a story from going on, and everything to look at, in the order of the form.

    It is the working copy as it is saved that is read, or a revision, as readers would get it at a moment (now, if
    none is named). Takes at most two queries where the story's section and newest revision are read already. `pictures`
    are those of the library that the story may have, where they are read as well.
    """
    rules = rules_of(_section_of(article, revision))
    return findings(read(article, revision=revision, at=at, rules=rules, pictures=pictures), rules=rules)


def check(
    article: Article,
    *,
    revision: Revision | None = None,
    at: datetime | None = None,
    is_override: bool = False,
    is_archive: bool = False,
    pictures: Mapping[int, Image] | None = None,
) -> list[str]:
    """Raises `NotReady` with every blocking problem. An override is kept back only by what every story must have, and
    what was published elsewhere long ago by that and by what nobody may show; returned are the items passed over."""
    found = problems(article, revision=revision, at=at, pictures=pictures)
    blocking = [problem for problem in found if problem.is_blocking]
    refusing = [
        problem for problem in blocking if not _is_passed_over(problem, is_override=is_override, is_archive=is_archive)
    ]
    if refusing:
        raise NotReady(refusing)
    return list(dict.fromkeys(str(problem.item) for problem in blocking))


def waits_for_links(article: Article) -> bool:
    """Whether a story has links into the site that keep it back until readers find something there."""
    return rules_of(article.section).levels[Item.LINKS] is Level.BLOCK and bool(links_of(article.body))


def _is_passed_over(problem: Problem, *, is_override: bool, is_archive: bool) -> bool:
    return problem.item not in HARD and (is_override or is_archive and problem.item not in FORBIDDING)


def _section_of(article: Article, revision: Revision | None) -> Section | None:
    """Where the text would run: a pinned revision may be of another section than the working copy by now."""
    key = revision.content["section_id"] if revision else article.section_id
    if key == article.section_id:
        return article.section
    return Section.objects.select_related("parent").filter(pk=key).first()
