import tomllib
from dataclasses import replace

import pytest

from articles.models import Author, Section, Topic
from newsroom.moving.mapping import read_mapping
from newsroom.moving.strangers import Strangers
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.stories import WireByline, WirePerson
from tests.factories import make_author, make_section, make_topic
from tests.newsroom.wire.filed import STORY

pytestmark = pytest.mark.django_db
MET = replace(
    STORY,
    section_label="Markets",
    bylines=(WireByline("Rana Haddad", "by"), WireByline('Sami "S" Nour', "photos")),
    tags=("Markets", "Ports", "World", "موانئ"),
    people=(WirePerson(name="Rana Haddad", slug="rana", biography="Writes of ports."),),
)


@pytest.fixture
def names():
    make_section("world", names={"en": "World"})
    return ReferenceNames.read()


def test_who_is_unknown_is_counted_and_listed_as_a_mapping(names, tmp_path):
    strangers = Strangers(names)
    for _time in range(2):
        strangers.meet(MET)

    text = strangers.as_mapping()

    assert tomllib.loads(text) == {
        "sections": {"Markets": ""},
        "authors": {"Rana Haddad": "", 'Sami "S" Nour': ""},
        "topics": {"Ports": "", "موانئ": ""},
    }
    assert '"Markets" = ""  # 2' in text
    (tmp_path / "map.toml").write_text(text.replace('"Ports" = ""', '"Ports" = "ports"'), encoding="utf-8")
    assert read_mapping(tmp_path / "map.toml") == {"sections": {}, "authors": {}, "topics": {"Ports": "ports"}}


def test_authors_and_topics_are_made_with_what_the_site_says_of_them(names, chief):
    make_topic("ports", names={"en": "Airports"})
    strangers = Strangers(names, maker=chief, makes=("authors", "topics"))
    for _time in range(2):
        strangers.meet(replace(MET, tags=("Markets", "Ports!", "World", "موانئ", "Порты")))

    rana, sami = Author.objects.order_by("slug")
    assert (rana.slug, rana.names, rana.biographies) == ("rana", {"en": "Rana Haddad"}, {"en": "Writes of ports."})
    assert (sami.slug, strangers.found["authors"], len(strangers.made)) == ("sami-s-nour", {}, 5)
    assert sorted(Topic.objects.values_list("slug", flat=True)) == ["mwany", "ports", "ports-2", "topic"]
    assert names.authors.match("rana haddad") == rana


def test_sections_are_made_where_their_names_can_be_addresses(names, chief):
    strangers = Strangers(names, maker=chief, makes=("sections",))
    for label in ("Markets", "Markets", "Search", "أسواق"):
        strangers.meet(replace(MET, section_label=label, tags=(), bylines=()))

    made = Section.objects.exclude(slug="world").get()
    assert (made.slug, made.names, strangers.made) == ("markets", {"en": "Markets"}, ["section “Markets”"])
    assert strangers.found["sections"] == {"Search": 1, "أسواق": 1}  # /search/ is taken
    assert names.sections.match("MARKETS") == made


@pytest.mark.parametrize("above", [("Europe", "World"), ("Europe", "Sea")])
def test_what_lies_below_a_section_or_would_is_a_topic(names, chief, above):
    strangers = Strangers(names, maker=chief, makes=("sections", "topics"))

    strangers.meet(replace(MET, section_label="Balkans", wider_labels=above, tags=("Balkans",), bylines=()))

    assert set(Section.objects.values_list("slug", flat=True)) == {"world", above[-1].lower()}
    assert list(Topic.objects.values_list("slug", flat=True)) == ["balkans"]


def test_who_is_known_is_no_stranger(names):
    make_author("rana", names={"en": "Rana Haddad"})
    strangers = Strangers(ReferenceNames.read(), has_section=True)

    strangers.meet(replace(MET, bylines=MET.bylines[:1], tags=("World",)))

    assert strangers.as_mapping() == ""
