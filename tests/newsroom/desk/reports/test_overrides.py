import pytest

from articles import desk, editing, publishing
from articles.models import Revision
from tests.factories import make_article

from .conftest import NOON, figures, filled, sections

pytestmark = pytest.mark.django_db


def rows(response):
    return [(row.what, row.headline, row.who, row.words, row.door) for row in response.context["rows"]]


def compared(article, before, after):
    address = f"/admin/articles/article/{article.pk}/compare/?from={before}&to={after}"
    return f"Revision {before} to {after}", address


def test_every_urgent_publication_and_typo_fix_is_listed_with_who_why_and_what(report_of, editor, chief, made_at):
    article = make_article(headline="Flood")
    publishing.publish_urgent(article, by=chief, reason="People have to know")
    made_at(article, NOON)
    publishing.fix_typo(article, by=editor, reason="A letter was missing", headline="Floods")
    made_at(article, NOON.replace(hour=11))

    response = report_of(editor, "overrides")

    revision = f"/admin/articles/article/{article.pk}/revision/1/"
    assert rows(response) == [
        ("Fix a typo", "Floods", "editor", "A letter was missing", compared(article, 1, 2)),
        ("Publish urgently", "Floods", "chief", "People have to know", ("Revision 1", revision)),
    ]
    assert {name: count for name, count in figures(response).items() if count != "0"} == {
        "Publish urgently": "1",
        "Fix a typo": "1",
    }
    assert filled(response) == {"4 Mar": ["1", "1"]}
    assert sections(response) == {"World": ["2"]}


def test_doors_of_a_row_open(report_of, client, editor, chief, made_at):
    article = make_article("published", "live")
    publishing.fix_typo(article, by=editor, reason="A slip", headline=f"{article.headline}!")
    made_at(article, NOON)

    (row,) = report_of(editor, "overrides").context["rows"]

    assert [client.get(address).status_code for address in (row.address, row.door[1])] == [200, 200]


def test_urgent_update_is_compared_with_what_readers_had(report_of, editor, chief, made_at, reporter):
    article = make_article("published", "live", by=reporter)
    for kicker in ("Once", "Twice"):
        editing.save(article, by=reporter, revision=article.revision_number, kicker=kicker)
    publishing.publish_urgent(article, by=chief, reason="It was wrong", kind="update")
    made_at(article, NOON)

    assert rows(report_of(editor, "overrides"))[0][-1] == compared(article, 1, 3)


def test_lifted_embargo_cleared_block_and_reinstated_story_are_overrides(report_of, editor, chief, editor2, made_at):
    embargoed = make_article("approved")
    desk.set_embargo(embargoed, by=editor, run_at=None)
    desk.lift_embargo(embargoed, by=chief, reason="Out elsewhere")
    blocked = make_article("approved")
    desk.block(blocked, by=editor, kind="second_person", text="Read by two.")
    desk.clear_block(blocked, by=editor2, reason="Read")
    back = make_article("published", "retracted")
    publishing.reinstate(back, by=chief, reason="It was right")
    for article in (embargoed, blocked, back):
        made_at(article, NOON)

    counts = figures(report_of(editor, "overrides"))

    assert [counts[name] for name in ("Lift the embargo", "Clear a block", "Reinstate")] == ["1", "1", "1"]


def test_approved_text_that_an_older_one_replaced_is_an_override(report_of, editor, reporter, made_at):
    article = make_article(by=reporter)
    editing.save(article, by=reporter, revision=1, kicker="New")
    desk.submit(article, by=reporter)
    desk.approve(article, by=editor, revision=2)
    editing.restore(article, by=editor, revision=Revision.objects.get(article=article, number=1))
    made_at(article, NOON)

    ((what, _headline, who, _reason, door),) = rows(report_of(editor, "overrides"))

    assert (what, who) == ("Approved text replaced by an older one", "editor")
    assert door[1] == f"/admin/articles/article/{article.pk}/revision/3/"


def test_usual_way_is_no_override(report_of, editor, made_at):
    article = make_article("published", "live")
    for action in ("create", "submit", "approve", "publish"):
        made_at(article, NOON, action)

    assert rows(report_of(editor, "overrides")) == []


def test_overrides_of_other_sections_are_not_told(report_of, editor, chief, other_section, made_at):
    chief.memberships.update(section=None)
    article = make_article(section=other_section, headline="Cup final moved")
    publishing.publish_urgent(article, by=chief, reason="People have to know")
    made_at(article, NOON)

    response = report_of(editor, "overrides")

    assert rows(response) == []
    assert "Cup final moved" not in response.content.decode()
    assert len(rows(report_of(chief, "overrides"))) == 1
