"""A stale save: both texts side by side, and their merge by paragraph put into the form."""

import re

import pytest

from articles import editing
from articles.models import Article
from tests.factories import make_article, make_author, make_topic

pytestmark = pytest.mark.django_db
BODY = "<p>First.</p><p>Second.</p><p>Third.</p>"


@pytest.fixture
def article(reporter, section):
    return make_article(by=reporter, section=section, headline="Ferry back", kicker="Port", body=BODY)


@pytest.fixture
def shown():
    """What a browser would post of a page's form: the fields as they are shown, with the choices as they are set."""

    def values(page, **changes):
        form = page.context["adminform"].form
        found = {name: form[name].value() for name in form.fields}
        for inline in page.context["inline_admin_formsets"]:
            for row in [inline.formset.management_form, *inline.formset.forms]:
                found |= {row.add_prefix(name): row[name].value() for name in row.fields}
        content = page.content.decode()
        found |= dict(re.findall(r'<input type="radio" name="(merge-[^"]+)" value="([a-z]+)" checked>', content))
        found |= dict(re.findall(r'<input type="hidden" name="(merge-from)" value="(\d*)">', content))
        return {name: "" if value is None else value for name, value in found.items()} | changes

    return values


def test_merge_takes_what_one_side_changed_and_saves_nothing(
    signed_in, reporter, editor, article, typed, address, shown
):
    values = typed(article, body="<p>First.</p><p>Second.</p><p>Third, by the reporter.</p>", kicker="Port")
    editing.save(article, by=editor, revision=1, body="<p>First, by the editor.</p><p>Second.</p><p>Third.</p>")
    browser = signed_in(reporter)
    stale = browser.post(address(article), values)

    merged = browser.post(address(article), shown(stale, _merge="1"))

    form = merged.context["adminform"].form
    assert (stale.status_code, merged.status_code) == (409, 200)
    assert form["body"].value() == "<p>First, by the editor.</p><p>Second.</p><p>Third, by the reporter.</p>"
    assert form["revision"].value() == "2"
    assert Article.objects.get(pk=article.pk).revision_number == 2
    assert "The merge is in the form." in merged.content.decode()

    assert browser.post(address(article), shown(merged)).status_code == 302
    assert Article.objects.get(pk=article.pk).body == form["body"].value()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("saved", "<p>First.</p><p>Editor.</p><p>Third.</p>"),
        ("mine", "<p>First.</p><p>Reporter.</p><p>Third.</p>"),
        ("both", "<p>First.</p><p>Editor.</p><p>Reporter.</p><p>Third.</p>"),
    ],
)
def test_paragraph_that_both_changed_is_a_choice(
    signed_in, reporter, editor, article, typed, address, shown, choice, expected
):
    values = typed(article, kicker="Port", body=BODY.replace("Second.", "Reporter."))
    editing.save(article, by=editor, revision=1, body=BODY.replace("Second.", "Editor."))
    browser = signed_in(reporter)
    page = browser.post(address(article), values)
    asked = shown(page)
    (name,) = [name for name in asked if name.startswith("merge-body")]

    merged = browser.post(address(article), asked | {name: choice, "_merge": "1"})

    assert asked[name] == "mine"
    assert merged.context["adminform"].form["body"].value() == expected


def test_conflict_without_a_choice_keeps_both(signed_in, reporter, editor, article, typed, address):
    values = typed(article, kicker="Port", body=BODY.replace("Second.", "Reporter."))
    editing.save(article, by=editor, revision=1, body=BODY.replace("Second.", "Editor."))
    values |= {"revision": "2", "merge-from": "1", "_merge": "1"}

    merged = signed_in(reporter).post(address(article), values)

    assert merged.context["adminform"].form["body"].value() == (
        "<p>First.</p><p>Editor.</p><p>Reporter.</p><p>Third.</p>"
    )


def test_merge_of_other_fields_and_lists(signed_in, reporter, editor, section, typed, address, shown):
    old, theirs, mine = (make_topic(slug) for slug in ("old", "theirs", "mine"))
    author = make_author("nadia")
    article = make_article(by=reporter, section=section, headline="Ferry back", kicker="Port", topics=[old.pk])
    byline = {"id": "", "article": article.pk, "order": "", "author": "", "role": "by"}
    rows = [byline | {"name": "Rana Haddad"}, byline | {"name": "Added Byreporter", "role": "photos"}]
    values = typed(article, kicker="Harbour", bylines=rows, topics=[old.pk, mine.pk])
    lines = [
        {"author": author.pk, "name": "", "role": "editing"},
        {"author": None, "name": "Rana Haddad", "role": "by"},
    ]
    editing.save(article, by=editor, revision=1, headline="Ferry sails", bylines=lines, topics=[theirs.pk])
    browser = signed_in(reporter)
    page = browser.post(address(article), values)

    merged = browser.post(address(article), shown(page, _merge="1"))
    answer = browser.post(address(article), shown(merged))

    saved = Article.objects.get(pk=article.pk)
    assert (merged.status_code, answer.status_code) == (200, 302)
    assert (saved.headline, saved.kicker) == ("Ferry sails", "Harbour")
    assert [(row.author_id, row.name) for row in saved.bylines.all()] == [
        (author.pk, ""),
        (None, "Rana Haddad"),
        (None, "Added Byreporter"),
    ]
    assert {topic.slug for topic in saved.topics.all()} == {"theirs", "mine"}


def test_merge_that_somebody_overtakes_asks_again(signed_in, reporter, editor, article, typed, address, shown):
    values = typed(article, kicker="Port", body=BODY.replace("Third.", "Reporter."))
    editing.save(article, by=editor, revision=1, body=BODY.replace("First.", "Editor."))
    browser = signed_in(reporter)
    page = browser.post(address(article), values)
    editing.save(article, by=editor, revision=2, kicker="Newer still")

    again = browser.post(address(article), shown(page, _merge="1"))

    form = again.context["adminform"].form
    assert again.status_code == 409
    assert form["body"].value() == "<p>Editor.</p><p>Second.</p><p>Reporter.</p>"
    assert [row.label for row in again.context["differences"]] == ["kicker", "body"]
    assert form["revision"].value() == "3"


@pytest.mark.parametrize("named", ["", "7", "?", "1" * 30, "²", "\x00"])
def test_merge_from_an_unknown_start_loses_nothing(signed_in, reporter, editor, article, typed, address, named):
    values = typed(article, kicker="Port", body=BODY.replace("Second.", "Reporter."))
    editing.save(article, by=editor, revision=1, body=BODY.replace("Second.", "Editor."))
    values |= {"revision": "2", "merge-from": named, "_merge": "1"}

    merged = signed_in(reporter).post(address(article), values)

    body = merged.context["adminform"].form["body"].value()
    assert ["Editor." in body, "Reporter." in body] == [True, True]


def test_both_texts_stand_side_by_side_in_their_direction(signed_in, reporter, editor, section, typed, address):
    article = make_article(by=reporter, section=section, language="ar", headline="الميناء", body="<p>عاد القارب.</p>")
    values = typed(article, body="<p>عاد القارب مساء.</p>")
    editing.save(article, by=editor, revision=1, body="<p>عاد القارب صباحا.</p>")

    page = signed_in(reporter).post(address(article), values)

    (difference,) = page.context["differences"]
    (row,) = difference.rows
    assert (difference.lang, difference.dir) == ("ar", "rtl")
    assert [span.text for span in row.saved if span.kind != "same"] == ["صباحا"]
    assert [span.text for span in row.typed if span.kind != "same"] == ["مساء"]
    assert '<div class="words" lang="ar" dir="rtl">' in page.content.decode()


def test_nothing_of_either_text_becomes_markup(signed_in, reporter, editor, article, typed, address):
    values = typed(article, headline="<img src=x onerror=alert(1)>", kicker="Port")
    editing.save(article, by=editor, revision=1, headline="<script>alert(2)</script>")

    page = signed_in(reporter).post(address(article), values).content.decode()

    assert ["<img src=x" in page, "<script>alert" in page] == [False, False]


def test_typed_story_that_only_goes_on_is_not_saved(signed_in, reporter, article, typed, address):
    answer = signed_in(reporter).post(address(article), typed(article, headline="Back again", _go_on="1"))

    assert answer.status_code == 200
    assert 'value="Back again"' in answer.content.decode()
    assert Article.objects.get(pk=article.pk).headline == "Ferry back"


def test_new_story_that_only_goes_on_is_not_added(signed_in, reporter, section, typed):
    values = typed(headline="Back again", section=section.pk, _go_on="1")

    answer = signed_in(reporter).post("/admin/articles/article/add/", values)

    assert (answer.status_code, Article.objects.count()) == (200, 0)
    assert 'value="Back again"' in answer.content.decode()
