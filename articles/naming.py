"""Giving a revision a name that people find it by: the one thing of it that may change."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Article, Revision, RevisionNote
from .models.revision_note import NoteKind
from .moves import making
from .texts import clean_line
from .workflow import Action, MoveIncomplete


def name_revision(revision: Revision, article: Article, *, by, name: str) -> None:
    """Names a revision of a story, or takes its name away with an empty one; whoever may edit the story may.

    It is no move: state and text stay. Who named it what, and when, is kept for ever.
    """
    if revision.article_id != article.pk:
        raise MoveIncomplete(_("That revision belongs to another story."))
    name, longest = clean_line(name), Revision._meta.get_field("name").max_length or 0
    if len(name) > longest:
        raise MoveIncomplete(_("A name has at most %(longest)s characters.") % {"longest": longest})
    with making(article, Action.EDIT, by=by):
        locked = Revision.objects.get(pk=revision.pk)
        if locked.name == name:
            return
        Revision.objects.filter(pk=revision.pk).update(name=name)
        RevisionNote.objects.create(article=article, kind=NoteKind.NAMED, revision=revision, text=name, by=by)
