"""What a story must have before it is submitted, approved or published. Pure over the working copy."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import bodies
from .models import Article
from .workflow import MoveIncomplete

TEXTS = ("kicker", "headline", "standfirst", "body", "search_title", "search_description")


@dataclass(frozen=True)
class Problem:
    """One line of the checklist that does not pass, and the field where it is mended."""

    field: str
    sentence: str


def problems(article: Article) -> list[Problem]:
    """Everything that keeps a story from going on, in the order of the form."""
    found = []
    if not article.headline:
        found.append(Problem("headline", _("It has no headline.")))
    if not article.section_id:
        found.append(Problem("section", _("It has no section.")))
    if bodies.is_empty(article.body):
        found.append(Problem("body", _("It has no body.")))
    if not article.source and not article.bylines.exists():
        found.append(Problem("bylines", _("It has neither a byline nor a source.")))
    for name in TEXTS:
        text = bodies.plain_text(article.body) if name == "body" else getattr(article, name)
        for marker in bodies.leftover_markers(text):
            label = Article._meta.get_field(name).verbose_name
            found.append(
                Problem(name, _("“%(marker)s” is still in the %(field)s.") % {"marker": marker, "field": label})
            )
    return found


def check(article: Article) -> None:
    """Raises `MoveIncomplete` with every problem in one sentence each."""
    if found := problems(article):
        sentences = " ".join(problem.sentence for problem in found)
        raise MoveIncomplete(_("The story is not ready: %(sentences)s") % {"sentences": sentences})
