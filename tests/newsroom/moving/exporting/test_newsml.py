import pytest
from lxml import etree

from newsroom.moving.exporting import newsml
from newsroom.wire.stories import WireByline
from tests.factories import make_author, make_section
from tests.newsroom.pages.readers import make_image, publish
from tests.newsroom.wire.formats.reading import SAMPLES

from .for_others import exported, read_again
from .test_for_others import rich_stories

pytestmark = pytest.mark.django_db
G2 = {"g": "http://iptc.org/std/nar/2006-10-01/"}


def messages(folder):
    """The messages of a folder, each held against the schema."""
    schema = etree.RelaxNG(etree.parse(SAMPLES / "schemas" / "newsml-g2.rng"))
    found = [etree.parse(file) for file in sorted(folder.glob("*.xml"))]
    for message in found:
        schema.assertValid(message)
    return found


def test_messages_are_valid_and_pictures_lie_beside_them(tmp_path):
    first, second, arabic = rich_stories()

    assert exported("newsml_g2", tmp_path / "out") == {"stories": 3, "pictures": 2}

    [message] = messages(tmp_path / "out")
    classes = message.xpath("//g:itemClass/@qcode", namespaces=G2)
    assert classes == ["ninat:text", "ninat:picture", "ninat:text", "ninat:picture", "ninat:text"]
    beside = message.xpath("//g:remoteContent[not(starts-with(@href, 'http'))]/@href", namespaces=G2)
    for href in beside:
        assert (tmp_path / "out" / href).read_text() == href.removeprefix("media/")
    assert len(set(beside)) == 2
    assert message.xpath("//g:newsItem[@xml:lang='ar']/@dir", namespaces=G2) == ["rtl"]


def test_pictures_keep_their_words_and_roles_of_people_theirs(tmp_path):
    author = make_author("rana", names={"en": "Rana Haddad"})
    people = [
        {"author": author.pk, "name": "", "role": "by"},
        {"author": None, "name": "Omar Saleh", "role": "photos"},
        {"author": None, "name": "Lina Aziz", "role": "translation"},
        {"author": None, "name": "Coastal Wire", "role": "agency"},
    ]
    inside = make_image(captions={"en": "The pier"}, credit="Omar Saleh")
    body = f'<p>Boats.</p><figure data-picture="{inside.pk}"></figure><p>Again.</p>'
    story = publish(source="", bylines=people, lead_image=make_image(), body=body)

    exported("newsml_g2", tmp_path / "out")

    messages(tmp_path / "out")
    again = read_again(tmp_path / "out")[story.pk]
    assert again.bylines == (
        WireByline("Rana Haddad", "by"),
        WireByline("Omar Saleh", "photos"),
        WireByline("Lina Aziz", "translation"),
    )
    assert again.credit_line == "Newsroom"
    said = {(picture.caption, picture.credit, picture.is_lead) for picture in again.pictures}
    assert said == {("Boats at noon", "Rana Haddad", True), ("The pier", "Omar Saleh", False)}


def test_picture_that_nobody_is_credited_for_gets_no_credit(tmp_path):
    inside = make_image(captions={"en": "The pier"}, credit="")
    story = publish(body=f'<p>Boats.</p><figure data-picture="{inside.pk}"></figure>')

    exported("newsml_g2", tmp_path / "out")

    messages(tmp_path / "out")
    [picture] = read_again(tmp_path / "out")[story.pk].pictures
    assert (picture.caption, picture.credit) == ("The pier", "")


def test_sections_are_services_from_the_widest_on(tmp_path):
    football = make_section("football", parent=make_section("sport"))
    story = publish(section=football)

    exported("newsml_g2", tmp_path / "out")

    [message] = messages(tmp_path / "out")
    assert message.xpath("//g:service/g:name/text()", namespaces=G2) == ["Sport", "Football"]
    again = read_again(tmp_path / "out")[story.pk]
    assert (again.section_label, again.wider_labels) == ("Football", ("Sport",))


def test_stories_are_parted_into_messages(tmp_path, monkeypatch):
    monkeypatch.setattr(newsml, "PER_MESSAGE", 2)
    stories = [publish(headline=f"Boats {number}") for number in range(5)]

    exported("newsml_g2", tmp_path / "out")

    assert [len(message.xpath("//g:newsItem", namespaces=G2)) for message in messages(tmp_path / "out")] == [2, 2, 1]
    assert set(read_again(tmp_path / "out")) == {story.pk for story in stories}


def test_picture_that_is_lost_is_told(tmp_path):
    image = make_image()
    publish(lead_image=image)
    for rendition in image.renditions.all():
        newsml.storages["public"].delete(rendition.name)

    assert exported("newsml_g2", tmp_path / "out") == {"stories": 1, "problems": 1}
