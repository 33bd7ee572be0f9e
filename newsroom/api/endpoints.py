"""Every address of the API. The routes, the checks of what is asked and the OpenAPI document are made from this."""

from __future__ import annotations

from newsroom.api import parameters as of
from newsroom.api.endpoint import Endpoint
from newsroom.api.listing import PUBLISHED, UPDATED
from newsroom.api.parameters import Parameter
from newsroom.api.schemas import SCHEMAS
from newsroom.api.views import articles, fronts, reference, searching


def _fields(name: str) -> Parameter:
    return of.fields(SCHEMAS[name]["properties"])


_SINCE = of.moment("since", "From this moment on.")
_UNTIL = of.moment("until", "Before this moment.")
_AUTHOR = of.slug("author", "The slug of an author or an agency.", example="rana-haddad")
_TOPIC = of.slug("topic", "The slug of a topic.", example="harbours")
_SECTION = of.slug("section", "Its slug.", place="path", example="sport")
_ABOVE = of.slug("section", "The slug of the one above it.", place="path", example="sport")
_SUB = of.slug("sub", "Its slug.", place="path", example="football")
_AFTER = of.slug("after", "The slug after which the list goes on, as an answer has given it.")

ENDPOINTS = (
    Endpoint(
        name="articles",
        path="articles/",
        summary="Live stories, newest first",
        description="As items of ninjs it is an object with `items`, each a whole story; there are fewer in an answer "
        "than `limit` where they are long.",
        view=articles.articles,
        answers=("Articles",),
        parameters=(
            of.section(),
            _AUTHOR,
            _TOPIC,
            of.language(),
            of.choice("kind", "News, or opinion.", of=("news", "opinion")),
            of.choice(
                "by",
                "The moment that the list is in the order of, and that `since` and `until` speak of.",
                of=(PUBLISHED, UPDATED),
                usual=PUBLISHED,
            ),
            _SINCE,
            _UNTIL,
            of.cursor("before", "Where the list goes on: follow `next` of the answer before."),
            of.limit(),
            _fields("ArticleBrief"),
        ),
        has_ninjs=True,
    ),
    Endpoint(
        name="article",
        path="articles/{id}/",
        summary="A story, whole",
        description="One that was taken back says so in the place of its text, as its page does: take your copy down. "
        "As an item of ninjs it is then `withheld` or `canceled`.",
        view=articles.article,
        answers=("Article", "ArticleTakenBack"),
        parameters=(of.number("id", "The story's number, which stays the same for ever."), _fields("Article")),
        has_ninjs=True,
        statuses=(410,),
    ),
    Endpoint(
        name="changes",
        path="changes/",
        summary="What was published, changed or taken back since a moment, oldest first",
        description="Whoever keeps copies asks this every minute or so, fetches anew what is `live` (it may be a "
        "picture of it that is another now, or was withdrawn, or its author, section or topic that has another name) "
        "and takes down all else. Ask with `since`, follow `next` to its end, then ask again with `next_since`.",
        view=articles.changes,
        answers=("Changes",),
        parameters=(_SINCE, _UNTIL, of.cursor("after", "Where the list goes on: follow `next`."), of.limit()),
    ),
    Endpoint(
        name="sections",
        path="sections/",
        summary="The sections that the site's navigation shows",
        view=reference.sections,
        answers=("Sections",),
        parameters=(_fields("Section"),),
    ),
    Endpoint(
        name="section",
        path="sections/{section}/",
        summary="A section, one too that the navigation does not show",
        view=reference.section,
        answers=("Section",),
        parameters=(_SECTION, _fields("Section")),
        statuses=(301,),
    ),
    Endpoint(
        name="sub_section",
        path="sections/{section}/{sub}/",
        summary="A section below another",
        view=reference.section,
        answers=("Section",),
        parameters=(_ABOVE, _SUB, _fields("Section")),
        statuses=(301,),
    ),
    Endpoint(
        name="authors",
        path="authors/",
        summary="Authors and agencies, by slug",
        view=reference.authors,
        answers=("Authors",),
        parameters=(_AFTER, of.limit(), _fields("Author")),
    ),
    Endpoint(
        name="author",
        path="authors/{slug}/",
        summary="An author or an agency",
        view=reference.author,
        answers=("Author",),
        parameters=(of.slug("slug", "Of the author.", place="path", example="rana-haddad"), _fields("Author")),
        statuses=(301,),
    ),
    Endpoint(
        name="topics",
        path="topics/",
        summary="Topics, by slug",
        view=reference.topics,
        answers=("Topics",),
        parameters=(_AFTER, of.limit(), _fields("Topic")),
    ),
    Endpoint(
        name="topic",
        path="topics/{slug}/",
        summary="A topic",
        view=reference.topic,
        answers=("Topic",),
        parameters=(of.slug("slug", "Of the topic.", place="path", example="harbours"), _fields("Topic")),
        statuses=(301,),
    ),
    Endpoint(
        name="front",
        path="fronts/{language}/",
        summary="The front page, as editors arranged it",
        view=fronts.front,
        answers=("Front",),
        parameters=(of.language(place="path"),),
    ),
    Endpoint(
        name="section_front",
        path="fronts/{language}/{section}/",
        summary="The front of a section",
        view=fronts.section_front,
        answers=("Front",),
        parameters=(of.language(place="path"), _SECTION),
        statuses=(301,),
    ),
    Endpoint(
        name="sub_section_front",
        path="fronts/{language}/{section}/{sub}/",
        summary="The front of a section below another",
        view=fronts.section_front,
        answers=("Front",),
        parameters=(of.language(place="path"), _ABOVE, _SUB),
        statuses=(301,),
    ),
    Endpoint(
        name="search",
        path="search/",
        summary="Live stories that have what is looked for",
        view=searching.found,
        answers=("Found",),
        parameters=(
            of.words(),
            of.section(),
            _AUTHOR,
            _TOPIC,
            of.language(),
            _SINCE,
            _UNTIL,
            of.choice("sort", "The best first, or the newest.", of=("best", "newest"), usual="best"),
            of.place_found(),
            of.limit(),
            _fields("ArticleBrief"),
        ),
    ),
)
