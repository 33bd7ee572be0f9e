import pytest

from articles import desk_search, editing, indexing
from articles.desk_search import MOST_CHARACTERS, few, in_two, search
from articles.models import Article, StoryTerms
from articles.snapshots import FIELDS, LISTS
from tests.factories import WIRE, make_article, make_author, make_section

pytestmark = pytest.mark.django_db


def found(text):
    return {article.headline for article in search(Article.objects.all(), text)}


def in_parts(text):
    """Headlines of what is named, and of the others; None where nothing can be named."""
    named, others = in_two(Article.objects.all(), text)
    return named if named is None else {article.headline for article in named}, {article.headline for article in others}


@pytest.fixture
def stories(section):
    author = make_author("lina-odeh", names={"en": "Lina Odeh", "ar": "لينا عودة"})
    bylines = [{"author": author.pk, "name": "", "role": "by"}]
    make_article(
        headline="Olive press opens",
        kicker="Harvest",
        bylines=bylines,
        body="<p>Farmers carried sacks uphill; the mill's stones turn slowly.</p><p>Coffee was running.</p>"
        '<figure data-picture="9"><figcaption>Baskets</figcaption></figure>',
        lead_caption="Ladders",
    )
    make_article(headline="Bus 100% late", standfirst="Drivers wait_for a path\\home.", source="Coastal Wire")
    make_article(
        headline="معصرة الزيتون تفتح أبوابها",
        language="ar",
        body="<p>وقال الصحفيّون إنّ المدارس والجامعات الفلسطينية أُغلقت في ١٢ آذار.</p>",
    )


@pytest.mark.parametrize(
    ("text", "headlines"),
    [
        ("olive", {"Olive press opens"}),
        ("OLIVES opening", {"Olive press opens"}),
        ("baskets", {"Olive press opens"}),
        ("ladders", {"Olive press opens"}),
        ("oli", {"Olive press opens"}),
        ("press oli", {"Olive press opens"}),
        ("oli press", set()),
        ("harv", {"Olive press opens"}),
        ("lina", {"Olive press opens"}),
        ("عودة", {"Olive press opens"}),
        ("farmer uphill", {"Olive press opens"}),
        ("mills", {"Olive press opens"}),
        ("run", {"Olive press opens"}),
        ('"olive press"', {"Olive press opens"}),
        ("“press olive”", set()),
        ('"olives"', set()),
        ('"slowly coffee"', {"Olive press opens"}),
        ('"opens harvest"', set()),
        ("الزيتون", {"معصرة الزيتون تفتح أبوابها"}),
        ("زيتون", {"معصرة الزيتون تفتح أبوابها"}),
        ("ابوابها", {"معصرة الزيتون تفتح أبوابها"}),
        ("صحفي", {"معصرة الزيتون تفتح أبوابها"}),
        ("جامعة", {"معصرة الزيتون تفتح أبوابها"}),
        ("فلسطين", {"معصرة الزيتون تفتح أبوابها"}),
        ("12", {"معصرة الزيتون تفتح أبوابها"}),
        ("زيت تفتح", set()),
        ("100%", {"Bus 100% late"}),
        ("wait_for", {"Bus 100% late"}),
        ("path\\home", {"Bus 100% late"}),
        ("coastal", {"Bus 100% late"}),
        ("late -olive", {"Bus 100% late"}),
        ("opens -press", set()),
        ("language:ar", {"معصرة الزيتون تفتح أبوابها"}),
        ("state:draft olive", {"Olive press opens"}),
        ("state:live", set()),
        ("section:nowhere", set()),
        ("password:x", set()),
        ("olive bus", set()),
        ("' OR 1=1 --", set()),
        ('"en"', set()),
        ("%%%", set()),
    ],
)
def test_search_finds_every_word(stories, text, headlines):
    assert found(text) == headlines


@pytest.mark.parametrize("written", ["F-16", "F-16s", "F\u201116", "F16", "f-16S"])
@pytest.mark.parametrize("asked", ["F-16", "F-16s", "f16", "F16s", "f-1"])
def test_hyphens_and_the_plural_of_a_number_hide_nothing(section, written, asked):
    make_article(headline=f"Two {written} seen")

    assert bool(found(asked)) == (asked != "f-1")


@pytest.mark.parametrize("written", ["email", "e-mail", "E-mails", "emails"])
@pytest.mark.parametrize("asked", ["email", "e-mail", "e-mails", "Emails", "e-ma"])
def test_word_with_a_hyphen_and_in_one_are_the_same(section, written, asked):
    make_article(headline="Sent on", body=f"<p>It came as {written}.</p>")

    assert found(asked) == {"Sent on"}


@pytest.mark.parametrize(
    ("asked", "headlines"),
    [
        ("STATE:Draft olive", {"Olive press opens"}),
        ("Language:AR", {"معصرة الزيتون تفتح أبوابها"}),
        ("Section:WORLD -زيتون -olive", {"Bus 100% late"}),
    ],
)
def test_what_narrows_is_read_in_any_case(stories, asked, headlines):
    assert found(asked) == headlines


def test_assignee_is_found_in_any_case(stories, editor):
    Article.objects.filter(headline__startswith="Bus").update(assignee=editor)

    assert found(f"assignee:{editor.username.upper()}") == {"Bus 100% late"}


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e", "\x00", "\ud800"])
def test_search_without_a_visible_word_finds_all(stories, text):
    assert len(found(text)) == 3


def test_word_left_out_finds_what_the_word_does_not(stories):
    for word in ("olive", "زيتون", '"press opens"', "wait_for"):
        assert found(f"-{word}") == found("") - found(word)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "'",
            "\\",
            "':*",
            "a:*",
            "!",
            "& | !",
            "<->",
            "('",
            "-",
            "--",
            "- -",
            '"',
            '""',
            '" "',
            "#",
            "#a",
            "#-1",
            "\ud800\udc00",
        ),
        *(
            "9" * 30,
            "#" + "9" * 30,
            "١٢٣",
            "x" * 3000,
            "- " * 1500,
            '"' * 200,
            "()" * 90,
            "a & b | !c:*",
            "\x00\x1b[31m",
        ),
        *(
            "state:",
            ":draft",
            "state:draft:draft",
            "section:'; DROP TABLE x",
            "\u202eabc",
            "ﷺ" * 200,
            "\u0301" * 200,
            "🎉",
        ),
    ],
)
def test_search_takes_whatever_is_typed(stories, text):
    named, others = in_parts(text)

    assert found(text) <= found("")
    assert (named or set()) | others == found(text)
    keys = few(Article.objects.order_by("pk"), text, names_first=False)
    assert keys is None or keys == sorted(search(Article.objects.all(), text).values_list("pk", flat=True))
    assert not (named or set()) & others


def test_only_the_first_characters_count(stories):
    assert found("olive".rjust(MOST_CHARACTERS + 10)) == found("")
    assert found("press " + "x" * 10 + " " * MOST_CHARACTERS + "bus") == set()


def test_number_finds_a_story_by_its_own(stories):
    article = Article.objects.get(headline="Olive press opens")
    make_article(headline=f"Room {article.pk}")

    assert [found(f"#{article.pk}"), found(str(article.pk))] == [
        {"Olive press opens"},
        {"Olive press opens", f"Room {article.pk}"},
    ]
    assert in_parts(str(article.pk)) == ({"Olive press opens"}, {f"Room {article.pk}"})
    assert in_parts(f"#{article.pk}") == ({"Olive press opens"}, set())


def test_whole_headline_is_named(stories):
    make_article(headline="More about the olive press opens soon", section=make_section("sport"))

    assert found("olive press opens") == {"Olive press opens", "More about the olive press opens soon"}
    assert in_parts("OLIVE press, opens!") == ({"Olive press opens"}, {"More about the olive press opens soon"})


def test_few_are_known_by_their_keys_and_many_are_not(stories, monkeypatch):
    article = Article.objects.get(headline="Olive press opens")
    other = make_article(headline="More about the olive press opens soon")
    newest_first = Article.objects.order_by("-pk")

    found = [few(newest_first, "olive press opens", names_first=first) for first in (True, False)]
    monkeypatch.setattr(desk_search, "FEW", 1)

    assert found == [[article.pk, other.pk], [other.pk, article.pk]]
    assert few(newest_first, "olive", names_first=True) is None
    assert few(newest_first.filter(pk=0), "coastal", names_first=True) == []
    assert few(newest_first, "", names_first=True) is None


def test_search_is_one_query(stories, django_assert_num_queries):
    with django_assert_num_queries(1):
        found("olive press")


# --- terms follow the text


def test_every_save_brings_its_words(reporter):
    article = make_article(by=reporter, headline="Before", body="<p>A storm.</p>")

    body, bylines = "<p>A flood.</p>", [{"name": "Omar Zidan"}]
    editing.save(article, by=reporter, revision=1, headline="After", body=body, bylines=bylines)
    saved = [found("storm"), found("flood"), found("zidan")]
    editing.restore(article, by=reporter, revision=article.revisions.get(number=1))

    assert saved == [set(), {"After"}, {"After"}]
    assert [found("storm"), found("flood")] == [{"Before"}, set()]


def test_what_comes_in_is_found_and_so_is_what_replaces_it(section):
    article = make_article("incoming", headline="Ship", body="<p>Sighted.</p>")

    editing.refile(article, by=WIRE, lists={}, body="<p>Docked.</p>")

    assert [found("sighted"), found("docked")] == [set(), {"Ship"}]


def test_stories_of_a_renamed_author_are_found_by_the_new_name(stories):
    author = make_author("sami", names={"en": "Sami Khalil"})
    make_article(headline="Well found", bylines=[{"author": author.pk, "name": "", "role": "by"}])
    author.names = {"en": "Sami Mansour"}
    author.save()

    assert indexing.index_stories_of(author.pk) == 1

    assert [found("khalil"), found("mansour")] == [set(), {"Well found"}]


def test_terms_of_the_longest_body_fit():
    body = "<p>" + " ".join(f"word{number}x" for number in range(90_000)) + "</p>"

    article = make_article(headline="Very long", body=body)

    assert StoryTerms.objects.filter(article=article).exists()
    assert found("word77x") == {"Very long"}


def test_languages_are_the_newsrooms(stories, settings):
    settings.NEWSROOM_LANGUAGES = ["ar"]

    assert desk_search.understood("olives").terms == "('olives':* | 'oliv' | '=olives' | '=oliv')"


def test_every_field_is_searched_or_known_not_to_be():
    unsearched = {"search_title", "search_description", "section_id", "lead_image_id", "translation_of_id"}
    unsearched |= {"lead_alternative"}

    assert {*FIELDS, *LISTS} == indexing.SEARCHED | unsearched | {"topics", "related"}


def test_save_that_changes_no_word_writes_no_terms(reporter):
    article = make_article(by=reporter)
    StoryTerms.objects.update(vector="'untouched'")

    editing.save(article, by=reporter, revision=1, section=None, search_title="For others")
    untouched = found("untouched")
    editing.save(article, by=reporter, revision=2, kicker="Coast")

    assert (untouched, found("coast")) == ({article.headline}, {article.headline})
