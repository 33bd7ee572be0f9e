"""The checklist beside the story's form and on the pages of moves that ask it."""

import pytest

from articles import desk, editing, timed
from tests.factories import make_article
from tests.newsroom.pages.readers import make_image

pytestmark = pytest.mark.django_db


def lines(page):
    shown = page.context["checklist"]
    return [[(line.sentence, line.address) for line in group] for group in (shown.to_mend, shown.to_look_at)]


def unready(**extra):
    return make_article(**({"headline": "TK", "standfirst": "", "bylines": []} | extra))


def test_story_page_lists_what_to_mend_and_what_to_look_at_with_their_fields(signed_in, editor, address):
    article = unready()

    page = signed_in(editor).get(address(article, "change"))

    assert lines(page) == [
        [
            ("“TK” is still in the headline.", "#id_headline"),
            ("It has neither a byline nor a source.", "#bylines-group"),
        ],
        [("It has no standfirst.", "#id_standfirst")],
    ]
    text = page.content.decode()
    assert "2 to mend, 1 to look at" in text
    assert all(f'id="{anchor}"' in text for anchor in ("id_headline", "id_standfirst", "bylines-group"))


def test_every_field_that_the_checklist_leads_to_is_on_the_form(signed_in, editor, address):
    text = signed_in(editor).get(address(make_article(), "change")).content.decode()

    fields = ("headline", "standfirst", "body", "section", "lead_image", "translation_of", "kicker", "search_title")
    anchors = [*(f"id_{name}" for name in fields), "bylines-group", "related_articles-group"]
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in text] == []


def test_story_that_has_everything_says_so(signed_in, editor, address):
    page = signed_in(editor).get(address(make_article(), "change"))

    assert (page.context["checklist"].counts, lines(page)) == ("Everything is there", [[], []])


def test_spiked_story_has_no_checklist(signed_in, editor, address):
    article = make_article()
    desk.spike(article, by=editor)

    assert signed_in(editor).get(address(article, "change")).context["checklist"] is None


def test_refused_submit_lists_each_problem_with_a_link_to_its_field(signed_in, editor, address):
    article = unready()

    page = signed_in(editor).post(address(article, "move", "submit"), {"revision": 1})

    form = address(article, "change")
    assert page.status_code == 400
    assert [where for _sentence, where in lines(page)[0]] == [f"{form}#id_headline", f"{form}#bylines-group"]
    assert page.context["lists_problems"] is True
    plain = signed_in(editor).post(address(article, "move", "submit"), headers={"accept": "text/plain"})
    assert plain.content.decode() == (
        "The story is not ready: “TK” is still in the headline. It has neither a byline nor a source.\n"
    )


@pytest.mark.parametrize(
    ("action", "state"),
    [("submit", "draft"), ("approve", "in_review"), ("publish", "approved"), ("schedule", "approved")],
)
def test_page_of_a_move_shows_the_checklist(signed_in, editor, address, action, state):
    article = make_article(state, standfirst="")

    page = signed_in(editor).get(address(article, "move", action))

    assert lines(page) == [[], [("It has no standfirst.", f"{address(article, 'change')}#id_standfirst")]]


def test_page_of_a_change_shows_the_checklist_of_its_own_text(signed_in, editor, address):
    article = make_article("approved")
    change = timed.schedule(article, by=editor, run_at="2031-01-06T18:00")
    editing.save(article, by=editor, revision=1, headline="TK")

    page = signed_in(editor).get(f"{address(article, 'move', 'schedule')}?change={change.pk}")

    assert (lines(page), page.context["checklist"].revision) == ([[], []], 1)


def test_page_of_a_hold_shows_no_checklist(signed_in, editor, address):
    article = make_article("published", "live")

    page = signed_in(editor).get(address(article, "move", "schedule"))

    assert page.context["checklist"] is None


def test_picture_that_lacks_something_has_a_link_to_its_own_page(signed_in, editor, address):
    picture = make_image(captions={}, alternatives={}, credit="")

    page = signed_in(editor).get(address(make_article(lead_image=picture), "change"))

    shown = page.context["checklist"].to_look_at
    assert {(line.address, line.picture) for line in shown} == {
        ("#id_lead_image", f"/admin/articles/image/{picture.pk}/change/")
    }


def test_problem_names_no_story_that_the_person_may_not_see(signed_in, outside_editor, other_section, address):
    secret = make_article(headline="Nobody may know of this")
    article = make_article(
        section=other_section, related=[secret.pk], body=f'<p><a data-article="{secret.pk}">x</a></p>'
    )

    page = signed_in(outside_editor).get(address(article, "change"))

    assert page.status_code == 200
    assert "Nobody may know of this" not in page.content.decode()
