from datetime import date

import pytest
from django.utils import translation

from articles.models import Image
from articles.pictures.indexing import index
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db
CHOOSE = "/admin/articles/article/choose/"
QUERIES = 5  # session, user, factors, rights, what is found


@pytest.fixture
def story(section):
    return make_article("published", "live", headline="Port workers <b>strike</b>")


@pytest.fixture
def add_picture():
    def add(**values):
        image = Image.objects.create(**({"sha256": "0" * 64, "width": 3, "height": 2} | values))
        index(image)
        return image

    return add


def numbers(answer, kind):
    return [line["number"] for line in answer.json()[kind]]


# --- stories


def test_story_is_found_by_words_and_by_number(signed_in, reporter, story):
    browser = signed_in(reporter)
    make_article(headline="Schools reopen")

    answers = [browser.get(f"{CHOOSE}story/", {"q": words}) for words in ("port workers", str(story.pk))]

    expected = {
        "number": story.pk,
        "headline": "Port workers <b>strike</b>",
        "language": "en",
        "direction": "ltr",
        "about": f"No. {story.pk} · World · Live",
        "is_live": True,
        "address": f"/admin/articles/article/{story.pk}/change/",
    }
    assert [answer.json() for answer in answers] == [{"sentence": "1 story", "stories": [expected]}] * 2


def test_stories_without_words_are_the_newest_but_for_itself_and_the_spike(signed_in, reporter, story):
    own, newer = make_article(), make_article(language="ar")
    make_article("spiked")

    answer = signed_in(reporter).get(f"{CHOOSE}story/", {"not": own.pk})

    assert numbers(answer, "stories") == [newer.pk, story.pk]
    assert answer.json()["stories"][0]["direction"] == "rtl"


def test_stories_are_only_those_that_may_be_seen(signed_in, outside_reporter, story):
    browser = signed_in(outside_reporter)

    answers = [
        browser.get(f"{CHOOSE}story/", query) for query in ({"q": "port"}, {"q": story.pk}, {"number": story.pk})
    ]

    assert [numbers(answer, "stories") for answer in answers] == [[], [], []]
    assert "No story of yours to see says this" in answers[0].json()["sentence"]


def test_stories_are_told_of_by_number_even_from_the_spike(signed_in, reporter, story):
    spiked = make_article("spiked")

    answer = signed_in(reporter).get(f"{CHOOSE}story/", {"number": [story.pk, spiked.pk, 2**63 - 1]})

    assert set(numbers(answer, "stories")) == {story.pk, spiked.pk}


def test_long_list_of_stories_asks_for_more_words(signed_in, reporter, section):
    for _number in range(21):
        make_article(headline="Tide tables")

    answer = signed_in(reporter).get(f"{CHOOSE}story/", {"q": "tide"}).json()

    assert len(answer["stories"]) == 20
    assert answer["sentence"] == "The 20 stories that changed last. Type more to find others."


@pytest.mark.parametrize("count", [1, 3])
def test_choosers_ask_the_database_the_same_for_every_length(
    signed_in, reporter, add_picture, django_assert_num_queries, count
):
    browser = signed_in(reporter)
    for _number in range(count):
        make_article("published", "live", section=make_section("world"))
        add_picture(captions={"en": "Boats"})

    with django_assert_num_queries(QUERIES):
        browser.get(f"{CHOOSE}story/", {"q": "harbour"})
    with django_assert_num_queries(QUERIES + 1):  # which pictures have the words, and those pictures
        browser.get(f"{CHOOSE}picture/", {"q": "boats"})


# --- pictures


def test_picture_is_found_by_what_is_said_of_it(signed_in, reporter, add_picture):
    image = add_picture(
        captions={"en": "Nets", "ar": "شباك"}, credit="Rana Haddad", licence_expires_on=date(2024, 5, 1)
    )
    add_picture(captions={"en": "Boats"}, alternatives={"en": "Two boats"})

    answer = signed_in(reporter).get(f"{CHOOSE}picture/", {"q": "nets", "language": "ar"}).json()

    assert answer == {
        "sentence": "1 picture",
        "pictures": [
            {
                "number": image.pk,
                "caption": "شباك",
                "alternative": "",
                "about": f"No. {image.pk} · Rana Haddad · licence expired on 1 May 2024",
                "is_grave": True,
                "is_made": False,
                "thumbnail": f"/admin/articles/image/{image.pk}/thumbnail/",
            }
        ],
        "before": None,
    }


def test_picture_says_what_is_to_be_known_before_it_is_used(signed_in, reporter, add_picture):
    asked, unread = add_picture(is_sensitive=True), add_picture(is_confirmed=False, recipe="made")

    lines = signed_in(reporter).get(f"{CHOOSE}picture/").json()["pictures"]

    said = {line["number"]: (line["about"].split(" · ")[-1], line["is_grave"], line["is_made"]) for line in lines}
    assert said == {asked.pk: ("Ask before use", True, False), unread.pk: ("To be confirmed", False, True)}


def test_pictures_go_on_before_the_last_one_shown(signed_in, reporter, add_picture):
    keys = [add_picture().pk for _number in range(26)][::-1]
    browser = signed_in(reporter)

    first = browser.get(f"{CHOOSE}picture/")
    rest = browser.get(f"{CHOOSE}picture/", {"before": first.json()["before"]})

    assert numbers(first, "pictures") + numbers(rest, "pictures") == keys
    assert (first.json()["sentence"], rest.json()["before"]) == (
        "24 pictures, the newest first. There are more.",
        None,
    )


def test_pictures_are_told_of_by_number(signed_in, reporter, add_picture):
    image, _other = add_picture(), add_picture()

    assert numbers(signed_in(reporter).get(f"{CHOOSE}picture/?number={image.pk}&number=9999"), "pictures") == [image.pk]


# --- embeds


def test_embed_of_an_address_is_named(signed_in, reporter):
    answer = signed_in(reporter).get(f"{CHOOSE}embed/", {"address": "https://youtu.be/abc123"})

    assert answer.json() == {
        "embed": "youtube:abc123",
        "provider": "YouTube",
        "address": "https://www.youtube.com/watch?v=abc123",
    }


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Paste the address of what is to be shown."),
        (
            "https://www.youtube.com/@harbour",
            "YouTube shows no single post or video there. Open the one you want and copy its address.",
        ),
        (
            "https://example.org/",
            "This is no address of a provider that stories may show: YouTube, Vimeo, X, Instagram, Facebook, TikTok,"
            " Telegram, SoundCloud, Datawrapper. A link can lead to it.",
        ),
    ],
)
def test_other_addresses_are_told_why(signed_in, reporter, address, sentence):
    answer = signed_in(reporter).get(f"{CHOOSE}embed/", {"address": address})

    assert answer.json() == {"embed": None, "sentence": sentence}


# --- whoever asks, whatever is asked


@pytest.mark.parametrize("kind", ["story", "picture", "embed"])
def test_choosers_are_for_the_desk_and_only_read(signed_in, client, reporter, moderator, kind):
    assert signed_in(moderator).get(f"{CHOOSE}{kind}/").status_code == 403
    assert client.get(f"{CHOOSE}{kind}/").status_code == 302
    assert signed_in(make_user(is_superuser=True)).get(f"{CHOOSE}{kind}/").status_code == 200
    assert signed_in(reporter).post(f"{CHOOSE}{kind}/").status_code == 405


@pytest.mark.parametrize("number", ["x", "0", "-1", "1.5", "٣", "9" * 19, "9" * 400, "\x00", ""])
def test_malformed_number_is_refused(signed_in, reporter, number):
    browser = signed_in(reporter)
    queries = [("story", "number"), ("picture", "number"), ("picture", "before")]

    answers = [browser.get(f"{CHOOSE}{kind}/", {name: number}) for kind, name in queries]

    assert [answer.status_code for answer in answers] == [400] * 3
    assert answers[0].json()["sentence"] == "This is no number of the desk's."


def test_too_many_numbers_are_refused(signed_in, reporter):
    assert signed_in(reporter).get(f"{CHOOSE}story/", {"number": range(1, 102)}).status_code == 400


@pytest.mark.parametrize("words", ["\x00", "'", "%", "((", "x" * 9000, "state:x", "-", "9" * 40])
def test_odd_words_find_nothing_amiss(signed_in, reporter, words):
    browser = signed_in(reporter)

    answers = [browser.get(f"{CHOOSE}{kind}/", {"q": words, "not": words}) for kind in ("story", "picture")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_sentences_are_in_the_language_of_the_interface(signed_in, reporter):
    browser = signed_in(reporter)
    browser.cookies["newsroom-language"] = "ar"

    with translation.override("ar"):
        state = make_article("published", "live")
        answer = browser.get(f"{CHOOSE}story/", {"number": state.pk}).json()

    assert "Live" not in answer["stories"][0]["about"]
