import pytest

from articles import desk, editing
from articles.models import Article
from tests.factories import make_article, make_author

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter, editor):
    article = make_article(by=reporter, headline="First words", body="<p>First <em>body</em>.</p>")
    editing.save(article, by=reporter, revision=1, headline="Second words", kicker="Port")
    desk.submit(article, by=reporter)
    desk.send_back(article, by=editor, reason="Who <says> so?")
    return article


def test_history_tells_moves_with_actor_time_states_and_reason(signed_in, reporter, article, address):
    response = signed_in(reporter).get(address(article, "history"))

    newest = response.context["move_lines"][0]
    assert (newest.number, newest.who, newest.action) == (4, "editor", "Send back")
    assert (newest.desk, newest.readers, newest.reason) == ("In review to Draft", "Not published", "Who <says> so?")
    assert newest.at.endswith(" - Jerusalem Time")
    assert newest.revision == 2
    assert "Who &lt;says&gt; so?" in response.content.decode()


def test_history_tells_revisions_with_what_changed(signed_in, reporter, article, address):
    lines = signed_in(reporter).get(address(article, "history")).context["revision_lines"]

    assert [(line.revision.number, line.who, line.changed) for line in lines] == [
        (2, "reporter", "kicker, headline"),
        (1, "reporter", "everything: it is the first"),
    ]


def test_history_names_the_revision_that_a_move_was_of_after_its_text_was_restored(
    signed_in, reporter, editor, address
):
    article = make_article("approved", by=reporter)
    editing.save(article, by=editor, revision=1, headline="Other words")
    editing.restore(article, by=editor, revision=article.revisions.get(number=1))

    lines = signed_in(editor).get(address(article, "history")).context_data["move_lines"]
    assert [(str(line.action), line.revision) for line in lines] == [
        ("Edit", 3),
        ("Edit", 2),
        ("Approve", 1),
        ("Submit for review", 1),
        ("Create", 1),
    ]


def test_history_takes_the_same_queries_whatever_its_length(
    signed_in, reporter, article, address, django_assert_max_num_queries
):
    for number in range(2, 22):
        editing.save(article, by=reporter, revision=number, headline=f"Words {number}")

    browser = signed_in(reporter)
    with django_assert_max_num_queries(17):
        browser.get(address(article, "history"))


@pytest.mark.parametrize("query", ["moves=0", "moves=x", "revisions=99", "revisions=%00"])
def test_history_takes_odd_pages(signed_in, reporter, article, address, query):
    assert signed_in(reporter).get(address(article, "history") + "?" + query).status_code == 200


def test_history_of_an_untouched_wire_story_is_empty(signed_in, reporter, address):
    response = signed_in(reporter).get(address(make_article("incoming"), "history"))

    assert (response.context["move_lines"], response.context["revision_lines"]) == ([], [])


def test_revision_shows_its_fields_and_words(signed_in, reporter, article, address):
    response = signed_in(reporter).get(address(article, "revision", 1))

    shown = {field["label"]: field["text"] for field in response.context["fields"]}
    assert (shown["headline"], shown["body"], shown["bylines"]) == ("First words", "First body.", "Rana Haddad (By)")


@pytest.mark.parametrize("number", ["0", "01", "99", "x", "²", "9" * 30, "1%00"])
def test_revision_that_is_not_there(signed_in, reporter, article, address, number):
    path = address(article, "revision", 1).replace("/revision/1/", f"/revision/{number}/")

    assert signed_in(reporter).get(path).status_code == 404
    assert signed_in(reporter).post(path + "restore/").status_code == 404


def test_revision_of_another_story_is_not_reached(signed_in, reporter, article, address):
    other = make_article(by=reporter)

    assert signed_in(reporter).get(address(other, "revision", 2)).status_code == 404


def test_restore_makes_a_new_revision(signed_in, reporter, article, address):
    response = signed_in(reporter).post(address(article, "restore", 1), {"revision": "2"})

    saved = Article.objects.get(pk=article.pk)
    assert (response.status_code, response.url) == (302, address(article))
    assert (saved.headline, saved.revision_number, saved.desk_state) == ("First words", 3, "draft")


def test_restore_of_what_is_no_longer_there_says_so(signed_in, reporter, address):
    author = make_author()
    article = make_article(by=reporter, bylines=[{"author": author.pk, "name": "", "role": "by"}])
    editing.save(article, by=reporter, revision=1, headline="Other words", bylines=[])
    gone = f"#{author.pk} (By)"
    author.delete()
    for view in (("revision", 1), ("compare",)):
        assert gone in signed_in(reporter).get(address(article, *view)).content.decode()

    response = signed_in(reporter).post(address(article, "restore", 1), {"revision": "2"}, follow=True)

    assert "Left out, for it is no longer there: bylines." in response.content.decode()
    assert Article.objects.get(pk=article.pk).head_revision.note.endswith("no longer there: bylines")


@pytest.mark.parametrize(
    ("person", "status"), [("reporter2", 403), ("administrator", 403), ("outside_reporter", 404), ("moderator", 404)]
)
def test_restore_by_others_is_refused(request, signed_in, article, address, fingerprint, person, status):
    before = fingerprint()

    response = signed_in(request.getfixturevalue(person)).post(address(article, "restore", 1))

    assert response.status_code == status
    assert fingerprint() == before


def test_restore_over_a_newer_save_is_refused(signed_in, reporter, article, address, fingerprint):
    before = fingerprint()

    assert signed_in(reporter).post(address(article, "restore", 1), {"revision": "1"}).status_code == 409
    assert fingerprint() == before


def test_restore_of_a_spiked_story_is_refused(signed_in, editor, article, address):
    desk.spike(article, by=editor)

    assert signed_in(editor).post(address(article, "restore", 1)).status_code == 409


def test_restore_is_a_post(signed_in, reporter, article, address, fingerprint):
    before = fingerprint()

    assert signed_in(reporter).get(address(article, "restore", 1)).status_code == 405
    assert fingerprint() == before
