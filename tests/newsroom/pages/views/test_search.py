from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import pytest

from articles import desk, editing, publishing, search, timed
from articles.models import Publication
from articles.rights import Role
from articles.workflow import states
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import parsed, publish, publish_both, text_of

pytestmark = pytest.mark.django_db
NONCE = "Zqxjv"


def page(client, path="/search/", **asked):
    response = client.get(path + "?" + urlencode(asked))
    assert response.status_code == 200
    return parsed(response)


def headlines(tree):
    return text_of(tree, "//article//h2")


def said(tree):
    return text_of(tree, "//div[@class='search-said']/p")


def links(tree):
    return {" ".join("".join(link.itertext()).split()): link.get("href") for link in tree.xpath("//main//a")}


def test_form_is_a_plain_get_that_nobody_indexes(client):
    response = client.get("/search/")

    tree = parsed(response)
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert [form.get("method") for form in tree.xpath("//form")] == [None]
    assert tree.xpath("//form/@action") == ["/search/"]
    assert {field.get("name") for field in tree.xpath("//form//*[@name]")} == {
        *("q", "section", "topic", "author", "language", "from", "to", "sort")
    }
    assert [label.get("for") for label in tree.xpath("//form//label")] == tree.xpath("//form//*[@name]/@id")
    assert not response.cookies
    assert said(tree) == []


@pytest.mark.parametrize(("path", "action"), [("/", "/search/"), ("/ar/", "/ar/search/"), ("/nowhere/", "/search/")])
def test_every_page_has_a_box_for_it(client, path, action):
    tree = parsed(client.get(path))

    [form] = tree.xpath("//header//form[@role='search']")
    assert form.get("action") == action
    assert form.xpath(".//input/@name") == ["q"]
    assert form.xpath(".//label/@for") == form.xpath(".//input/@id")


def test_story_is_found_and_what_was_looked_for_is_marked(client):
    english, _arabic = publish_both(standfirst="Boats & nets <wait> at the harbours.", section=None, kicker="Ports")

    tree = page(client, q="harbour nets")

    assert headlines(tree) == ["Harbour reopens"]
    assert tree.xpath("//article//h2/a/@href") == [english.path]
    assert text_of(tree, "//article//mark") == ["Harbour", "nets", "harbours"]
    assert text_of(tree, "//article//p[@class='standfirst']") == ["Boats & nets <wait> at the harbours."]
    assert said(tree) == ["1 story was found."]
    assert tree.xpath("//input[@name='q']/@value") == ["harbour nets"]


def test_passage_comes_from_the_body_where_the_standfirst_has_nothing(client):
    publish(standfirst="Nothing of it.", body="<p>Long ago.</p><p>An <b>olive</b> &lt;press&gt; turned.</p>")

    tree = page(client, q="olive press")

    assert text_of(tree, "//article//p[@class='standfirst']") == ["Long ago. An olive <press> turned."]
    assert text_of(tree, "//article//mark") == ["olive", "press"]


def test_story_that_has_it_nowhere_to_be_seen_is_shown_with_its_standfirst(client):
    publish(standfirst="Boats wait.", dateline_place="Nablus")

    assert text_of(page(client, q="nablus"), "//article//p[@class='standfirst']") == ["Boats wait."]


def test_other_language_is_marked_as_such_and_found_where_the_page_has_nothing(client):
    publish_both()

    tree = page(client, q="قوارب")

    assert said(tree) == ["Nothing was found in English. Stories in other languages:", "1 story was found."]
    [result] = tree.xpath("//article")
    assert (result.get("lang"), result.get("dir")) == ("ar", "rtl")
    assert text_of(result, ".//mark") == ["القوارب"]


def test_arabic_page_finds_arabic_and_says_so_in_arabic(client):
    publish_both()

    tree = page(client, "/ar/search/", q="والقوارب")

    assert headlines(tree) == ["الميناء يعود إلى العمل"]
    assert tree.xpath("//html/@dir") == ["rtl"]
    assert text_of(tree, "//select[@name='language']/option[@selected]") == ["العربيّة"]


def test_names_are_found_in_every_language(client):
    publish_both()

    for asked in ("haddad", "harbours", "world", "حداد", "موانئ"):
        assert len(headlines(page(client, q=asked, language="all"))) == 2, asked


def test_fields_narrow_what_is_found(client):
    english, arabic = publish_both()
    publish(headline="Harbour at night", at=datetime(2024, 6, 1, tzinfo=UTC))

    def narrowed(**asked):
        return headlines(page(client, q="harbour", **asked))

    assert len(narrowed()) == len(narrowed(section="world")) == len(narrowed(section="World")) == 2
    assert narrowed(author="rana-haddad") == narrowed(author="رنا حداد") == [english.headline]
    assert narrowed(topic="Harbours") == narrowed(topic="harbours") == [english.headline]
    assert narrowed(to="2024-12-31") == narrowed(to="2024") == narrowed(to="٢٠٢٤-١٢") == ["Harbour at night"]
    assert narrowed(**{"from": "2025-01-04", "to": "2025-01-04"}) == [english.headline]
    assert narrowed(**{"from": "2025-01-05"}) == []
    assert narrowed(language="ar") == [arabic.headline]  # its topic is called so in English
    assert narrowed(**{"from": "2025", "to": "2024"}) == narrowed()
    assert narrowed(sort="newest") == [english.headline, "Harbour at night"]


def test_what_narrows_the_search_is_said_and_can_be_dropped(client):
    publish_both()

    plain = page(client, q="harbour", section="", language="")
    narrow = page(client, q="harbour", section="world", author="Rana Haddad", language="all", to="2025-01")

    assert text_of(plain, "//summary/bdi") == []
    assert "Search without these limits" not in links(plain)
    assert text_of(narrow, "//summary/bdi") == ["World", "Rana Haddad", "All languages", "– 31 Jan 2025"]
    assert links(narrow)["Search without these limits"] == "?q=harbour"
    assert narrow.xpath("//input[@name='to']/@value") == ["2025-01-31"]


def test_filters_alone_list_what_they_leave(client):
    publish_both()

    assert headlines(page(client, topic="harbours")) == ["Harbour reopens"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"q": "%%%"}, "There is no word in that to look for."),
        ({"q": "-harbour"}, "There is no word in that to look for."),
        ({"q": '""'}, "There is no word in that to look for."),
        ({"q": "x" * 10_000}, "That is a long question: its first 200 characters were looked for."),
        ({"q": "a", "from": "yesterday"}, "“yesterday” is not a date and was left out. Write it like 2025-01-04."),
        ({"q": "a", "to": "2025-02-30"}, "“2025-02-30” is not a date and was left out. Write it like 2025-01-04."),
        ({"q": "a", "to": "9999-12-31"}, "“9999-12-31” is not a date and was left out. Write it like 2025-01-04."),
        ({"q": "a", "section": "<b>"}, "There is no section “<b>”: all sections were searched."),
        ({"q": "a", "topic": "nope"}, "There is no topic “nope”: all topics were searched."),
        ({"q": "a", "author": "nope"}, "There is no author “nope”: stories by everybody were searched."),
        ({"q": "a", "language": "fr"}, "There are no stories in the language “fr”."),
    ],
)
def test_what_cannot_be_meant_is_said(client, asked, sentence):
    assert sentence in said(page(client, **asked))


@pytest.mark.parametrize(
    "query",
    [
        *("", "q", "q=", "q=%00", "q=%ED%A0%80", "q=%FF%FE", "q=%E2%80%8F", "q='&q=\"", "q[]=a", "q=a&q=b&page=0"),
        *(
            "page=-1",
            "page=x",
            "page=99999999999",
            "page=%D9%A3",
            "sort=x",
            "utm_source=y&x",
            "q=%22a",
            "q=(((",
            "q=a%26b",
        ),
        *("from=&to=", "from=-&to=/", "section=%00", "author=%F0%9F%98%80", "q=" + "%22a%22" * 60, "q=" + "a-" * 90),
        *(
            "q=<script>alert(1)</script>",
            "q=" + "ا" * 200,
            "q=a" + "%CC%81" * 500,
            "q=:*",
            "q=!a|b",
            "q=\\",
            "q=" + "+" * 9000,
        ),
    ],
)
def test_odd_input_is_survived(client, query):
    response = client.get(f"/search/?{query}")

    assert response.status_code == 200
    assert parsed(response).xpath("//script") == []


def test_nothing_found_leads_on(client):
    publish_both()

    tree = page(client, q="harbuor", language="en", section="world")

    assert said(tree) == ["Nothing was found."]
    assert links(tree) == {
        "Did you mean “harbour”?": "?q=harbour&section=world&language=en",
        "Search without these limits": "?q=harbuor",
        "Search in all languages": "?q=harbuor&section=world&language=all",
        "Search all sections, topics and dates": "?q=harbuor&language=en",
    }
    assert headlines(page(client, q="harbour", section="world", language="en")) == ["Harbour reopens"]


def test_guess_is_spelled_as_headlines_are_and_only_made_for_what_no_story_has_in_any_form(client):
    publish(language="ar", headline="مدرسة الموسيقى تفتح")
    publish(headline="Café crises", standfirst="")

    arabic = page(client, "/ar/search/", q="مدارس الموسقى zq", language="ar")
    english = page(client, q="crisis zq", language="en")

    assert "?" + urlencode({"q": "مدارس الموسيقى zq", "language": "ar"}) in links(arabic).values()
    assert set(links(english).values()) == {"?q=crisis+zq&language=all"}


def test_section_without_a_name_in_the_page_s_language_is_marked_in_the_field(client):
    publish(section=make_section("ports", names={"en": "Ports"}))

    options = page(client, "/ar/search/").xpath("//select[@name='section']/option[@value='ports']")

    assert [option.get("lang") for option in options] == ["en"]


def test_results_have_pages_and_an_end(client, monkeypatch):
    monkeypatch.setattr(search, "MOST", 25)
    for day in range(1, 28):
        publish(headline=f"Harbour {day}", at=datetime(2025, 1, day, tzinfo=UTC))

    first, second, beyond = (page(client, q="harbour", sort="newest", page=number) for number in (1, 2, 9))

    assert headlines(first) == [f"Harbour {day}" for day in range(27, 7, -1)]
    assert headlines(second) == headlines(beyond) == [f"Harbour {day}" for day in range(7, 2, -1)]
    assert said(first)[0].startswith("More than 1,000 stories")
    assert links(first)["Next page"] == "?q=harbour&sort=newest&page=2"
    assert links(second)["Previous page"] == "?q=harbour&sort=newest"
    assert "Next page" not in links(second)


def test_language_switch_keeps_the_question(client):
    publish_both()

    tree = page(client, q="harbour boats", sort="newest")

    assert tree.xpath("//p[@class='languages']/a/@href") == ["/ar/search/?q=harbour+boats&sort=newest"]
    assert tree.xpath("//title/text()") == ["Search: harbour boats | Newsroom"]


@pytest.mark.parametrize("stories", [1, 30])
def test_search_asks_the_database_as_often_for_many_stories_as_for_one(client, django_assert_max_num_queries, stories):
    author, topic = make_author("rana"), make_topic("ports")
    for _number in range(stories):
        publish(bylines=[{"author": author.pk, "name": "", "role": "by"}] * 2, topics=[topic.pk])

    with django_assert_max_num_queries(14):
        page(client, q="harbour")


SECRETS = {
    "headline": f"{NONCE} headline",
    "kicker": f"{NONCE} kicker",
    "standfirst": f"{NONCE} standfirst",
    "body": f"<p>{NONCE} body</p>",
    "dateline_place": f"{NONCE} place",
    "source": f"{NONCE} source",
    "credit_line": f"{NONCE} credit",
    "search_title": f"{NONCE} title",
    "bylines": [{"author": None, "name": f"{NONCE} name", "role": "by"}],
}
ASKED = [
    {"q": NONCE, "language": "all"},
    {"q": f'"{NONCE} body"', "sort": "newest"},
    {"q": f"{NONCE[:-1]} neighbor", "section": "world", "language": "en"},
    {"q": "neighbour", "language": "all"},
]


def shown(client):
    """What every page of results has of the secret word, the words that were asked for left out."""
    found = []
    for path in ("/search/", "/ar/search/"):
        for asked in ASKED:
            tree = page(client, path, **asked)
            found += [text for text in text_of(tree, "//article | //datalist") if NONCE in text]
            found += [text for text in links(tree) if NONCE.lower() in text.lower()]
    return found


@pytest.fixture
def neighbour():
    make_article("published", "live", headline="Neighbour")


def test_secret_word_of_a_live_story_is_found(client, neighbour):
    make_article("published", "live", **SECRETS)

    assert shown(client) != []


@pytest.mark.parametrize(("desk_state", "readers"), [pair for pair in states() if pair[1] != "live"])
def test_story_that_is_not_live_is_not_found(client, neighbour, desk_state, readers):
    make_article(desk_state, readers, **SECRETS)

    assert shown(client) == []


def test_scheduled_embargoed_and_unpublished_texts_are_not_found(client, neighbour):
    editor, later = make_user(Role.EDITOR), datetime(2030, 1, 1, tzinfo=UTC)
    timed.schedule(make_article("approved", **SECRETS), by=editor, run_at=later)
    desk.set_embargo(make_article("approved", **SECRETS), by=editor, run_at=later)
    live = make_article("published", "live")
    editing.save(live, by=editor, revision=live.revision_number, **SECRETS)

    assert shown(client) == []


@pytest.mark.parametrize("take_back", ["hold", "retract", "remove"])
def test_story_that_is_taken_back_is_gone_at_once(client, neighbour, take_back):
    article = make_article("published", "live", **SECRETS)
    before = shown(client)
    text = {"text": "It was wrong."} if take_back == "retract" else {}

    getattr(publishing, take_back)(article, by=make_user(Role.CHIEF), **text)

    assert (bool(before), shown(client)) == (True, [])
    assert Publication.objects.count() == 2
    assert quote(NONCE) not in str(client.get("/search/?q=neighbour").content)
