import pytest

from articles import desk, editing, publishing
from articles.models import Correction, Publication
from tests.factories import make_article

from .conftest import NOON, figures, filled, in_the_past, sections

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(editor, reporter):
    """A story of the day that readers were told something about."""

    def made(kind="correction", at=NOON, text="The bridge is in Akka.", **extra):
        article = make_article("published", "live", by=reporter, **extra)
        editing.save(article, by=reporter, revision=1, kicker="Again")
        desk.submit(article, by=reporter)
        desk.approve(article, by=editor, revision=2)
        publishing.publish(article, by=editor, kind=kind, text=text)
        Publication.objects.filter(article=article).update(first_published_at=at)
        with in_the_past():
            Correction.objects.filter(publication__article=article).update(published_at=at)
        return article

    return made


def test_corrections_are_counted_and_set_against_a_hundred_stories(report_of, editor, corrected):
    corrected(), corrected("clarification"), corrected("update")
    Publication.objects.filter(article=make_article("published", "live")).update(first_published_at=NOON)

    response = report_of(editor, "corrections")

    assert figures(response) == {"Corrections": "1", "Clarifications": "1", "Corrections per 100 stories": "25"}
    assert filled(response) == {"4 Mar": ["1", "1"]}
    assert sections(response) == {"World": ["4", "1", "1", "25"]}


def test_rate_of_no_stories_is_none(report_of, editor, corrected):
    article = corrected()
    Publication.objects.filter(article=article).update(first_published_at=NOON.replace(year=2024))

    assert figures(report_of(editor, "corrections"))["Corrections per 100 stories"] == "–"


def test_each_correction_leads_to_its_story_and_to_what_changed(report_of, editor, corrected):
    article = corrected(text="The bridge is in <Akka>.")

    response = report_of(editor, "corrections")

    (row,) = response.context["rows"]
    assert (row.what, row.words, row.said_at) == (
        "Correction",
        "The bridge is in <Akka>.",
        "Tue 04 Mar 2025 12:00 pm",
    )
    assert row.door == (
        "Revision 1 to 2",
        f"/admin/articles/article/{article.pk}/compare/?from=1&to=2",
    )
    assert "in &lt;Akka&gt;." in response.content.decode()


def test_corrections_of_other_sections_are_not_told(report_of, editor, other_section, corrected):
    text = "The cup is in Haifa."
    article = corrected(text=text)
    type(article).objects.filter(pk=article.pk).update(section=other_section)

    response = report_of(editor, "corrections")

    assert figures(response)["Corrections"] == "0"
    assert text not in response.content.decode()


def test_list_goes_on_on_further_pages(report_of, editor, corrected):
    article = corrected()
    note = Correction.objects.get(publication__article=article)
    for _number in range(50):
        note.pk = None
        note.save()

    first, second = report_of(editor, "corrections"), report_of(editor, "corrections", page="2")

    assert [len(page.context["rows"]) for page in (first, second)] == [50, 1]
    assert "?from=2025-03-01&amp;to=2025-03-31&amp;page=2#report-list" in first.content.decode()
