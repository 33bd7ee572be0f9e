"""A working copy as one value, which is what a revision keeps: read it, tell two apart, put it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from . import bodies, copying, indexing, slugs
from .models import Article, Byline, RelatedArticle, Revision, Topic
from .models.revision import LATER, digest_of, filled
from .workflow import MoveIncomplete

SCHEMA = 1
LINES = (
    "kicker",
    "headline",
    "section_label",
    "dateline_place",
    "source",
    "credit_line",
    "search_title",
    "search_description",
    *LATER,
)
FIELDS = (
    "language",
    *LINES,
    "standfirst",
    "slug",
    "section_id",
    "body",
    "lead_image_id",
    "translation_of_id",
)
LISTS = ("bylines", "topics", "related")


def clean(article: Article) -> None:
    """Text as it may be kept: normalised lines, a sanitised body, a slug made of letters and digits; where there is
    none, that of the first headline, which stays when the headline changes.

    Raises `MoveIncomplete` for what is too long: nothing is cut.
    """
    for name in LINES:
        setattr(article, name, bodies.clean_line(getattr(article, name)))
    article.standfirst = bodies.clean_text(article.standfirst)
    article.slug = slugs.slugify(article.slug) or slugs.slugify(article.headline)
    try:
        article.body = bodies.sanitise(article.body)
    except (bodies.BodyTooLong, bodies.BodyTooDeep) as problem:
        raise MoveIncomplete(str(problem)) from None
    if article.language not in settings.NEWSROOM_LANGUAGES:
        raise MoveIncomplete(
            _("This newsroom does not publish in “%(language)s”; its languages are: %(known)s.")
            % {"language": article.language, "known": ", ".join(settings.NEWSROOM_LANGUAGES)}
        )
    _check_lengths(article)
    check_translation(article)


def check_translation(article: Article) -> None:
    """A translation hangs on the original itself, and a story is there once in each language. Raises
    `MoveIncomplete`."""
    if article.translation_of_id:
        _hang_on_original(article)
    key = article.translation_of_id or article.pk
    if not key:
        return
    same = Article.objects.filter(Q(pk=key) | Q(translation_of=key), language=article.language)
    other = same.exclude(pk=article.pk).values_list("pk", flat=True).first()
    if other and other == article.translation_of_id:
        raise MoveIncomplete(_("A translation is in another language than its original."))
    if other:
        raise MoveIncomplete(_("This story has a translation into this language already."))


def _hang_on_original(article: Article) -> None:
    original = Article.objects.filter(pk=article.translation_of_id)
    article.translation_of_id = original.values_list("translation_of", flat=True).first() or article.translation_of_id
    if article.pk and article.translation_of_id == article.pk:
        raise MoveIncomplete(_("A story is no translation of itself, nor of its own translation."))
    if article.pk and Article.objects.filter(translation_of=article.pk).exists():
        raise MoveIncomplete(_("Other stories are translations of this one: it is no translation itself."))


def _check_lengths(article: Article) -> None:
    for field in map(Article._meta.get_field, (*LINES, "standfirst")):
        if len(getattr(article, field.name)) > field.max_length:
            raise MoveIncomplete(
                _("The %(field)s is longer than %(most)s characters: shorten it.")
                % {"field": field.verbose_name, "most": field.max_length}
            )


def content(article: Article) -> dict:
    """Every editable field with bylines, topics and related stories, as JSON can hold it."""
    return content_with(article, lists_of([article.pk])[article.pk])


def content_with(article: Article, lists: Mapping[str, list]) -> dict:
    """The same where its lists, as `lists_of` has them, were read with those of others."""
    return {name: getattr(article, name) for name in FIELDS} | dict(lists)


def lists_of(keys: Collection[int]) -> dict[int, dict[str, list]]:
    """Bylines, topics and related stories of stories, each in their order."""
    found: dict[int, dict[str, list]] = {key: {name: [] for name in LISTS} for key in keys}
    lines = Byline.objects.filter(article__in=keys).values_list("article", "author", "name", "role")
    for key, author, name, role in lines:
        found[key]["bylines"].append({"author": author, "name": name, "role": role})
    topics = Article.topics.through.objects.filter(article__in=keys).order_by("topic")
    for key, topic in topics.values_list("article", "topic"):
        found[key]["topics"].append(topic)
    for key, other in RelatedArticle.objects.filter(article__in=keys).values_list("article", "other"):
        found[key]["related"].append(other)
    return found


def digest(values: Mapping) -> str:
    """SHA-256 of a content, whatever order its keys are in."""
    return digest_of(values, schema=SCHEMA)


def changed(before: Mapping, after: Mapping) -> list[str]:
    """The names of what differs between two contents, as the desk calls them."""
    return [label_of(name) for name in (*FIELDS, *LISTS) if (before.get(name) or None) != (after.get(name) or None)]


def label_of(name: str) -> str:
    """What the form calls a field of a content."""
    if name == "bylines":
        return _("bylines")
    if name == "related":
        return _("related stories")
    return str(Article._meta.get_field(name.removesuffix("_id")).verbose_name)


def set_lists(article: Article, lists: Mapping[str, Iterable]) -> None:
    """Replaces those of bylines (mappings of author, name, role), topics and related (ids) that are given and differ.

    Rows that say the same stay: forms that are open name them, and no new revision would tell those that they went.
    """
    if "bylines" in lists:
        _set_bylines(article, lists["bylines"])
    if "topics" in lists:
        article.topics.set(Topic.objects.filter(pk__in=list(lists["topics"])))
    if "related" in lists:
        _set_related(article, list(dict.fromkeys(lists["related"])))


def give_lists(stories: Sequence[tuple[Article, Mapping[str, Iterable]]]) -> list[list[Byline]]:
    """Stores the bylines and topics of new stories, which have none yet, and returns the bylines of each."""
    bylines = [_bylines_of(article, _rows_of(lists.get("bylines", ()))) for article, lists in stories]
    copying.store([line for lines in bylines for line in lines])
    wanted = [(article, set(lists.get("topics", ()))) for article, lists in stories]
    there = set(
        Topic.objects.filter(pk__in=set().union(*(keys for _article, keys in wanted))).values_list("pk", flat=True)
    )
    links = [{"article_id": article.pk, "topic_id": key} for article, keys in wanted for key in sorted(keys & there)]
    copying.copy(Article.topics.through, links)
    return bylines


def _set_bylines(article: Article, lines: Iterable[Mapping]) -> None:
    rows = _rows_of(lines)
    if rows == list(article.bylines.values_list("author", "name", "role")):
        return
    article.bylines.all().delete()
    Byline.objects.bulk_create(_bylines_of(article, rows))


def _rows_of(lines: Iterable[Mapping]) -> list[tuple[int | None, str, str]]:
    return [(line.get("author"), bodies.clean_line(line.get("name") or ""), line.get("role") or "by") for line in lines]


def _bylines_of(article: Article, rows: Iterable[tuple[int | None, str, str]]) -> list[Byline]:
    return [
        Byline(article=article, author_id=author, name=name, role=role, position=position)
        for position, (author, name, role) in enumerate(rows)
    ]


def _set_related(article: Article, others: list[int]) -> None:
    if others == list(article.related_articles.values_list("other", flat=True)):
        return
    article.related_articles.all().delete()
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article=article, other_id=other, position=position) for position, other in enumerate(others)
    )


def put_back(article: Article, values: Mapping) -> None:
    """Makes a working copy what a content says; the caller saves a revision of it, and the article."""
    for name, value in filled(values).items():
        if name in FIELDS:
            setattr(article, name, value)
    check_translation(article)
    set_lists(article, values)


def take(article: Article, *, author=None, source: str = "", note: str = "") -> Revision | None:
    """Keeps a snapshot as the next revision and the article's head; None if nothing differs from the head."""
    values = content(article)
    fingerprint = digest(values)
    head = article.head_revision
    if head and head.digest == fingerprint:
        return None
    number = head.number + 1 if head else 1
    said = {"author": author, "source": source, "note": note}
    revision = Revision(article=article, number=number, schema=SCHEMA, digest=fingerprint, content=values, **said)
    revision.save(force_insert=True)
    article.head_revision = revision
    article.save(update_fields=["head_revision", "changed_at"])
    if indexing.is_felt(head.content, values) if head else author:  # what came in was indexed when it came
        indexing.index(article)
    return revision


def first(article: Article, *, lists: Mapping[str, list], source: str) -> Revision:
    """What came in, as the first revision that `take` would keep; it is not stored yet."""
    values = content_with(article, lists)
    return Revision(article=article, number=1, source=source, schema=SCHEMA, digest=digest(values), content=values)
