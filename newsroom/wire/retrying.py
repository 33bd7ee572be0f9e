"""Records that could not be read: read once more as somebody mended them, or put aside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.texts import without_controls
from articles.workflow import MoveIncomplete, MoveNotAllowed

from .alone import as_file
from .filing import Filing, Outcome, Result, file_one
from .matching import ReferenceNames
from .models import Source, WireItem, WireItemStatus
from .opening import wire_terms
from .parsing import ParserFailed, parse
from .reading import Unreadable
from .stories import WireFailure, WireStory

LONGEST = 1_000_000  # characters of a mended text
RETOLD = (
    "rss",
    "atom",
    "csv",
    "iptc7901",
    "anpa",
)  # formats of which a record is shown in other words than its file has


def retry(item: WireItem, *, by, text: str) -> Result:
    """Files the story of a mended text with the rights of this person, under the record that failed, which is then
    seen to. Raises `MoveIncomplete` with the reason where the text has no story, or not one alone."""
    story = _story_in(item, text)
    with transaction.atomic():
        failed = _still_failed(item)
        source = failed.source
        filing = Filing(source, ReferenceNames.read(), user=by, section=source.section, format=failed.format)
        result = file_one(filing, story, path=failed.path)
        if result.outcome is Outcome.FAILED or (result.outcome is Outcome.SKIPPED and not result.article_id):
            raise MoveIncomplete(result.reason)
        _settle(failed, _("Mended and filed by %(name)s.") % {"name": by}, article_id=result.article_id)
    return result


@transaction.atomic
def put_aside(item: WireItem, *, by) -> None:
    """Takes a record that nobody needs off the list of what failed; it stays on record."""
    _settle(_still_failed(item), _("Put aside by %(name)s.") % {"name": by})


@transaction.atomic
def see_to_reread(source: Source, *, paths: Collection[str], before: datetime) -> None:
    """Takes off the list that files could not be read at all, where they were read since a moment: half of one had
    come. Records of a file stay: another day's file may have the same name."""
    rows = WireItem.objects.select_for_update(of=("self",)).filter(source=source, path__in=paths, source_text="")
    for item in rows.filter(status=WireItemStatus.FAILED, changed_at__lt=before):
        _settle(item, _("Its file was read later."))


def format_to_mend(item: WireItem) -> str:
    """The one that a mended text is read in: the record's own, or plain wire text where it is shown in other words."""
    return "wire_text" if item.format in RETOLD else item.format


def _still_failed(item: WireItem) -> WireItem:
    locked = WireItem.objects.select_for_update(of=("self",)).select_related("source").get(pk=item.pk)
    if locked.status != WireItemStatus.FAILED:
        raise MoveNotAllowed(_("Somebody has seen to this record meanwhile."))
    return locked


def _story_in(item: WireItem, text: str) -> WireStory:
    """Read by the parser, as everything is that somebody sends: with its limits of time and memory."""
    if len(text) > LONGEST:
        raise MoveIncomplete(_("The text is too long."))
    format = format_to_mend(item)
    payload = as_file(without_controls(text), format=format).encode(errors="replace")
    try:
        terms = wire_terms(zone=item.source.zone, language=item.source.language, address=_site_of(item))
        records = parse(payload, name=item.path, terms=terms, format=format).records
    except (Unreadable, ParserFailed) as problem:
        raise MoveIncomplete(str(problem)) from None
    if reasons := [record.reason for record in records if isinstance(record, WireFailure)]:
        raise MoveIncomplete(reasons[0])
    stories = [record for record in records if isinstance(record, WireStory)]
    if len(stories) != 1:
        raise MoveIncomplete(
            _("This text alone holds %(count)s stories, not one: mend it in its file, and import that again.")
            % {"count": len(stories)}
        )
    return replace(stories[0], number=item.number, line=item.line)


def _site_of(item: WireItem) -> str:
    """The site whose export a record stood in, as other records of the file name it: its stories are known by it."""
    if item.format != "wxr":
        return ""
    others = WireItem.objects.filter(source=item.source, format=item.format, path=item.path)
    named = others.exclude(external_id__startswith="failed:").order_by("pk").values_list("external_id", flat=True)
    return (named.first() or "").rpartition(" ")[0]


def _settle(item: WireItem, said: str, *, article_id: int | None = None) -> None:
    item.status, item.article_id = WireItemStatus.SETTLED, article_id
    item.reason = f"{item.reason} {said}".strip()
    item.save(update_fields=["status", "article", "reason", "changed_at"])
