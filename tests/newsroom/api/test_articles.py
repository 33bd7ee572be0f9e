from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles import editing, pictures, publishing
from articles.models import Image, Publication
from articles.rights import Role
from newsroom.api.listing import changed, newest
from newsroom.pages.cursors import Place
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import DATED, make_image, publish, publish_both

from .asking import NINJS, ask, every_part, ids

pytestmark = pytest.mark.django_db


def take_back(story, move):
    words = {"text": "It was wrong."} if move == "retract" else {"reason": "It was wrong."}
    getattr(publishing, move)(story.article, by=make_user(Role.CHIEF), **words)


def correct(story):
    article = story.article
    article.refresh_from_db()
    chief = make_user(Role.CHIEF)
    editing.save(article, by=chief, revision=article.revision_number, body="<p>On Tuesday.</p>")
    article.refresh_from_db()
    publishing.publish_urgent(article, by=chief, reason="Wrong", kind="correction", text="It was Tuesday.")


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_list_goes_on_to_its_end_without_a_gap_or_a_double(client, limit):
    """Also among stories of one moment, and from one language to the other."""
    english = [publish(at=DATED) for _number in range(3)]
    arabic = [publish(at=DATED, language="ar") for _number in range(2)]
    newer = publish(at=DATED + timedelta(days=1))

    assert ids(client, limit=limit) == [newer.pk, *sorted([row.pk for row in english + arabic], reverse=True)]


def test_list_is_the_same_whatever_comes_and_goes_between_its_parts(client):
    stories = [publish(at=DATED + timedelta(days=number)) for number in range(6, 0, -1)]
    parts = every_part(client, "articles/", limit=2)
    first = [story["id"] for story in next(parts)["articles"]]

    publish(at=DATED + timedelta(days=9))
    take_back(stories[0], "retract")
    take_back(stories[1], "hold")  # the last that was given
    take_back(stories[3], "remove")
    correct(stories[5])

    rest = [story["id"] for part in parts for story in part["articles"]]
    assert [*first, *rest] == [stories[number].pk for number in (0, 1, 2, 4, 5)]


def test_filters_narrow_the_list(client):
    author, topic = make_author("rana"), make_topic("ports")
    football, opinions = make_section("football", parent=make_section("sport")), make_section("opinions")
    by_rana = publish(section=football, bylines=[{"author": author.pk, "name": "", "role": "by"}])
    on_ports = publish(topics=[topic.pk], at=DATED + timedelta(hours=1))
    opinion = publish(section=opinions, language="ar")

    def found(**asked):
        return ids(client, **asked)

    assert found(author="rana") == found(section="sport") == found(section="sport/football") == [by_rana.pk]
    assert found(topic="ports") == found(since="2025-01-04T17:12:01Z") == [on_ports.pk]
    assert found(kind="opinion") == found(language="ar") == [opinion.pk]
    assert found(kind="opinion", language="en") == []
    assert found(kind="news") == found(language="en") == [on_ports.pk, by_rana.pk]
    assert found(until="2025-01-04T19:12:00+02:00") == []
    assert found(until="2025-01-04T19:12:01+02:00", since="2025-01-04T17:12:00Z") == [opinion.pk, by_rana.pk]


def test_list_by_update_has_the_corrected_story_on_top(client):
    older, newer = publish(at=DATED), publish(at=DATED + timedelta(days=1))
    correct(older)

    assert ids(client) == [newer.pk, older.pk]
    assert ids(client, by="updated", limit=1) == [older.pk, newer.pk]
    assert ids(client, by="updated", since="2025-02-01T00:00:00Z") == [older.pk]


def test_story_says_what_its_page_shows(client):
    lead, inside, other = make_image(), make_image(captions={"en": "The pier"}), publish(headline="Storm")
    body = f'<p>See <a data-article="{other.article_id}">it</a>.</p><figure data-picture="{inside.pk}"></figure>'
    story = publish(
        headline="Harbour reopens",
        kicker="Port",
        standfirst="After the storm.",
        body=body,
        lead_image=lead,
        related=[other.article_id],
        topics=[make_topic("ports").pk],
        bylines=[{"author": make_author("rana").pk, "name": "", "role": "by"}],
    )
    correct_text = "It was Tuesday."
    story.corrections.create(
        kind="correction",
        text=correct_text,
        before=story.revision,
        after=story.revision,
        published_at=datetime(2025, 1, 5, tzinfo=UTC),
    )

    said = ask(client, f"articles/{story.pk}/").json()

    assert (said["headline"], said["kicker"], said["standfirst"]) == ("Harbour reopens", "Port", "After the storm.")
    assert said["bylines"] == [{"name": "Rana", "role": "by", "is_agency": False, "author": "rana"}]
    assert said["corrections"] == [{"kind": "correction", "text": correct_text, "at": "2025-01-05T00:00:00Z"}]
    assert [row["id"] for row in said["related"]] == [other.pk]
    assert [row["slug"] for row in said["topics"]] == ["ports"]
    assert (said["picture"]["caption"], said["picture"]["credit"]) == ("Boats at noon", "Rana Haddad")
    assert [picture["caption"] for picture in said["pictures"]] == ["The pier"]
    tree = html.fromstring(said["body_html"])
    links = [address for _element, _name, address, _place in tree.iterlinks()]
    assert links[0] == f"http://127.0.0.1:8000{other.path}"
    assert all(address.startswith("http://127.0.0.1:8000/") for address in links)
    for address in (row["url"] for row in said["picture"]["renditions"]):
        assert client.get(address).status_code == 200


def test_translations_lead_to_each_other(client):
    english, arabic = publish_both()

    said = ask(client, f"articles/{arabic.pk}/").json()

    assert [(row["id"], row["language"]) for row in said["translations"]] == [(english.pk, "en")]
    assert not said["is_behind_original"]
    correct(english)
    assert ask(client, f"articles/{arabic.pk}/").json()["is_behind_original"]


def test_fields_cut_a_story_down(client):
    story = publish()

    assert set(ask(client, f"articles/{story.pk}/", fields="headline,body_html").json()) == {
        *("id", "headline", "body_html")
    }


@pytest.mark.parametrize(
    ("move", "status", "pubstatus"), [("hold", "held", "withheld"), ("retract", "retracted", "canceled")]
)
def test_story_that_is_taken_back_says_so_and_nothing_else(client, move, status, pubstatus):
    story = publish(headline="Zqx", body="<p>Zqx.</p>", slug="plain")
    take_back(story, move)

    answer = ask(client, f"articles/{story.pk}/")

    assert answer.json()["status"] == status
    assert answer.json()["notice"]
    assert b"Zqx" not in answer.content
    assert ask(client, f"articles/{story.pk}/", headers=NINJS).json()["pubstatus"] == pubstatus
    assert ids(client) == []
    assert ask(client, "search/", q="zqx").json()["articles"] == []


def test_story_that_was_removed_is_gone_and_nothing_of_it_is_said(client):
    story = publish(slug="a-name-that-was-wrong")
    take_back(story, "remove")

    answer, [change] = ask(client, f"articles/{story.pk}/"), ask(client, "changes/").json()["changes"]

    assert answer.status_code == 410
    assert (change["id"], change["status"], change["url"], change["notice"]) == (story.pk, "removed", None, "")
    assert b"a-name" not in answer.content + ask(client, "changes/").content


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_changes_tell_what_has_to_be_taken_down(client, limit):
    stories = [publish() for _number in range(4)]
    for story, move in zip(stories[1:], ("hold", "retract", "remove"), strict=True):
        take_back(story, move)

    parts = list(every_part(client, "changes/", limit=limit))

    told = {row["id"]: row["status"] for part in parts for row in part["changes"]}
    assert told == {
        story.pk: status for story, status in zip(stories, ("live", "held", "retracted", "removed"), strict=True)
    }
    assert sum(len(part["changes"]) for part in parts) == 4


def test_changes_tell_of_a_picture_that_was_withdrawn(client):
    image, chief = make_image(), make_user(Role.CHIEF)
    with_it, without = publish(lead_image=image), publish()
    Publication.objects.update(changed_at=datetime(2025, 1, 4, tzinfo=UTC))
    pictures.withdraw(image, by=chief, reason="The photographer asked for it.")

    later = ask(client, "changes/", since="2025-02-01T00:00:00Z").json()["changes"]

    assert [(row["id"], row["status"]) for row in later] == [(with_it.pk, "live")]
    assert ask(client, f"articles/{with_it.pk}/").json()["picture"] is None
    everything = [row["id"] for part in every_part(client, "changes/", limit=1) for row in part["changes"]]
    assert everything == [with_it.pk, without.pk, with_it.pk]


def test_each_withdrawal_of_a_storys_pictures_is_one_change(client):
    images, chief = [make_image() for _number in range(3)], make_user(Role.CHIEF)
    body = "".join(f'<p>Boats.</p><figure data-picture="{image.pk}"></figure>' for image in images)
    story = publish(body=body)
    Publication.objects.update(changed_at=datetime(2025, 1, 4, tzinfo=UTC))
    for day, image in enumerate(images[:2], start=5):
        pictures.withdraw(image, by=chief, reason="The photographer asked for it.")
        Image.objects.filter(pk=image.pk).update(changed_for_readers_at=datetime(2025, 1, day, tzinfo=UTC))

    parts = list(every_part(client, "changes/", limit=1))

    assert [(row["id"], row["changed_at"][:10]) for part in parts for row in part["changes"]] == [
        (story.pk, f"2025-01-0{day}") for day in (4, 5, 6)
    ]
    [last] = ask(client, "changes/", since="2025-01-05T12:00:00Z").json()["changes"]
    assert last["changed_at"] == "2025-01-06T00:00:00Z"


def test_changes_tell_of_a_picture_that_is_another_now(client, chief):
    image, unused = make_image(original="originals/boats"), make_image()
    story = publish(lead_image=image)
    Publication.objects.update(changed_at=datetime(2025, 1, 4, tzinfo=UTC))

    def version_after(change):
        change()
        [told] = ask(client, "changes/", since="2025-02-01T00:00:00Z").json()["changes"]
        whole, item = (ask(client, f"articles/{story.pk}/", headers=form).json() for form in ({}, NINJS))
        assert (told["id"], told["status"], told["changed_at"]) == (story.pk, "live", whole["changed_at"])
        return Image.objects.get(pk=image.pk).changed_for_readers_at, int(item["version"])

    pictures.describe(unused, by=chief, credit="Nobody")
    assert ask(client, "changes/", since="2025-02-01T00:00:00Z").json()["changes"] == []
    told = [
        version_after(lambda: pictures.describe(image, by=chief, alternatives={"en": "Two boats"})),
        version_after(lambda: pictures.describe(image, by=chief, credit="Omar Saleh")),
        version_after(lambda: pictures.withdraw(image, by=chief, reason="The photographer asked for it.")),
        version_after(lambda: pictures.bring_back(image, by=chief, reason="It was a mistake.")),
    ]

    assert len({moment for moment, _version in told}) == 4
    assert [version for _moment, version in told] == [int(moment.timestamp()) for moment, _version in told]


def test_changes_are_read_by_an_index():
    publish()
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        with CaptureQueriesContext(connection) as asked:
            changed(languages=["en", "ar"], since=datetime(2025, 1, 1, tzinfo=UTC), limit=20)
        cursor.execute(f"EXPLAIN {asked.captured_queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "using publication_changed" in plan
    for named in ("image", "author", "topic", "section"):
        assert f"using {named}_changed_for_readers" in plan


@pytest.mark.slow
def test_long_stories_come_few_at_a_time_as_ninjs(client):
    body = "<p>" + "Boats go out again. " * 400 + "</p>"
    stories = [publish(body=body * 115) for _number in range(3)]

    parts, path = [], "articles/?format=ninjs"
    while path:
        answer = ask(client, path)
        parts.append([item["altids"][0]["value"] for item in answer.json()["items"]])
        link = answer.headers.get("Link", "")
        path = link[1:].partition(">")[0] if 'rel="next"' in link else ""

    assert [len(part) for part in parts] == [2, 1]
    assert sorted(key for part in parts for key in part) == sorted(str(story.pk) for story in stories)


def test_changes_go_on_from_where_they_ended(client):
    story = publish()
    Publication.objects.update(changed_at=datetime(2025, 1, 4, tzinfo=UTC))
    first = ask(client, "changes/").json()

    assert first["next_since"] == "2025-01-03T23:59:00Z"
    assert len(ask(client, "changes/", since=first["next_since"]).json()["changes"]) == 1
    later = ask(client, "changes/", since="2025-02-01T00:00:00Z").json()
    assert (later["changes"], later["next_since"]) == ([], "2025-02-01T00:00:00Z")
    take_back(story, "hold")
    assert [row["status"] for row in ask(client, "changes/", since="2025-02-01T00:00:00Z").json()["changes"]] == [
        "held"
    ]


def test_what_readers_have_not_is_not_there(client):
    for state in ("draft", "in_review", "approved", "spiked", "incoming"):
        make_article(state)

    assert ids(client) == ask(client, "changes/").json()["changes"] == []
    assert ask(client, "articles/1/").status_code == 404
    assert ask(client, "sections/").json()["sections"] == []


def test_hidden_story_of_a_number_reads_as_one_that_never_was(client):
    story = publish()

    there, absent = ask(client, f"articles/{story.pk + 1}/"), ask(client, "articles/999999/")

    assert (there.status_code, there.content) == (404, absent.content)


@pytest.mark.parametrize("key", ["01", "1abc", "+1", "-1", "0", "1.0", "%201", "9" * 40, "٣", "9223372036854775808"])
def test_number_has_one_spelling(client, key):
    publish()

    assert client.get(f"/api/v1/articles/{key}/").status_code == 404


@pytest.mark.parametrize("section", [None, "world"])
@pytest.mark.parametrize("by", ["published", "updated"])
def test_end_of_the_list_is_read_by_an_index_as_its_beginning_is(by, section):
    """What is asked, as the database plans it where a table is worth an index."""
    stories = Publication.objects.in_section(publish().section) if section else Publication.objects.all()
    with connection.cursor() as cursor:
        for node in ("seqscan", "bitmapscan", "sort", "incremental_sort"):  # one story sorts itself
            cursor.execute(f"SET LOCAL enable_{node} = off")
        if section:  # of one story each index has as much, and the planner takes any
            cursor.execute("DROP INDEX publication_front")
        with CaptureQueriesContext(connection) as asked:
            newest(stories, by=by, languages=["en"], before=Place(datetime(2020, 1, 1, tzinfo=UTC), 5), limit=20)
        cursor.execute(f"EXPLAIN {asked.captured_queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    field = "first_published_at" if by == "published" else "updated_at"
    index = {"published": "publication_top_section" if section else "publication_front"}.get(
        by, "publication_live_updated"
    )
    assert f"using {index}" in plan
    assert "Sort" not in plan
    assert f"{field} <=" in plan.partition("Index Cond")[2]
