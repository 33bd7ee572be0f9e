"""The rows of `bench.import_wxr`: what has to be there before an import, and what it left, stored once more.

prepare    tables, sections, authors, topics and a source that may publish
index      the terms that were put off
store      seconds of processor time that a bare `bulk_create` of all that was imported takes
"""

from __future__ import annotations

import os
import sys
import time

import django
from django.core.management import call_command
from django.db import connection, models, transaction

from bench import wxr
from bench.processor import seconds, server_of

BATCH = 250
APART = 1_000_000_000  # between the key of a row and of its copy


def prepare() -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - needs Django set up

    from articles.models import Author, Membership, Section, Topic  # noqa: PLC0415
    from articles.rights import Role  # noqa: PLC0415
    from bench.import_wxr import KNOWN_AUTHORS, KNOWN_TAGS, SOURCE  # noqa: PLC0415
    from newsroom.wire.models import Source  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    chief = get_user_model().objects.create(username="chief", email="chief@example.org")
    Membership.objects.create(user=chief, role=Role.CHIEF)
    Source.objects.create(name=SOURCE, trusted_by=chief)
    for name in wxr.SECTIONS:
        Section.objects.create(slug=name.lower(), names={"en": name})
    for number, name in enumerate(wxr.author_names()[:KNOWN_AUTHORS]):
        Author.objects.create(slug=f"author-{number}", names={"en": name})
    for number, name in enumerate(wxr.tag_names()[:KNOWN_TAGS]):
        Topic.objects.create(slug=f"tag-{number}", names={"en": name})


def store() -> float:
    """Copies of all rows, batch by batch; only what `bulk_create` and the database do for it is counted."""
    server = server_of(os.environ["DATABASE_URL"])
    taken = 0.0
    for model in _models():
        keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            rows = [_copy(row) for row in model.objects.filter(pk__in=keys[start : start + BATCH])]
            began, served = time.process_time(), seconds(server) if server else 0.0
            with transaction.atomic():
                model.objects.bulk_create(rows)
            taken += time.process_time() - began + (seconds(server) - served if server else 0.0)
        if model._meta.model_name == "transition":
            _settle()
    return taken


def index() -> int:
    """What the worker does each minute, until all of it is found by its words."""
    from articles.catching_up import index_waiting  # noqa: PLC0415 - needs Django set up

    return index_waiting()


def _models() -> list[type[models.Model]]:
    """In an order in which what a row hangs on is there before it."""
    from articles import models as articles  # noqa: PLC0415
    from newsroom.wire.models import WireItem  # noqa: PLC0415

    of_the_desk = [articles.Article, articles.Byline, articles.Article.topics.through, articles.StoryTerms, WireItem]
    of_readers = [articles.Publication, articles.PublicationTerms, articles.PublicationByline]
    moved = [articles.Revision, articles.Transition, *of_readers, articles.Publication.topics.through]
    return [*of_the_desk, *moved]


def _settle() -> None:
    """Gives the copies of published articles the state that the copies of their moves say: a publication needs it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_article copy SET desk_state = one.desk_state, history_length = one.history_length"
            " FROM articles_article one WHERE copy.id = one.id + %s AND one.history_length > 0",
            [APART],
        )


def _copy(row: models.Model) -> models.Model:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        of = field.remote_field and field.related_model._meta.model_name
        if value is not None and (field.primary_key or of in ("article", "revision", "publication")):
            setattr(row, field.attname, value + APART)
    changed = CHANGED.get(row._meta.model_name, lambda row: {})(row)
    for name, value in changed.items():
        setattr(row, name, value)
    row._state.adding = True
    return row


# The database takes no article that comes with a history, and no two rows with one name.
CHANGED = {
    "article": lambda row: {
        "desk_state": "incoming",
        "history_length": 0,
        "history_head": "",
        "head_revision_id": None,
    },
    "wireitem": lambda row: {"external_id": f"copy {row.external_id}"[-200:], "same_story_as_id": None},
    "publication": lambda row: {"path": f"/copy{row.path}"},
}


if __name__ == "__main__":
    django.setup()
    print({"prepare": prepare, "store": store, "index": index}[sys.argv[1]]())
