"""Links of bodies to a site that moved here: they stay as they were written and lead straight to what is here now."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import old_addresses, publishing
from articles.models import OldAddress, Publication
from articles.old_paths import keys_of_request, site_of
from articles.rights import Role
from newsroom.about.models import PolicyPage
from tests.factories import make_article, make_user
from tests.newsroom.moving.exporting.for_others import exported, files_of
from tests.newsroom.pages.readers import publish

SITE = "https://www.old.example"
LINK = f"{SITE}/2020/01/ferries/?utm_source=us&amp;p=x#top"
OTHERS = (
    "https://other.example/2020/01/ferries/",  # of another site by the same path
    f"{SITE}/2020/01/not-here/",
    f"{SITE}/2020/01/draft/",
    f"{SITE}/",
    "mailto:desk@old.example",
)


def body_with(*links):
    return "".join(f'<p><a href="{link}">There</a>.</p>' for link in links)


def came_from(article, path):
    old_addresses.keep({path: article.pk})
    old_addresses.keep_sites({site_of(SITE)})


@pytest.fixture
def ferries(db):
    story = publish(headline="Ferries agree")
    came_from(story.article, "/2020/01/ferries?p=x")
    came_from(make_article("approved"), "/2020/01/draft")
    return story


def shown(path):
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_link_leads_to_the_story_and_every_other_one_where_it_says(ferries):
    story = publish(body=body_with(LINK, *OTHERS))

    page = shown(story.path)

    assert f'<a href="{ferries.path}" rel="noopener">There</a>' in page
    assert LINK not in page
    assert [link for link in OTHERS if f'href="{link}"' not in page] == []
    assert LINK in Publication.objects.get(pk=story.pk).body_html


def test_link_leads_where_the_story_is_now_and_back_when_it_is_taken_back(ferries):
    story = publish(body=body_with(LINK), related=[ferries.article_id])
    assert f'href="{ferries.path}" rel' in shown(story.path)

    publishing.hold(ferries.article, by=make_user(Role.CHIEF), reason="Looked at again")

    assert f'href="{LINK}"' in shown(story.path)


def test_feeds_the_api_and_exports_say_the_same(ferries, tmp_path):
    story = publish(body=body_with(LINK, OTHERS[0]))
    address = f"http://127.0.0.1:8000{ferries.path}"

    api = json.loads(shown(f"/api/v1/articles/{story.pk}/"))["body_html"]
    ninjs = shown(f"/api/v1/articles/{story.pk}/?format=ninjs")
    exported("ninjs", tmp_path / "out")
    [written] = [file.read_text() for file in files_of(tmp_path) if OTHERS[0] in file.read_text()]

    for text in (shown("/feed.xml"), shown("/rss.xml"), api, ninjs, written):
        assert address in text
        assert OTHERS[0] in text
        assert "www.old.example" not in text


def test_page_about_the_newsroom_leads_on_too(ferries):
    PolicyPage.objects.create(name="about", language="en", title="About", body=body_with(LINK), is_shown=True, number=1)

    assert f'href="{ferries.path}"' in shown("/about/about/")


def test_site_is_noted_once_and_is_no_address_of_a_page(ferries):
    old_addresses.keep_sites({site_of("http://OLD.example/x"), site_of(SITE)})

    assert OldAddress.objects.get(path="/").key == "//old.example"
    assert keys_of_request("//old.example", "") == ["/old.example"]


@pytest.mark.parametrize("links", [[LINK], [OTHERS[0]]])
def test_links_of_both_kinds_cost_one_query(client, transactional_db, edition, links):
    """What every page shows, the former sites too, is there from another page."""
    ferries, other = publish(headline="Ferries agree"), publish(body=body_with(OTHERS[0]))
    came_from(ferries.article, "/2020/01/ferries?p=x")
    client.get(other.path)
    story = publish(body=f'<p><a data-article="{other.article_id}">It</a>.</p>{body_with(*links)}')

    with CaptureQueriesContext(connection) as asked:
        page = client.get(story.path).content.decode()

    assert len(asked) == 2
    assert (f'href="{ferries.path}" rel' in page) is (links == [LINK])
