"""What ninjs, NewsML-G2 and RSS have in common: the same stories, said so that our own wire reads them again."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import bodies, publishing
from articles.models import Publication
from articles.rights import Role
from newsroom.moving.exporting.formats import Choice
from newsroom.wire.stories import Standing
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import make_image, publish

from .for_others import exported, files_of, read_again

pytestmark = pytest.mark.django_db
NAMES = ("ninjs", "newsml_g2", "rss")
WITH_NOTICES = ("ninjs", "newsml_g2")
HOSTILE = 'Boats ]]> & 5 < 6 > 4 "back" \u202eon\u202c -->'


def rich_stories():
    """In two languages, with everything that a story may have."""
    rana = make_author("rana", names={"en": "Rana Haddad", "ar": "رنا حداد"})
    football = make_section("football", parent=make_section("sport"))
    first = publish(
        section=football,
        standfirst="After the storm.",
        dateline_place="Jaffa",
        source="",
        lead_image=make_image(),
        bylines=[{"author": rana.pk, "name": "", "role": "by"}, {"author": None, "name": "Omar Saleh", "role": "by"}],
        topics=[make_topic("harbours").pk],
    )
    figure = f'<figure data-picture="{make_image(credit="Omar Saleh").pk}"></figure>'
    link = f'<p>See <a data-article="{first.article_id}">this</a> &amp; <em>that</em>.</p>'
    second = publish(headline=HOSTILE, body=f"{link}{figure}<p>{'Out again. ' * 30}</p>", at=first.first_published_at)
    arabic = publish(
        headline="الميناء يعود إلى العمل",
        body="<p>عادت القوارب إلى البحر مع الفجر.</p><p>وقال صيادون إنهم راضون.</p>",
        language="ar",
        bylines=[{"author": rana.pk, "name": "", "role": "by"}],
    )
    return first, second, arabic


@pytest.mark.parametrize("name", NAMES)
def test_stories_come_back_as_they_were(name, tmp_path):
    stories = rich_stories()

    told = exported(name, tmp_path / "out")

    assert told["stories"] == 3
    assert "problems" not in told
    found = read_again(tmp_path / "out")
    assert set(found) == {story.pk for story in stories}
    for story in stories:
        again = found[story.pk]
        assert (again.headline, again.language, again.standing) == (story.headline, story.language, Standing.USABLE)
        assert (again.published_at, again.embargo) == (story.first_published_at, None)
        assert again.standfirst == story.standfirst
        paragraphs, read = (bodies.plain_text(body).split("\n\n") for body in (story.body_html, again.body))
        assert [one for one in read if one in paragraphs] == paragraphs
        people = [row.name or row.author.name(story.language) for row in story.bylines.all()]
        assert [one.name for one in again.bylines] == (people or ["Wire"]) or not people
        assert len(again.pictures) == story.pictures.count()
    football = found[stories[0].pk]
    assert {"Football", "Sport", "Harbours"} <= set(football.tags)
    credit = football.pictures[0].credit or football.pictures[0].caption  # RSS has it below the picture, in the text
    assert (credit.endswith("Rana Haddad"), football.pictures[0].alternative) == (True, "Two boats")
    assert f'href="http://127.0.0.1:8000{stories[0].path}"' in found[stories[1].pk].body


@pytest.mark.parametrize("name", NAMES)
def test_characters_that_xml_has_not_are_left_out(name, tmp_path):
    story = publish(headline="Boats")
    Publication.objects.filter(pk=story.pk).update(
        headline="Bo\x0bats\x1b", standfirst="\x08Out", body_html="<p>a\x0cb</p>"
    )

    exported(name, tmp_path / "out")

    again = read_again(tmp_path / "out")[story.pk]
    assert (again.headline.replace(" ", ""), again.standfirst.strip()) == ("Boats", "Out")


@pytest.mark.parametrize("name", NAMES)
def test_choice_narrows_what_is_written(name, tmp_path):
    football = make_section("football", parent=make_section("sport"))
    own = publish(section=football)
    other = publish()
    arabic = publish(headline="الميناء يعود", body="<p>عادت القوارب.</p>", language="ar")
    Publication.objects.filter(pk=other.pk).update(changed_at=timezone.now() - timedelta(days=9))
    since = timezone.now() - timedelta(days=1)

    found = {
        narrowed: set(read_again(tmp_path / narrowed))
        for narrowed, choice in {
            "section": Choice(section=football.parent),
            "language": Choice(language="ar"),
            "since": Choice(since=since),
        }.items()
        if exported(name, tmp_path / narrowed, choice)
    }

    assert found == {"section": {own.pk}, "language": {arabic.pk}, "since": {own.pk, arabic.pk}}


@pytest.mark.parametrize("name", WITH_NOTICES)
def test_what_was_taken_back_is_a_notice(name, tmp_path):
    chief = make_user(Role.CHIEF)
    held, retracted = publish(headline="Held boats"), publish(headline="Retracted boats")
    publishing.hold(held.article, by=chief, reason="Looked at again")
    publishing.retract(retracted.article, by=chief, text="It was wrong.")

    assert exported(name, tmp_path / "out") == {"notices": 2}

    found = read_again(tmp_path / "out")
    assert {key: one.standing for key, one in found.items()} == {
        held.pk: Standing.WITHHELD,
        retracted.pk: Standing.CANCELED,
    }
    assert [file for file in files_of(tmp_path) if b"boats" in file.read_bytes()] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_queries_do_not_grow_with_the_stories(name, tmp_path):
    counts = []
    for number in (1, 6):
        for _story in range(number):
            publish(lead_image=make_image())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            exported(name, tmp_path / str(number))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", NAMES)
def test_empty_newsroom_has_nothing_to_give(name, tmp_path):
    assert exported(name, tmp_path / "out") == {}


def test_lines_of_ninjs_are_the_items_of_its_files(tmp_path):
    rich_stories()

    exported("ninjs", tmp_path / "files")
    exported("ninjs", tmp_path / "all.jsonl")

    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_bytes().splitlines()]
    files = [json.loads(file.read_bytes()) for file in files_of(tmp_path / "files")]
    assert sorted(lines, key=lambda one: one["uri"]) == sorted(files, key=lambda one: one["uri"])
    assert {file.parent.relative_to(tmp_path / "files").as_posix() for file in files_of(tmp_path)} == {"2025/01"}


def test_moment_of_the_story_is_told_in_utc(tmp_path):
    publish(at=datetime(2025, 6, 30, 22, 30, tzinfo=UTC))

    exported("ninjs", tmp_path / "out")

    assert (tmp_path / "out" / "2025" / "06").is_dir()
