"""Loading the demo newsroom: once, all of it or nothing but accounts and pictures, which wait for the next try."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from newsroom.wire.models import Source

from . import archive, endings, letters, texts
from .arranged import arrange_fronts
from .library import hang_pictures
from .people import make_accounts
from .policies import write_policies
from .records import make_records
from .room import Room


def load() -> bool:
    """Loads the demo newsroom unless it was loaded before; says whether it did."""
    if archive.is_there():
        return False
    with one_at_a_time():
        if archive.is_there():
            return False
        people = make_accounts()
        images = hang_pictures(by=people["chief"])
        with transaction.atomic():
            _fill(Room(people, *make_records(by=people["admin"]), images=images, now=timezone.now()))
    return True


def _fill(room: Room) -> None:
    _name_sources(room)
    write_policies(by=room.people["chief"])
    stories = archive.Archive(room)
    stories.publish_all()
    for change in texts.changes():
        endings.change(stories.articles[change.story], change, room)
    spoken = [story for story in texts.desk() if story.language in settings.NEWSROOM_LANGUAGES]
    on_the_desk = {story.key: endings.place(story, room) for story in spoken}
    arrange_fronts(room, stories.articles | on_the_desk)
    letters.send_all(stories.versions, room)


def _name_sources(room: Room) -> None:
    Source.objects.get_or_create(name=archive.NAME, defaults={"trusted_by": room.people["chief"]})
    agency = endings.AGENCY.name
    Source.objects.get_or_create(name=agency, defaults={"credit_line": agency})


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Whoever else loads the demo into this database waits until this process is done, or gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('newsroom demo'))")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('newsroom demo'))")
