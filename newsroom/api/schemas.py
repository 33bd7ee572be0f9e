"""What the API answers, as JSON Schema: tests hold every answer against it, and the OpenAPI document has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from articles.models import Author, Correction, PublicationByline

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TRUTH: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
KEY: Schema = {"type": "integer", "format": "int64", "minimum": 1}
MOMENT: Schema = {"type": "string", "format": "date-time", "description": "In UTC."}
ADDRESS: Schema = {"type": "string", "format": "uri"}
HTML: Schema = {"type": "string", "contentMediaType": "text/html"}
BY_LANGUAGE: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
ROLES = [value for value, _label in PublicationByline._meta.get_field("role").choices]


def of(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def or_nothing(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def said(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def thing(properties: Mapping[str, Schema], *, always: tuple[str, ...] | None = None) -> Schema:
    """An object with these properties and no others: all of them, unless fewer are `always` there."""
    required = list(properties if always is None else always)
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}


_NEXT = said(or_nothing(ADDRESS), "Where the list goes on; null at its end.")
BRIEF = {
    "id": said(KEY, "Stays the same for ever; the number in the story's id in feeds."),
    "url": said(ADDRESS, "The story's page for readers."),
    "api_url": said(ADDRESS, "The whole story."),
    "language": TEXT,
    "kind": {"type": "string", "enum": ["news", "opinion"]},
    "kicker": TEXT,
    "headline": TEXT,
    "standfirst": TEXT,
    "section": of("SectionOfStory"),
    "bylines": list_of(of("Byline")),
    "source": TEXT,
    "credit_line": TEXT,
    "first_published_at": MOMENT,
    "updated_at": said(MOMENT, "What readers see as “updated”: a typo does not move it."),
    "picture": said(or_nothing(of("Picture")), "The one above the text."),
}
WHOLE = {
    **BRIEF,
    "status": {"type": "string", "const": "live"},
    "changed_at": said(MOMENT, "Any change: a typo, a correction, another picture or name. It counts upward."),
    "dateline_place": TEXT,
    "body_html": said(HTML, "With pictures and links; every address in it is absolute."),
    "word_count": COUNT,
    "pictures": said(list_of(of("Picture")), "Those in the text, in its order."),
    "topics": list_of(of("TopicOfStory")),
    "corrections": said(list_of(of("Correction")), "Newest first."),
    "related": list_of(of("Linked")),
    "translations": list_of(of("Linked")),
    "is_behind_original": said(TRUTH, "A translation whose original was corrected or updated since."),
    "search_title": TEXT,
    "search_description": TEXT,
}
AUTHOR = {
    "slug": TEXT,
    "kind": {"type": "string", "enum": list(Author.Kind.values)},
    "names": BY_LANGUAGE,
    "biographies": BY_LANGUAGE,
    "urls": said(BY_LANGUAGE, "The page for readers in each language."),
    "articles_url": said(ADDRESS, "What this one has written."),
}
TOPIC = {"slug": TEXT, "names": BY_LANGUAGE, "urls": BY_LANGUAGE, "articles_url": ADDRESS}

SCHEMAS: dict[str, Schema] = {
    "Article": {
        **thing(WHOLE, always=("id",)),
        "description": "A live story. What it says of others (`related`, `translations`, links in the text) is as it "
        "was when you asked: each of those is told in `changes` by itself.",
    },
    "ArticleBrief": thing(BRIEF, always=("id",)),
    "ArticleTakenBack": {
        **thing(
            {
                "id": KEY,
                "status": {"type": "string", "enum": ["held", "retracted"]},
                "language": TEXT,
                "url": ADDRESS,
                "notice": said(TEXT, "What readers are told, in the language of the story."),
                "changed_at": MOMENT,
            }
        ),
        "description": "What is left of a story that was taken back: take your copy down.",
    },
    "Articles": thing({"articles": list_of(of("ArticleBrief")), "next": _NEXT}),
    "Author": thing(AUTHOR, always=("slug",)),
    "Authors": thing({"authors": list_of(of("Author")), "next": _NEXT}),
    "Byline": thing(
        {
            "name": TEXT,
            "role": {"type": "string", "enum": ROLES},
            "is_agency": TRUTH,
            "author": said(or_nothing(TEXT), "The slug of whoever has a page."),
        }
    ),
    "Change": thing(
        {
            "id": KEY,
            "status": {"type": "string", "enum": ["live", "held", "retracted", "removed"]},
            "changed_at": MOMENT,
            "language": or_nothing(TEXT),
            "url": or_nothing(ADDRESS),
            "api_url": ADDRESS,
            "notice": TEXT,
        }
    ),
    "Changes": thing(
        {
            "changes": said(
                list_of(of("Change")), "Oldest first, with what each story is now; one may be there twice."
            ),
            "next": _NEXT,
            "next_since": said(
                or_nothing(MOMENT),
                "What to ask since the next time, once next is null. A little before the last change, since what was "
                "saved at the same moment may be seen later: you may get a change twice, and miss none.",
            ),
        }
    ),
    "Correction": thing(
        {"kind": {"type": "string", "enum": [kind for kind, _label in Correction.KINDS]}, "text": TEXT, "at": MOMENT}
    ),
    "Front": thing(
        {
            "language": TEXT,
            "section": or_nothing(of("SectionOfStory")),
            "url": ADDRESS,
            "slots": said(list_of(of("Slot")), "What stands on top, in its order: the first is the lead."),
            "latest": list_of(of("ArticleBrief")),
            "opinions": list_of(of("ArticleBrief")),
            "blocks": list_of(thing({"section": of("SectionOfStory"), "articles": list_of(of("ArticleBrief"))})),
        }
    ),
    "Index": thing(
        {
            "name": TEXT,
            "languages": list_of(TEXT),
            "documentation": ADDRESS,
            "openapi": ADDRESS,
            "addresses": {"type": "object", "additionalProperties": TEXT},
        }
    ),
    "Linked": thing({"id": KEY, "language": TEXT, "headline": TEXT, "url": ADDRESS, "api_url": ADDRESS}),
    "Picture": thing(
        {
            "caption": TEXT,
            "alternative": said(TEXT, "What stands for the picture where it is not seen."),
            "credit": said(TEXT, "Show it wherever you show the picture."),
            "creator": TEXT,
            "copyright_notice": TEXT,
            "licence_url": TEXT,
            "width": COUNT,
            "height": COUNT,
            "renditions": list_of(of("Rendition")),
        }
    ),
    "Problem": thing(
        {
            "type": {"type": "string", "const": "about:blank"},
            "title": said(TEXT, "What the status means."),
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": said(TEXT, "What is wrong, in a sentence."),
            "parameter": said(TEXT, "The parameter that is wrong, where it is one."),
        },
        always=("type", "title", "status", "detail"),
    ),
    "Rendition": thing(
        {
            "use": said(TEXT, "The cut; “whole” is the picture uncut."),
            "url": ADDRESS,
            "width": COUNT,
            "height": COUNT,
            "media_type": TEXT,
            "file_size": said(COUNT, "In bytes; 0 where nobody has counted them."),
        }
    ),
    "Found": thing(
        {
            "articles": list_of(of("ArticleBrief")),
            "total": COUNT,
            "is_more": said(TRUTH, "There are more than those that are counted."),
            "is_whole": said(TRUTH, "False where there was no time to look at everything: ask again."),
            "next": _NEXT,
        }
    ),
    "Section": thing(
        {
            "path": said(TEXT, "As `section` is written in a request."),
            "parent": or_nothing(TEXT),
            "names": BY_LANGUAGE,
            "urls": BY_LANGUAGE,
            "articles_url": ADDRESS,
        },
        always=("path",),
    ),
    "SectionOfStory": thing({"path": TEXT, "name": TEXT, "url": ADDRESS}),
    "Sections": thing({"sections": said(list_of(of("Section")), "In the newsroom's order.")}),
    "Slot": thing(
        {
            "article": of("ArticleBrief"),
            "is_placed": said(TRUTH, "An editor put the story here; else it is the newest."),
            "words": said(BY_LANGUAGE, "Headline, kicker and standfirst as this front has them, where they differ."),
        }
    ),
    "Topic": thing(TOPIC, always=("slug",)),
    "TopicOfStory": thing({"slug": TEXT, "name": TEXT, "url": ADDRESS}),
    "Topics": thing({"topics": list_of(of("Topic")), "next": _NEXT}),
}
