"""What is not live appears nowhere: every page kind is asked for every word of a story in every state."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from articles import desk, editing, publishing, timed
from articles.models import Publication
from articles.rights import Role
from articles.workflow import states
from tests.factories import make_article, make_author, make_section, make_topic, make_user

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


def make_neighbour(secret, article):
    """A live story of the same section, author and topic, which points at the secret one."""
    body = f'<p>See <a data-article="{article.pk}">there</a>.</p>'
    lists = {"bylines": secret["bylines"][:1], "topics": secret["topics"], "related": [article.pk]}
    make_article("published", "live", section=secret["section"], headline="Neighbour", body=body, **lists)


def shows(pages):
    return {path for path, page in pages.items() if NONCE in page}


def test_story_that_is_live_is_on_each_page_of_its_language(client, secret):
    article = make_article("published", "live", **secret)
    make_neighbour(secret, article)

    shown = shows(pages(client))

    assert {path for path in shown if path.startswith("/ar/")} == set()
    assert len(shown) == 9  # all English ones but the corrections, the neighbour's own included


@pytest.mark.parametrize(("desk_state", "readers"), [pair for pair in states() if pair[1] != "live"])
def test_story_that_is_not_live_is_on_no_page(client, secret, desk_state, readers):
    article = make_article(desk_state, readers, **secret)
    make_neighbour(secret, article)
    own = list(Publication.objects.filter(article=article).values_list("path", flat=True))

    shown = pages(client, extra=own)

    assert shows(shown) == set()
    assert [client.get(path).status_code for path in own] == [TAKEN_BACK[readers] for _ in own]


@pytest.mark.parametrize("readers", ["held", "retracted", "removed"])
def test_story_that_was_taken_back_leaves_no_word_in_its_own_page(client, secret, readers):
    """The slug is made of the headline's words: the page does not repeat the address that was asked for."""
    article = make_article("published", readers, **secret | {"slug": NONCE.lower()})
    path = article.publication.path

    response = client.get(path)

    assert path.endswith(f"/{NONCE.lower()}/")
    assert NONCE.lower() not in (response.content.decode() + str(response.headers)).lower()


def test_scheduled_story_is_on_no_page(client, secret):
    article = make_article("approved", **secret)
    timed.schedule(article, by=make_user(Role.EDITOR), run_at=timezone.now() + timedelta(hours=1))
    make_neighbour(secret, article)

    assert shows(pages(client)) == set()


def test_embargoed_story_is_on_no_page(client, secret):
    article = make_article("approved", **secret)
    desk.set_embargo(article, by=make_user(Role.EDITOR), run_at=timezone.now() + timedelta(hours=1))
    make_neighbour(secret, article)

    assert shows(pages(client)) == set()


def test_draft_of_a_live_story_is_on_no_page(client, secret):
    plain = {"section": secret["section"], "bylines": secret["bylines"][:1], "topics": secret["topics"]}
    article = make_article("published", "live", **plain)
    changes = {name: text for name, text in secret.items() if NONCE in str(text)}
    editing.save(article, by=make_user(Role.EDITOR), revision=article.revision_number, **changes)
    make_neighbour(secret, article)

    assert shows(pages(client, extra=[article.publication.path])) == set()


@pytest.mark.parametrize("take_back", [publishing.hold, publishing.remove])
def test_correction_of_a_story_that_was_taken_back_is_on_no_page(client, secret, take_back):
    chief = make_user(Role.CHIEF)
    article = make_article("published", "live", **secret)
    editing.save(article, by=chief, revision=article.revision_number, kicker="Port")
    publishing.publish_urgent(article, by=chief, reason="Wrong", kind="correction", text=f"It was {NONCE}.")
    take_back(article, by=chief)
    make_neighbour(secret, article)

    assert shows(pages(client, extra=[article.publication.path])) == set()


def test_retracted_story_has_its_notice_alone(client, secret):
    article = make_article("published", "live", **secret)
    publishing.retract(article, by=make_user(Role.CHIEF), text="The witness <b>was</b> not there.")

    response = client.get(article.publication.path)

    assert "The witness &lt;b&gt;was&lt;/b&gt; not there." in response.content.decode()
    assert response.headers["Cache-Control"] == "no-cache"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_held_story_has_a_sentence_if_it_has_no_notice(client, secret):
    article = make_article("published", "held", **secret)

    page = client.get(article.publication.path).content.decode()

    assert "We have taken this story down for the moment, to look at it again." in page
    assert '<meta name="robots" content="noindex">' in page
