import pytest
from django.test import Client

from articles import reference
from articles.models import Author, Section, Topic
from articles.workflow import MoveIncomplete
from tests.factories import make_article, make_author, make_section, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    sport = make_section("sport", names={"en": "Sport", "ar": "رياضة"})
    football = make_section("football", parent=sport, names={"en": "Football"})
    author, topic = make_author("rana-haddad"), make_topic("clubs")
    byline = {"author": author.pk, "name": "", "role": "by"}
    return make_article("published", "live", section=football, bylines=[byline], topics=[topic.pk], slug="cup-final")


def rename(model, old, new):
    record = model.objects.get(slug=old)
    record.slug = new
    reference.save(record, by=make_user("chief"))


def answer(path):
    response = Client().get(path)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_section_that_was_renamed_redirects_with_its_subsections_and_archive(story, prefix):
    year = story.publication.first_published_at.year

    rename(Section, "sport", "games")

    assert answer(f"{prefix}/sport/") == (301, f"{prefix}/games/")
    assert answer(f"{prefix}/sport/football/") == (301, f"{prefix}/games/football/")
    assert answer(f"{prefix}/sport/{year}/") == (301, f"{prefix}/games/{year}/")


def test_story_of_a_renamed_section_redirects(story):
    old = story.publication.path

    rename(Section, "sport", "games")

    assert answer(old) == (301, old.replace("/sport/", "/games/"))
    assert answer(old.replace("/sport/", "/games/")) == (200, None)


def test_author_and_topic_that_were_renamed_redirect(story):
    rename(Author, "rana-haddad", "rana-h-haddad")
    rename(Topic, "clubs", "football-clubs")

    assert answer("/authors/rana-haddad/") == (301, "/authors/rana-h-haddad/")
    assert answer("/topics/clubs/") == (301, "/topics/football-clubs/")


def test_renamed_twice_leads_to_the_last_in_one_step(story):
    rename(Author, "rana-haddad", "rana-two")
    rename(Author, "rana-two", "rana-three")

    assert answer("/authors/rana-haddad/") == (301, "/authors/rana-three/")
    assert answer("/authors/rana-two/") == (301, "/authors/rana-three/")


def test_renamed_and_back_answers_itself(story):
    rename(Topic, "clubs", "teams")
    rename(Topic, "teams", "clubs")

    assert answer("/topics/clubs/") == (200, None)
    assert answer("/topics/teams/") == (301, "/topics/clubs/")


def test_record_that_readers_never_saw_is_not_given_away(story):
    make_author("unseen")

    rename(Author, "unseen", "secret-name")

    assert answer("/authors/unseen/") == (404, None)


def test_former_slug_is_not_given_to_another(story):
    rename(Topic, "clubs", "teams")

    with pytest.raises(MoveIncomplete, match="is taken, or once was"):
        reference.save(Topic(slug="clubs", names={"en": "Night clubs"}), by=make_user("chief"))
