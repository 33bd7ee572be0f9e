import pytest

from articles import desk
from tests.factories import make_article

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
HEADLINE = "Harbour reopens after winter storm"


@pytest.fixture
def other(section):
    return make_article(headline=f"{HEADLINE} <b>")


def test_answer_names_what_is_alike(signed_in, reporter, other):
    answer = signed_in(reporter).get(f"{LIST}similar/", {"headline": HEADLINE, "language": "en"}).json()

    assert answer["stories"] == [
        {
            "headline": f"{HEADLINE} <b>",
            "language": "en",
            "direction": "ltr",
            "address": f"{LIST}{other.pk}/change/",
            "about": f"No. {other.pk} · World · Draft",
        }
    ]
    assert answer["sentence"] == "The same story again? One like it is on the desk:"


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"headline": "\x00"},
        {"language": "xx", "headline": "a"},
        {"not": "x"},
        {"not": "9" * 40},
        {"headline": "x" * 9000},
    ],
)
def test_answer_takes_whatever_is_asked(signed_in, reporter, other, query):
    answer = signed_in(reporter).get(f"{LIST}similar/", query)

    assert (answer.status_code, answer.json()) == (200, {"sentence": "", "stories": []})


def test_answer_leaves_out_what_may_not_be_seen(signed_in, outside_reporter, other):
    answer = signed_in(outside_reporter).get(f"{LIST}similar/", {"headline": HEADLINE, "language": "en"})

    assert answer.json()["stories"] == []


def test_answer_is_for_those_who_write(signed_in, client, moderator, other):
    assert signed_in(moderator).get(f"{LIST}similar/?headline=x").status_code == 403
    assert client.get(f"{LIST}similar/?headline=x").status_code == 302
    assert signed_in(moderator).post(f"{LIST}similar/").status_code in (403, 405)


def test_form_warns_of_a_story_like_it_until_it_is_published(signed_in, reporter, other, address):
    article = make_article(headline=HEADLINE)
    live = make_article("published", "live", headline=HEADLINE)

    pages = [signed_in(reporter).get(address(story)) for story in (article, live)]

    assert [line["address"] for line in pages[0].context["similar"]] == [address(live), address(other)]
    assert pages[1].context["similar"] == []
    assert b"winter storm &lt;b&gt;</bdi>" in pages[0].content


def test_added_story_is_kept_and_warned_of(signed_in, reporter, section, other, typed):
    browser = signed_in(reporter)

    answer = browser.post(f"{LIST}add/", typed(headline=HEADLINE, section=section.pk))
    page = browser.get(answer["Location"]).content.decode()

    assert "The same story again? One like it is on the desk:" in page
    assert f'<a href="{LIST}{other.pk}/change/"><bdi>{HEADLINE} &lt;b&gt;</bdi></a>' in page


def test_submitted_story_is_warned_of(signed_in, reporter, other, address):
    article = make_article(by=reporter, headline=HEADLINE)

    desk.submit(article, by=reporter)

    assert [line["address"] for line in signed_in(reporter).get(address(article)).context["similar"]] == [
        address(other)
    ]
