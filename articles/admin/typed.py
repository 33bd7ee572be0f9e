"""A posted form as the content of a revision, and back: what was typed can be compared, merged and shown again
whether or not it could be saved."""

from __future__ import annotations

import re

from django.http import QueryDict

from .. import bodies, slugs, snapshots
from .keys import key_of

BYLINES, RELATED = "bylines", "related_articles"  # the prefixes of the two sets of rows
LINES = tuple(name for name in snapshots.LINES if name != "section_label")
MOST_ROWS = 1000
UNTICKED = ("", "false")  # as Django's forms read a box
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
_LAST = 10_000  # a row without a number of its own goes last


def content_of(posted: QueryDict) -> dict:
    """What was typed, as a revision would keep it; what was not posted or cannot be read is missing."""
    typed: dict = {name: bodies.clean_line(posted[name]) for name in LINES if name in posted}
    if posted.get("language"):
        typed["language"] = posted["language"]
    if "standfirst" in posted:
        typed["standfirst"] = bodies.clean_text(posted["standfirst"])
    if "slug" in posted:
        typed["slug"] = slugs.slugify(posted["slug"])
    for name in ("section", "lead_image", "translation_of"):
        if (value := posted.get(name)) is not None and (not value or key_of(value)):
            typed[f"{name}_id"] = key_of(value)
    return typed | _body_of(posted) | _lists_of(posted)


def posted_as(content: dict) -> dict[str, list[str]]:
    """The fields of a form that would have typed this content, with rows that are all new."""
    fields = {name.removesuffix("_id"): [_text(content[name])] for name in snapshots.FIELDS if name in content}
    fields.pop("section_label", None)
    if "topics" in content:
        fields["topics"] = [str(key) for key in content["topics"]]
    if "bylines" in content:
        fields |= _rows_as(BYLINES, [row | {"author": _text(row["author"])} for row in content["bylines"]])
    if "related" in content:
        fields |= _rows_as(RELATED, [{"other": str(key)} for key in content["related"]])
    return fields


def is_posted(posted: QueryDict, prefix: str) -> bool:
    """Whether a set of rows came with a form."""
    return f"{prefix}-TOTAL_FORMS" in posted


def is_row_field(name: str) -> bool:
    return name.startswith((f"{BYLINES}-", f"{RELATED}-"))


def without_ids(posted: QueryDict, *, prefix: str) -> QueryDict:
    """Rows that describe themselves: the ids of rows that somebody has replaced mean nothing any more."""
    posted = posted.copy()
    posted[f"{prefix}-INITIAL_FORMS"] = "0"
    for name in list(posted):
        if name.startswith(f"{prefix}-") and name.endswith("-id"):
            posted[name] = ""
    return posted


def _body_of(posted: QueryDict) -> dict:
    try:
        return {"body": bodies.sanitise(posted["body"])} if "body" in posted else {}
    except (bodies.BodyTooLong, bodies.BodyTooDeep):
        return {}


def _lists_of(posted: QueryDict) -> dict:
    """Topics are boxes: of a form that was posted whole, none may be ticked."""
    lists: dict = {}
    is_whole = is_posted(posted, BYLINES) or is_posted(posted, RELATED)
    if "topics" in posted or is_whole:
        lists["topics"] = sorted({key for value in posted.getlist("topics") if (key := key_of(value))})
    if is_posted(posted, BYLINES):
        lists["bylines"] = [_byline(row) for row in _rows_of(posted, BYLINES, filled=("author", "name"))]
    if is_posted(posted, RELATED):
        keys = [key_of(row["other"]) for row in _rows_of(posted, RELATED, filled=("other",))]
        lists["related"] = [key for key in dict.fromkeys(keys) if key]
    return lists


def _byline(row: dict[str, str]) -> dict:
    name = bodies.clean_line(row.get("name", ""))
    return {"author": key_of(row.get("author", "")), "name": name, "role": row.get("role") or "by"}


def _rows_of(posted: QueryDict, prefix: str, *, filled: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows in the order that was asked for, without those that are empty or to be deleted."""
    rows: dict[int, dict[str, str]] = {}
    for name in posted:
        number, _dash, field = name.removeprefix(f"{prefix}-").partition("-")
        if name.startswith(f"{prefix}-") and field and _NUMBER.fullmatch(number) and int(number) < MOST_ROWS:
            rows.setdefault(int(number), {})[field] = posted[name]
    kept = [row for _number, row in sorted(rows.items()) if row.get("DELETE", "").lower() in UNTICKED]
    kept = [row for row in kept if any(row.get(name, "").strip() for name in filled)]
    return sorted(kept, key=lambda row: key_of(row.get("order", "")) or _LAST)


def _rows_as(prefix: str, rows: list[dict[str, str]]) -> dict[str, list[str]]:
    fields = {f"{prefix}-TOTAL_FORMS": [str(len(rows))], f"{prefix}-INITIAL_FORMS": ["0"]}
    fields |= {f"{prefix}-MIN_NUM_FORMS": ["0"], f"{prefix}-MAX_NUM_FORMS": [str(MOST_ROWS)]}
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": [value] for name, value in {"order": str(number + 1), **row}.items()}
    return fields


def _text(value) -> str:
    return "" if value is None else str(value)
