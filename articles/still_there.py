"""What a content names and what has gone since: a picture erased for law, a name taken off the books."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import snapshots
from .models import Article, Author, Image, Section, Topic

ONE = {"section_id": Section, "lead_image_id": Image, "translation_of_id": Article}


def without_what_is_gone(content: Mapping) -> dict:
    """The content as it can be put back."""
    authors = _there(Author, (line["author"] for line in content["bylines"]))
    topics, related = _there(Topic, content["topics"]), _there(Article, content["related"])
    kept = {name: content[name] if _there(model, [content[name]]) else None for name, model in ONE.items()}
    return {
        **content,
        **kept,
        "bylines": [line for line in content["bylines"] if not line["author"] or line["author"] in authors],
        "topics": [key for key in content["topics"] if key in topics],
        "related": [key for key in content["related"] if key in related],
    }


def gone_from(content: Mapping) -> list[str]:
    """What the form calls the fields of a content that cannot be put back whole."""
    return snapshots.changed(content, without_what_is_gone(content))


def _there(model, keys: Iterable[int | None]) -> set[int]:
    wanted = [key for key in keys if key]
    return set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
