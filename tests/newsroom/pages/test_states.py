"""What is not live appears nowhere: every page kind is asked for every word of a story in every state."""

from urllib.parse import quote

import pytest

from articles import desk, editing, publishing, timed
from articles.models import Publication
from articles.workflow import states
from django.utils import timezone
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from articles.rights import Role
from newsroom.pages.lists import LENGTH  # noqa: F401

NONCE = "Zqxjv"
TAKEN_BACK = {"held": 200, "retracted": 200, "removed": 410}


@pytest.fixture
def secret(db):
    """Every readable field of a story, each with the word."""
    author, topic = make_author("rana-haddad"), make_topic("harbours")
    return {
        "section": make_section("world"),
        "headline": f"{NONCE} headline",
        "kicker": f"{NONCE} kicker",
        "standfirst": f"{NONCE} standfirst",
        "body": f"<p>{NONCE} body</p>",
        "slug": "story",
        "dateline_place": f"{NONCE} place",
        "source": f"{NONCE} source",
        "credit_line": f"{NONCE} credit",
        "search_title": f"{NONCE} title",
        "search_description": f"{NONCE} description",
        "bylines": [
            {"author": author.pk, "name": "", "role": "by"},
            {"author": None, "name": f"{NONCE} name", "role": "photos"},
        ],
        "topics": [topic.pk],
    }


def pages(client, extra=()):
    """Every kind of page once a story of the section, the author and the topic is live."""
    other = Publication.objects.live().first()
    day = timezone.localtime(other.first_published_at)
    section = f"/world/{day:%Y}/"
    fixed = ["/", "/world/", section, f"{section}{day:%m/}", f"{section}{day:%m/%d/}", "/corrections/", "/nowhere/"]
    people = ["/authors/rana-haddad/", "/topics/harbours/"]
    paths = [prefix + path for prefix in ("", "/ar") for path in fixed + people]
    return {path: client.get(quote(path)).content.decode() for path in [*paths, other.path, *extra]}


def make_live_neighbour(secret):
    """A live story of the same section, author and topic, which points at the secret one."""
    lists = {"bylines": secret["bylines"][:1], "topics": secret["topics"]}
    return make_article("published", "live", section=secret["section"], headline="Neighbour", **lists)


@pytest.mark.parametrize(("desk_state", "readers"), [pair for pair in states() if pair[1] != "live"])
def test_story_that_is_not_live_is_on_no_page(client, secret, desk_state, readers):
    article = make_article(desk_state, readers, **secret)
    body = f'<p>See <a data-article="{article.pk}">there</a>.</p>'
    lists = {"bylines": secret["bylines"][:1], "topics": secret["topics"], "related": [article.pk]}
    make_article("published", "live", section=secret["section"], headline="Neighbour", body=body, **lists)
    own = Publication.objects.filter(article=article).values_list("path", flat=True)

    shown = pages(client, extra=own)

    assert {path: page for path, page in shown.items() if NONCE in page} == {}
    assert [client.get(path).status_code for path in own] == [TAKEN_BACK[readers] for _ in own]
