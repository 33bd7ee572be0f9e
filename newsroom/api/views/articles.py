"""Stories: a list that is narrowed, one of them, and what has changed since a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Author, Publication, Topic
from articles.paths import absolute
from newsroom.api import called, ninjs, rows, stories
from newsroom.api.addresses import address_of
from newsroom.api.endpoint import JSON, Asked, Reply, cut, languages_of
from newsroom.api.listing import Part, changed, newest
from newsroom.api.problems import Problem
from newsroom.pages import cursors
from newsroom.pages.answers import UNKEPT
from newsroom.pages.fronts import OPINION_SECTION
from newsroom.pages.queries import shown_sections
from newsroom.pages.views.people import stories_about, stories_by

OVERLAP = timedelta(minutes=1)  # longer than anything takes that is saved


def articles(asked: Asked) -> Reply:
    languages = [asked["language"]] if asked["language"] else []
    within = {name: asked[name] for name in ("by", "since", "until", "before", "limit")}
    part = newest(_narrowed(asked), languages=languages, **within)
    if asked.is_ninjs:
        part = part.cut(rows.room_for(part.keys))
    following = _following("articles", asked, part)
    found = stories.as_ninjs(rows.in_full(part.keys)) if asked.is_ninjs else stories.briefs(part.keys)
    around = {"next": following, "languages": languages_of(found, asked=asked["language"])}
    if asked.is_ninjs:
        return Reply(value={"items": found}, **around)
    return Reply(value={"articles": cut(found, asked["fields"]), "next": following or None}, **around)


def article(asked: Asked) -> Reply:
    """As its page does: a story that was taken back says so in the place of its text, one that was removed is gone."""
    publication = rows.one(asked["id"])
    if not publication or publication.language not in settings.NEWSROOM_LANGUAGES:
        raise Problem(404, "There is no such story.")
    if publication.status == "removed":
        raise Problem(410, "This story has been removed. Take your copy down.")
    around = {"alternates": _alternates(publication), "languages": [publication.language]}
    if publication.status != "live":
        value = ninjs.taken_back(publication) if asked.is_ninjs else stories.taken_back(publication)
        return Reply(value=value, cache=UNKEPT, **around)
    if asked.is_ninjs:
        return Reply(value=stories.as_ninjs([publication])[0], **around)
    return Reply(value=cut([stories.whole(publication)], asked["fields"])[0], **around)


def changes(asked: Asked) -> Reply:
    """Every story that changed: also those of which readers have nothing any more. The list ends at the moment when its
    first part was asked for, however long the others take: so whatever was being saved then comes within `OVERLAP`."""
    until = asked["until"] or timezone.now()
    asked_for = {name: asked[name] for name in ("since", "until", "after", "limit")}
    part = changed(languages=settings.NEWSROOM_LANGUAGES, **asked_for)
    found = Publication.objects.filter(pk__in=part.keys).values_list(*_OF_CHANGE, named=True)
    known = {row.pk: row for row in found}
    told = [_change(known[place.key], at=place.at) for place in part.places]
    following = ""
    if part.rest:
        more = {"after": cursors.written(part.rest), "until": until.isoformat().replace("+00:00", "Z")}
        following = address_of("changes", query={**asked.query, **more})
    value = {"changes": told, "next": following or None, "next_since": _since(asked, part)}
    return Reply(value=value, next=following, languages=languages_of(told))


_OF_CHANGE = ("pk", "status", "language", "path", "notice")


def _change(row: Any, *, at: datetime) -> dict[str, Any]:
    """Of one that was removed nothing but its number: its address may be what was wrong with it."""
    is_there = row.status != "removed"
    return {
        "id": row.pk,
        "status": row.status,
        "changed_at": ninjs.moment(at),
        "language": row.language if is_there else None,
        "url": absolute(row.path) if is_there else None,
        "api_url": address_of("article", id=row.pk),
        "notice": row.notice if is_there else "",
    }


def _since(asked: Asked, part: Part) -> str | None:
    last = part.places[-1] if part.places else asked["after"]
    return ninjs.moment(last.at - OVERLAP) if last else asked.query.get("since")


def _narrowed(asked: Asked) -> QuerySet[Publication]:
    found = Publication.objects.all()
    if path := asked["section"]:
        found = found.in_section(called.section(path))
    if slug := asked["author"]:
        found = found.filter(pk__in=stories_by(called.record(Author, slug)).values("pk"))
    if slug := asked["topic"]:
        found = found.filter(pk__in=stories_about(called.record(Topic, slug)).values("pk"))
    if kind := asked["kind"]:
        is_opinion = Q(top_section__in=[row.pk for row in shown_sections() if row.slug == OPINION_SECTION])
        found = found.filter(is_opinion if kind == "opinion" else ~is_opinion)
    return found


def _following(name: str, asked: Asked, part: Part) -> str:
    return address_of(name, query={**asked.query, "before": cursors.written(part.rest)}) if part.rest else ""


def _alternates(publication: Publication) -> dict[str, str]:
    own = address_of("article", id=publication.pk)
    return {
        "text/html": absolute(publication.path),
        ninjs.MEDIA_TYPE: f"{own}?format=ninjs",
        JSON: f"{own}?format=json",
    }
