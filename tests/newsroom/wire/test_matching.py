import pytest

from articles.models import Author, Section, Topic
from newsroom.wire.matching import Names, ReferenceNames, UnknownSlug, folded
from tests.factories import make_author, make_section, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def economy():
    return make_section("economy", names={"en": "Business", "ar": "الاقتصاد"}, aliases=["اقتصاد", "Money & Markets"])


@pytest.mark.parametrize(
    "label",
    [
        *("economy", "ECONOMY", "Business", "bUSINESS", "الاقتصاد", "اقتصاد", "money & markets"),
        *("  Money \t&  Markets ", "Ｅｃｏｎｏｍｙ", "\u200fاقتصاد\u200f", "Money\xa0& Markets"),
    ],
)
def test_section_is_matched_by_slug_name_or_alias(economy, label):
    assert Names.of(Section, mapped={}).match(label) == economy


@pytest.mark.parametrize("label", ["", "econ", "Economy news", "قتصاد", "Business & Markets"])
def test_label_that_is_nothing_of_ours_matches_nothing(economy, label):
    assert Names.of(Section, mapped={}).match(label) is None


def test_slug_comes_before_name_and_name_before_alias():
    make_section("arts", order=1, aliases=["Sport", "Culture"])
    culture = make_section("stage", order=2, names={"en": "Culture"}, aliases=["Sport"])
    sport = make_section("sport", order=3)

    names = Names.of(Section, mapped={})

    assert (names.match("SPORT"), names.match("Culture")) == (sport, culture)


def test_alias_of_two_sections_is_the_first_ones():
    first = make_section("zebra", order=1, aliases=["Elsewhere"])
    make_section("alpha", order=2, aliases=["Elsewhere"])

    assert Names.of(Section, mapped={}).match("elsewhere") == first


def test_mapping_comes_before_everything(economy):
    world = make_section("world")

    assert Names.of(Section, mapped={"ECONOMY": "world"}).match("Economy") == world


def test_mapping_to_an_unknown_slug_is_refused_with_its_name(economy):
    with pytest.raises(UnknownSlug) as refused:
        Names.of(Section, mapped={"Money": "money", "Economy": "economy", "Far": "abroad"})

    assert str(refused.value) == "The mapping leads to sections that are not here: abroad, money. Create them first."


def test_labels_are_sorted_into_known_and_unknown():
    libraries, councils = make_topic("libraries"), make_topic("councils", aliases=["Town halls"])

    sorted_out = Names.of(Topic, mapped={}).sort_out(["Town Halls", "rivers", "LIBRARIES"])

    assert sorted_out == ([councils, libraries], ["rivers"])


def test_names_of_three_kinds_are_kept_apart():
    economy, salma, topic = make_section("economy"), make_author("salma-nasser"), make_topic("economy")

    names = ReferenceNames.read({"authors": {"S. Nasser": "salma-nasser"}})

    assert names.sections.match("Economy") == economy
    assert names.topics.match("Economy") == topic
    assert names.authors.match("s. nasser") == salma
    assert names.authors.match("Economy") is None


def test_names_are_read_once(django_assert_num_queries):
    make_author("salma-nasser")

    with django_assert_num_queries(3):
        names = ReferenceNames.read()
        names.authors.match("Salma-Nasser")
        names.sections.sort_out(["a", "b"])


def test_nothing_is_created():
    Names.of(Author, mapped={}).sort_out(["Somebody New"])

    assert Author.objects.count() == 0


def test_folded_label_keeps_letters_apart():
    assert folded("قرار") != folded("فرار")
    assert folded("STRASSE") == folded("straße")
