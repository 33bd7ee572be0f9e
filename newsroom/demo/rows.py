"""The rows of one generated story, each as the desk's verbs would leave it; nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.conf import settings

from articles import indexing, paths, reader_terms, snapshots
from articles.languages import in_language
from articles.models import (
    Article,
    Author,
    Image,
    Publication,
    PublicationByline,
    PublicationTerms,
    Revision,
    Section,
    StoryTerms,
    Topic,
    Transition,
)
from articles.models.article import BylineRole
from articles.rights import Source
from articles.workflow import Action, DeskState, Readers

from .wording import Wording

NEWEST, OLDEST = timedelta(days=115), timedelta(days=9 * 365)  # behind the demo's own stories
ARABIC_SHARE = 0.25


@dataclass(frozen=True)
class Stock:
    """What generated stories are made from. `now` is what their dates count back from."""

    sections: list[Section]
    authors: list[Author]
    topics: list[Topic]
    images: list[Image]
    source: Source
    wording: Wording
    now: datetime


@dataclass
class Story:
    """The rows of one story."""

    article: Article
    author: Author
    topics: list[Topic]
    revision: Revision | None = None
    transition: Transition | None = None
    publication: Publication | None = None


def story(number: int, stock: Stock, *, keys: tuple[int, int, int]) -> Story:
    """The story of a number: the same words each time, a slug that no other has. `keys` are those of its
    article, revision and publication."""
    by = Random(number)
    article = _article(number, stock, by=by)
    made = Story(article, by.choice(stock.authors), by.sample(stock.topics, by.randint(1, 3)))
    article.pk, article.head_revision_id, publication_key = keys
    made.revision = _revision(made, source=stock.source.name)
    made.transition = _transition(made, stock.source)
    made.publication = _publication(made, key=publication_key)
    return made


def _article(number: int, stock: Stock, *, by: Random) -> Article:
    is_arabic = "ar" in settings.NEWSROOM_LANGUAGES and by.random() < ARABIC_SHARE
    language = "ar" if is_arabic else "en"
    headline, slug = stock.wording.headline(language, by=by)
    return Article(
        language=language,
        headline=headline,
        standfirst=by.choice(stock.wording.words[language].standfirsts),
        slug=f"{slug}-{number + 1}",
        section=by.choice(stock.sections),
        body=stock.wording.body(language, by=by),
        lead_image=by.choice(stock.images) if stock.images and by.random() < 0.5 else None,
        published_at_source=stock.now - NEWEST - (OLDEST - NEWEST) * by.random(),
        desk_state=DeskState.INCOMING,
    )


def _revision(story: Story, *, source: str) -> Revision:
    """The snapshot of the article, as `snapshots.content` reads it back."""
    content = {name: getattr(story.article, name) for name in snapshots.FIELDS} | {
        "bylines": [{"author": story.author.pk, "name": "", "role": "by"}],
        "topics": sorted(topic.pk for topic in story.topics),
        "related": [],
    }
    return Revision(
        pk=story.article.head_revision_id,
        article=story.article,
        number=1,
        source=source,
        schema=snapshots.SCHEMA,
        digest=snapshots.digest(content),
        content=content,
    )


def _transition(story: Story, source: Source) -> Transition:
    """The one move of the story, with its hash."""
    row = Transition(
        article=story.article,
        number=1,
        action=Action.PUBLISH_IMPORT,
        desk_from=DeskState.INCOMING,
        desk_to=DeskState.PUBLISHED,
        readers_from=Readers.NONE,
        readers_to=Readers.LIVE,
        source=source.name,
        trusted_by_id=source.trusted_by_id,
        revision_digest=story.revision.digest,
        details={"kind": "first"},
    )
    row.hash = row.computed_hash()
    return row


def _publication(story: Story, *, key: int) -> Publication:
    """What readers get, as `freezing.freeze` makes it of the revision."""
    article, image = story.article, story.article.lead_image
    return Publication(
        pk=key,
        article=article,
        revision=story.revision,
        language=article.language,
        path=paths.story_path(
            language=article.language,
            top_section=article.section.slug,
            at=article.published_at_source,
            slug=article.slug,
        ),
        slug=article.slug,
        section=article.section,
        top_section=article.section,
        translation_group=article.pk,
        headline=article.headline,
        standfirst=article.standfirst,
        body_html=article.body,
        lead_image=image,
        lead_caption=in_language(image.captions, article.language) if image else "",
        lead_alternative=in_language(image.alternatives, article.language) if image else "",
        lead_credit=image.credit if image else "",
        first_published_at=article.published_at_source,
        updated_at=article.published_at_source,
    )


def terms(story: Story) -> StoryTerms:
    """What the desk finds the story by."""
    article, names = story.article, story.author.names.values()
    return StoryTerms(article=article, vector=indexing.vector(article, names=names))


def publication_byline(story: Story) -> PublicationByline:
    return PublicationByline(publication=story.publication, author=story.author, role=BylineRole.BY, position=0)


def publication_terms(story: Story) -> PublicationTerms:
    """What readers find the story by."""
    topics = [topic.pk for topic in story.topics]
    return reader_terms.terms_of(story.publication, bylines=[publication_byline(story)], topics=topics)
