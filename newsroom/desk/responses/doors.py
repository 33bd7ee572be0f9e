"""Who is let in to which page of letters, and how each of them says no."""

from __future__ import annotations

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404

from articles.admin.keys import key_of
from articles.admin.people import person_of
from articles.admin.refusals import not_there, status_of
from articles.models import Publication
from articles.rights import RANKS, Person, Role
from articles.workflow import MoveNotAllowed
from newsroom.responses.models import Letter
from newsroom.responses.moderating import LetterGone
from newsroom.responses.rights import decided_sections, may_close, may_look

from .reading import LETTER_ROWS


def for_readers_of_letters(view):
    """403 for whoever has nothing to do with letters, whatever was asked for; 404 in the same bytes for a letter that
    there is not and for one that is out of their sight."""

    @wraps(view)
    def answering(self, request, *args, **kwargs):
        if not may_look(person_of(request)):
            raise PermissionDenied
        return view(self, request, *args, **kwargs)

    return not_there(answering)


def for_deciders(view):
    """The same, for what takes the right to decide somewhere."""

    @wraps(view)
    def answering(self, request, *args, **kwargs):
        if not decided_sections(person_of(request)):
            raise PermissionDenied
        return view(self, request, *args, **kwargs)

    return not_there(answering)


def letter_named(request, number: str) -> Letter:
    """Raises `Http404` for none that this person may see."""
    letters = Letter.objects.visible_to(person_of(request)).select_related(*LETTER_ROWS)
    letter = letters.filter(pk=key_of(number)).first()
    if not letter:
        raise Http404
    return letter


def story_named(request, number: str) -> Publication:
    """A story whose letters this person closes or reads. Raises `PermissionDenied` for whoever does so nowhere,
    `Http404` for another's."""
    person = person_of(request)
    if not _closes_somewhere(person) and not (request.method != "POST" and may_look(person)):
        raise PermissionDenied
    story = Publication.objects.select_related("section", "article").filter(pk=key_of(number)).first()
    if not story or not (person.reads_everything or may_close(person, story.section.family_ids())):
        raise Http404
    return story


def _closes_somewhere(person: Person) -> bool:
    return bool(decided_sections(person)) or person.highest_rank >= RANKS[Role.EDITOR]


def status_for(refusal: MoveNotAllowed) -> int:
    return 404 if isinstance(refusal, LetterGone) else status_of(refusal)
