"""What the checklist asks about, read once: the text, its pictures, and what readers have of what it points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import BigIntegerField, Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from ..bodies import PictureUse, picture_uses, plain_text
from ..body_rules import REFERENCE
from ..models import Article, Author, FormerAddress, Image, Publication, Redirect, Revision, Section, Topic
from ..models.revision import LATER, filled
from ..moments import local_parts
from ..texts import is_visible
from ..workflow import Readers
from .links import Link, Target, links_of, target_of, unfinished_addresses
from .rules import Item, Rules

TEXTS = (
    *("kicker", "headline", "standfirst", "body", "dateline_place", "source", "credit_line"),
    *("search_title", "search_description", *LATER),
)
ROW = ("found_key", "found_path")


@dataclass(frozen=True)
class Facts:
    """A story as the checklist sees it: `texts` hold the words of each field, the body's and the bylines' too.

    `uses` are the places where a picture stands, the lead picture first; `pictures` and `live` (stories that readers
    have) are by id; `broken` are the links that lead nowhere; `today` is the day of the publication in the newsroom's
    zone.
    """

    texts: Mapping[str, str]
    language: str
    has_body: bool
    has_section: bool
    has_byline: bool
    today: date
    lead: int | None = None
    uses: tuple[PictureUse, ...] = ()
    pictures: Mapping[int, Image] = field(default_factory=dict)
    related: tuple[int, ...] = ()
    live: frozenset[int] = frozenset()
    broken: tuple[Link, ...] = ()
    embargo: str = "none"
    embargo_until: datetime | None = None
    is_stale: bool = False


def read(
    article: Article,
    *,
    revision: Revision | None,
    at: datetime | None,
    rules: Rules,
    pictures: Mapping[int, Image] | None = None,
) -> Facts:
    """One query where pictures are used, if they are not given, and one where something is linked or related."""
    at = at or timezone.now()
    values, lists = _values(article, revision), _lists(article, revision)
    lead, uses = values["lead_image_id"], tuple(_uses(values))
    words = plain_text(values["body"])
    unseen = (use.alternative for use in uses[bool(lead) :])
    links = links_of(values["body"]) if rules.asks(Item.LINKS) else []
    related = tuple(lists["related"]) if rules.asks(Item.RELATED) else ()
    live, broken = _reached(links, related)
    return Facts(
        texts={name: values[name] for name in TEXTS if lead or name not in LATER}
        | {
            "body": "\n".join((words, *unfinished_addresses(values["body"]), *unseen)),
            "bylines": _printed(lists["bylines"]),
        },
        language=values["language"],
        has_body=bool(REFERENCE.search(values["body"]) or is_visible(words)),
        has_section=bool(values["section_id"]),
        has_byline=bool(values["source"] or lists["bylines"]),
        today=date(*local_parts(at, settings.NEWSROOM_ZONE)[:3]),
        lead=lead,
        uses=uses,
        pictures=_pictures({use.picture for use in uses}) if pictures is None else pictures,
        related=related,
        live=live,
        broken=broken,
        embargo=_embargo(article, at=at),
        embargo_until=article.embargo_until,
        is_stale=article.stale_since is not None,
    )


def _values(article: Article, revision: Revision | None) -> Mapping:
    """The working copy's fields are read from itself: a move may have changed them and not saved them yet."""
    names = (*TEXTS, "language", "section_id", "lead_image_id")
    return filled(revision.content) if revision else {name: getattr(article, name) for name in names}


def _uses(values: Mapping) -> Iterator[PictureUse]:
    if lead := values["lead_image_id"]:
        yield PictureUse(lead, values["lead_caption"], values["lead_alternative"])
    yield from picture_uses(values["body"])


def _lists(article: Article, revision: Revision | None) -> Mapping[str, list]:
    """Bylines and related stories. The newest revision has those of the working copy; what came in and was never
    touched has no revision."""
    if kept := revision or article.head_revision:
        return kept.content
    return {
        "bylines": list(article.bylines.values("name")),
        "related": list(article.related_articles.values_list("other_id", flat=True)),
    }


def _printed(bylines: Iterable[Mapping]) -> str:
    return "\n".join(line["name"] for line in bylines)


def _embargo(article: Article, *, at: datetime) -> str:
    is_over = article.embargo_until and article.embargo_until <= at
    return "none" if is_over else article.embargo


def _pictures(keys: Iterable[int]) -> dict[int, Image]:
    return Image.objects.in_bulk(keys) if keys else {}


def _reached(links: list[Link], related: tuple[int, ...]) -> tuple[frozenset[int], tuple[Link, ...]]:
    """The stories among those linked and related that readers have, and the links that lead nowhere."""
    targets = {link: target_of(link.address) for link in links if link.address}
    keys = {*related, *(link.article for link in links if link.article)}
    asked = [target for target in targets.values() if target.record]
    live, paths = _found(keys, asked) if keys or asked else (frozenset(), frozenset())
    broken = tuple(link for link in dict.fromkeys(links) if not _leads_somewhere(link, targets.get(link), live, paths))
    return live, broken


def _leads_somewhere(link: Link, target: Target | None, live: frozenset[int], paths: frozenset[str]) -> bool:
    if target is None:
        return link.article in live
    if target.is_broken or not target.record:
        return not target.is_broken
    return (target.path if target.is_story else target.record) in paths


def _found(keys: set[int], targets: list[Target]) -> tuple[frozenset[int], frozenset[str]]:
    """Ids of live stories and paths that answer, in one query over everything that has an address."""
    stories = {target.path for target in targets if target.is_story}
    records = {target.record for target in targets if not target.is_story}
    rows = _stories(keys, stories)
    if stories:
        rows = rows.union(_redirects(stories), all=True)
    if records:
        rows = rows.union(*(_records(model, records) for model in (Section, Author, Topic)), _former(records), all=True)
    found = list(rows)
    return frozenset(key for key, _path in found if key), frozenset(path for _key, path in found)


def _row(key, path):
    return {"found_key": Cast(key, BigIntegerField()), "found_path": Cast(path, CharField())}


def _stories(keys: set[int], paths: set[str]):
    live = Publication.objects.live().filter(Q(article__in=keys) | Q(path__in=paths))
    return live.annotate(**_row(F("article_id"), F("path"))).values_list(*ROW)


def _redirects(paths: set[str]):
    live = Redirect.objects.filter(old_path__in=paths, publication__status=Readers.LIVE)
    return live.annotate(**_row(Value(0), F("old_path"))).values_list(*ROW)


def _former(paths: set[str]):
    rows = FormerAddress.objects.filter(old_path__in=paths)
    return rows.annotate(**_row(Value(0), F("old_path"))).values_list(*ROW)


def _records(model: type[Section | Author | Topic], paths: set[str]):
    """Records that have a page: those that readers were shown once."""
    slugs = {path.rstrip("/").rsplit("/", 1)[-1] for path in paths}
    rows = model.objects.shown().order_by().filter(slug__in=slugs)
    return rows.annotate(**_row(Value(0), _joined(BEFORE[model], F("slug"), Value("/")))).values_list(*ROW)


def _joined(*parts) -> Concat:
    return Concat(*parts, output_field=CharField())


BEFORE = {
    Section: Case(When(parent=None, then=Value("/")), default=_joined(Value("/"), F("parent__slug"), Value("/"))),
    Author: Value("/authors/"),
    Topic: Value("/topics/"),
}
