from functools import partial

import pytest
from django.urls import reverse

from tests import fingerprints

TABLES = [
    *("article", "byline", "relatedarticle", "article_topics", "revision", "transition", "publication"),
    *("timedchange", "block", "correction", "redirect", "edition"),
]


@pytest.fixture
def fingerprint(db):
    """Every row of what moves write, as one value for each table."""
    return partial(fingerprints.fingerprint, *(f"articles_{table}" for table in TABLES))


@pytest.fixture
def address():
    def of(article, view="change", *more):
        return reverse(f"admin:articles_article_{view}", args=[getattr(article, "pk", article), *more])

    return of


@pytest.fixture
def typed():
    """What a browser posts for a story's form: all fields as they are, with what was changed."""

    def values(article=None, *, bylines=None, related=(), **changes):
        rows = article_rows(article) if bylines is None else bylines
        posted = {
            "language": "en",
            "kicker": "",
            "headline": "",
            "standfirst": "",
            "body": "",
            "slug": "",
            "section": "",
            "dateline_place": "",
            "lead_image": "",
            "lead_caption": "",
            "lead_alternative": "",
            "source": "",
            "credit_line": "",
            "search_title": "",
            "search_description": "",
            "translation_of": "",
            "due_at": "",
            "priority": "2",
        }
        if article:
            posted |= {name: getattr(article, name) for name in ("headline", "standfirst", "body", "slug", "language")}
            posted |= {"section": article.section_id or "", "revision": article.revision_number}
        return posted | management("bylines", rows) | management("related_articles", list(related)) | changes

    return values


def article_rows(article):
    if not article:
        return []
    return [
        {"id": row.pk, "article": article.pk, "order": row.position + 1, "author": row.author_id or ""}
        | {"name": row.name, "role": row.role}
        for row in article.bylines.all()
    ]


def management(prefix, rows):
    initial = sum(1 for row in rows if row.get("id"))
    posted = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for index, row in enumerate(rows):
        posted |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
    return posted
