import json

import pytest
from django.test import Client

from articles import desk, editing
from articles.models import Article, Revision, Transition
from newsroom.desk.models import KeptText
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


# --- keeping


def test_autosave_keeps_the_form_and_touches_nothing(signed_in, reporter, article, autosaved, fingerprint):
    before = fingerprint()

    answer = autosaved(signed_in(reporter), article, sequence=3, revision="1", headline="Ferry late", topics=["4", "9"])

    row = KeptText.objects.get()
    assert answer.status_code == 200
    assert answer.json()["sequence"] == 3
    assert answer.json()["sentence"].startswith("All changes kept · ")
    assert (row.typed_by, row.article, row.kind, row.started_from) == (reporter, article, "autosave", 1)
    assert row.typed == {"revision": ["1"], "headline": ["Ferry late"], "topics": ["4", "9"]}
    assert fingerprint() == before


def test_autosave_takes_a_posted_form_with_its_rows(signed_in, reporter, article, typed, address):
    values = typed(article, headline="Ferry late", window="w1", sequence="1", desk_state="published")

    answer = signed_in(reporter).post(address(article, "autosave"), values)

    kept = KeptText.objects.get().typed
    assert answer.status_code == 200
    assert (kept["headline"], kept["bylines-0-name"], kept["bylines-TOTAL_FORMS"]) == (
        ["Ferry late"],
        ["Rana Haddad"],
        ["1"],
    )
    assert "desk_state" not in kept


def test_autosave_has_one_row_a_window(signed_in, reporter, article, autosaved):
    browser = signed_in(reporter)
    for sequence in (1, 2):
        autosaved(browser, article, sequence=sequence, headline=f"Typed {sequence}")
    autosaved(browser, article, window="w2", sequence=1, headline="The other window")

    rows = KeptText.objects.order_by("window")
    assert [(row.window, row.typed["headline"]) for row in rows] == [("w1", ["Typed 2"]), ("w2", ["The other window"])]


def test_autosave_never_goes_back_in_its_window(signed_in, reporter, article, autosaved):
    browser = signed_in(reporter)
    autosaved(browser, article, sequence=5, headline="Newer")

    answer = autosaved(browser, article, sequence=4, headline="Older")

    assert answer.status_code == 409
    assert KeptText.objects.get().typed["headline"] == ["Newer"]


def test_autosave_that_does_not_count_follows_itself(signed_in, reporter, article, autosaved):
    for text in ("First", "Second"):
        autosaved(signed_in(reporter), article, window="", headline=text)

    assert KeptText.objects.get().typed["headline"] == ["Second"]


def test_autosave_of_a_form_for_a_new_story(signed_in, reporter, autosaved):
    browser = signed_in(reporter)

    answer = autosaved(browser, "add", headline="New pier")

    assert answer.status_code == 200
    assert KeptText.objects.get().article is None
    page = browser.get(ADD).content.decode()
    assert "You typed something here that was not saved." in page
    assert "New pier" in page


def test_priority_alone_of_a_new_story_is_offered(signed_in, reporter, autosaved):
    browser = signed_in(reporter)
    autosaved(browser, "add", headline="", **{"initial-priority": "2", "priority": "3"})

    page = browser.get(ADD).content.decode()
    assert "You typed something here that was not saved." in page
    assert browser.get(f"{ADD}kept/").status_code == 200


@pytest.mark.parametrize("where", ["story", "add"])
def test_body_that_can_never_be_saved_is_offered_as_it_was_typed(signed_in, reporter, article, autosaved, where):
    browser, key = signed_in(reporter), article.pk if where == "story" else "add"
    autosaved(browser, key, body="<blockquote>" * 1000 + "Deep down.")

    page = "/admin/articles/article/add/" if where == "add" else f"/admin/articles/article/{key}/change/"
    assert "You typed something here that was not saved." in browser.get(page).content.decode()
    kept = browser.get(f"/admin/articles/article/{key}/kept/{KeptText.objects.get().pk}/").content.decode()
    assert "Deep down." in kept


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"[]",
        b"{",
        b"[" * 100_000,
        b'"text"',
        b'{"fields": 3}',
        b'{"headline": {"a": 1}}',
        b'{"headline": [[1]]}',
        b'{"window": "../x", "headline": "a"}',
        b'{"sequence": "-1", "headline": "a"}',
        b'{"sequence": "9e99", "headline": "a"}',
        b'{"headline": ' + b"9" * 5000 + b"}",
    ],
)
def test_malformed_autosave_is_a_clear_400(signed_in, reporter, article, address, sent):
    answer = signed_in(reporter).post(address(article, "autosave"), sent, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["sentence"]
    assert not KeptText.objects.exists()


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\u202ex", "😀" * 1000, "</script><script>alert(1)</script>"])
def test_odd_text_is_kept(signed_in, reporter, article, address, text):
    sent = json.dumps({"headline": text, "revision": 1})

    answer = signed_in(reporter).post(address(article, "autosave"), sent, content_type="application/json")

    assert answer.status_code == 200
    page = signed_in(reporter).get(address(article, "kept")).content.decode()
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(
    "more",
    [{"bylines-\x00": "a"}, {"bylines-\ud800": "a"}, {"kicker": []}, {"body": [], "bylines-0-name": [], "slug": []}],
)
def test_odd_fields_are_not_kept_and_break_nothing(signed_in, reporter, article, address, autosaved, more):
    browser = signed_in(reporter)

    answer = autosaved(browser, article, headline="Ferry late", **more)

    assert answer.status_code == 200
    assert KeptText.objects.get().typed == {"headline": ["Ferry late"]}
    assert "You typed something here" in browser.get(address(article)).content.decode()


def test_refused_save_with_odd_fields_is_kept(signed_in, reporter, article, typed, address):
    values = typed(article, revision="7", headline="Ferry late") | {"bylines-\x00": "a"}

    assert signed_in(reporter).post(address(article), values).status_code == 409
    assert KeptText.objects.get().typed["headline"] == ["Ferry late"]


@pytest.mark.parametrize("kilobytes", [1100, 5500])
def test_autosave_of_too_much_says_so(signed_in, reporter, article, autosaved, kilobytes):
    answer = autosaved(signed_in(reporter), article, body="x" * kilobytes * 1024)

    assert answer.status_code == 413
    assert "1 MB" in answer.json()["sentence"]


def test_autosave_needs_the_right_to_change_the_story(
    signed_in, reporter2, outside_reporter, administrator, moderator, article, autosaved
):
    people = (reporter2, outside_reporter, administrator, moderator)

    answers = [autosaved(signed_in(person), article, headline="Mine") for person in people]

    assert [answer.status_code for answer in answers] == [403, 404, 403, 404]
    assert not KeptText.objects.exists()


def test_autosave_of_a_hidden_story_answers_as_one_that_is_not_there(signed_in, outside_reporter, article, autosaved):
    browser = signed_in(outside_reporter)

    answers = [autosaved(browser, pk, headline="Mine") for pk in (article.pk, 10**9, "0", "9" * 30, "1abc", "%00")]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert len({answer.content for answer in answers}) == 1


def test_autosave_is_posted_with_a_token(reporter, article, address, signed_in):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reporter)

    assert browser.post(address(article, "autosave"), {"headline": "x"}).status_code == 403
    assert signed_in(reporter).get(address(article, "autosave")).status_code == 405


def test_autosave_of_a_form_that_somebody_else_opened_is_not_taken(signed_in, reporter, editor, article, autosaved):
    answer = autosaved(signed_in(editor), article, person=reporter.pk, headline="The reporter's")

    assert answer.status_code == 409
    assert not KeptText.objects.exists()


# --- offering


def test_form_offers_what_was_kept_with_what_differs(signed_in, reporter, article, autosaved, address):
    browser = signed_in(reporter)
    autosaved(browser, article, revision="1", headline="Ferry late", body="<p>One two three.</p>")

    page = browser.get(address(article))

    (offer,) = page.context["kept_offers"]
    assert offer.what == "headline, body (3 words; 4 are saved)"
    assert offer.form_address in page.content.decode()


def test_form_does_not_offer_what_is_saved_anyway(signed_in, reporter, article, autosaved, address):
    browser = signed_in(reporter)
    autosaved(browser, article, revision="1", headline="Ferry back on  time", body="<p>The ferry is back.</p>")

    assert browser.get(address(article)).context["kept_offers"] == []


def test_what_was_kept_is_offered_to_nobody_else(signed_in, reporter, editor, chief, article, autosaved, address):
    autosaved(signed_in(reporter), article, headline="Private words")
    row = KeptText.objects.get()

    for person in (editor, chief):
        browser = signed_in(person)
        assert browser.get(address(article)).context["kept_offers"] == []
        assert b"Private words" not in browser.get(address(article, "kept")).content
        assert browser.get(address(article, "kept_text", row.pk)).status_code == 404
        assert browser.get(f"{address(article)}?kept={row.pk}").status_code == 404
        assert browser.post(address(article, "throw_away", row.pk)).status_code == 404
    row.refresh_from_db()
    assert row.settled_at is None


def test_kept_text_belongs_to_its_story(signed_in, reporter, article, autosaved, address):
    other = make_article(by=reporter)
    browser = signed_in(reporter)
    autosaved(browser, article, headline="Of the first story")
    number = KeptText.objects.get().pk

    assert browser.get(address(other, "kept_text", number)).status_code == 404
    assert browser.get(f"{address(other)}?kept={number}").status_code == 404
    assert browser.get(f"{ADD}?kept={number}").status_code == 404


@pytest.mark.parametrize("number", ["0", "01", "-1", "x", "9" * 30, "%00", "1.0", "None"])
def test_odd_number_of_a_kept_text_is_404(signed_in, reporter, article, number):
    browser = signed_in(reporter)

    paths = [f"{article.pk}/change/?kept={number}", f"{article.pk}/kept/{number}/", f"add/?kept={number}"]

    assert [browser.get(f"/admin/articles/article/{path}").status_code for path in paths] == [404] * 3


def test_taking_over_fills_the_form_and_saves_nothing(signed_in, reporter, section, address, typed, fingerprint):
    topic = make_topic("water")
    article = make_article(by=reporter, section=section, kicker="Port", topics=[topic.pk])
    browser = signed_in(reporter)
    rows = [
        {"id": "", "article": article.pk, "order": "1", "author": "", "name": "New Name", "role": "by"},
        {"id": "", "article": article.pk, "order": "2", "author": "", "name": "Second Name", "role": "photos"},
    ]
    browser.post(address(article, "autosave"), typed(article, headline="Typed headline", bylines=rows, window="w1"))
    before = fingerprint()

    page = browser.get(f"{address(article)}?kept={KeptText.objects.get().pk}")

    content = page.content.decode()
    assert page.status_code == 200
    assert fingerprint() == before
    assert 'value="Typed headline"' in content
    assert ['value="New Name"' in content, 'value="Second Name"' in content] == [True, True]
    assert page.context["adminform"].form["topics"].value() == []
    assert page.context["keeping"]["goes_on_from"] == f"{KeptText.objects.get().pk}-0"


def test_taking_over_a_few_fields_leaves_the_others_as_they_are_saved(signed_in, reporter, section, address, autosaved):
    topic = make_topic("water")
    article = make_article(by=reporter, section=section, kicker="Port", topics=[topic.pk])
    browser = signed_in(reporter)
    autosaved(browser, article, revision="1", headline="Typed headline")

    page = browser.get(f"{address(article)}?kept={KeptText.objects.get().pk}")

    form = page.context["adminform"].form
    assert [form[name].value() for name in ("headline", "kicker", "topics")] == [
        "Typed headline",
        "Port",
        [str(topic.pk)],
    ]
    assert 'value="Rana Haddad"' in page.content.decode()


def test_taking_over_what_was_begun_before_somebody_saved_shows_both(
    signed_in, reporter, editor, article, autosaved, address
):
    browser = signed_in(reporter)
    autosaved(browser, article, revision="1", body="<p>The ferry is late.</p>")
    editing.save(article, by=editor, revision=1, headline="Ferry back", body="<p>The ferry is back.</p><p>More.</p>")

    page = browser.get(f"{address(article)}?kept={KeptText.objects.get().pk}")

    assert page.status_code == 200
    assert [row.label for row in page.context["differences"]] == ["body"]
    assert page.context["adminform"].form["revision"].value() == "2"


def test_throwing_away_puts_aside_and_lists(signed_in, reporter, article, autosaved, address):
    browser = signed_in(reporter)
    autosaved(browser, article, headline="Typed")
    number = KeptText.objects.get().pk

    answer = browser.post(address(article, "throw_away", number))

    assert (answer.status_code, answer.url) == (302, address(article))
    assert browser.get(address(article)).context["kept_offers"] == []
    assert "done with" in browser.get(address(article, "kept")).content.decode()
    assert browser.get(address(article, "throw_away", number)).status_code == 405


# --- saving


def test_save_clears_what_its_window_kept(signed_in, reporter, article, autosaved, typed, address):
    browser = signed_in(reporter)
    autosaved(browser, article, sequence=4, headline="Ferry late")
    autosaved(browser, article, window="w2", sequence=9, headline="Of another window")

    browser.post(address(article), typed(article, headline="Ferry late", window="w1", sequence="4"))

    assert [row.typed["headline"] for row in KeptText.objects.all()] == [["Of another window"]]


def test_save_leaves_what_was_typed_after_it_was_sent(signed_in, reporter, article, autosaved, typed, address):
    browser = signed_in(reporter)
    autosaved(browser, article, sequence=5, headline="Typed on")

    browser.post(address(article), typed(article, headline="Ferry late", window="w1", sequence="4"))

    assert KeptText.objects.get().typed["headline"] == ["Typed on"]


def test_save_of_a_form_that_went_on_from_a_kept_text_is_done_with_it(
    signed_in, reporter, article, autosaved, typed, address
):
    browser = signed_in(reporter)
    autosaved(browser, article, window="crashed", sequence=7, revision="1", headline="Ferry late")
    row = KeptText.objects.get()

    browser.post(address(article), typed(article, headline="Ferry late", window="w2", goes_on_from=f"{row.pk}-7"))

    assert browser.get(address(article)).context["kept_offers"] == []


def test_kept_text_that_was_typed_on_is_not_done_with(signed_in, reporter, article, autosaved, typed, address):
    browser = signed_in(reporter)
    autosaved(browser, article, window="still-open", sequence=8, revision="1", headline="Typed on elsewhere")
    row = KeptText.objects.get()

    browser.post(address(article), typed(article, headline="Ferry late", window="w2", goes_on_from=f"{row.pk}-7"))

    assert [offer.kept for offer in browser.get(address(article)).context["kept_offers"]] == [row]


def test_save_refuses_what_its_window_sends_late(signed_in, reporter, article, autosaved, typed, address):
    browser = signed_in(reporter)
    browser.post(address(article), typed(article, headline="Ferry late", window="w1", sequence="4"))

    answer = autosaved(browser, article, sequence=3, headline="Before the save")

    assert answer.status_code == 409
    assert not KeptText.objects.exists()


def test_adding_clears_the_draft_of_its_form(signed_in, reporter, section, autosaved, typed):
    browser = signed_in(reporter)
    autosaved(browser, "add", sequence=2, headline="New pier")

    browser.post(ADD, typed(headline="New pier", section=section.pk, window="w1", sequence="2"))

    assert not KeptText.objects.exists()
    assert browser.get(ADD).context["kept_offers"] == []


def test_two_tabs_of_which_one_changes_the_priority_alone_are_both_saved(signed_in, reporter, article, typed, address):
    browser = signed_in(reporter)
    other_tab = typed(article, body="<p>Typed in the other tab.</p>")
    browser.post(address(article), typed(article, priority="3") | {"initial-priority": "2"})

    assert browser.post(address(article), other_tab).status_code == 302
    assert Article.objects.get(pk=article.pk).body == "<p>Typed in the other tab.</p>"


def test_due_time_set_by_somebody_else_survives_a_save(signed_in, reporter, article, editor, typed, address):
    values = typed(article, headline="Ferry late") | {"initial-due_at": "", "initial-priority": "2"}
    editing.save(article, by=editor, revision=1, priority=3)

    answer = signed_in(reporter).post(address(article), values)

    article.refresh_from_db()
    assert answer.status_code == 302
    assert (article.headline, article.priority) == ("Ferry late", 3)


# --- refused


def test_refused_save_is_kept_and_named(signed_in, reporter, editor, article, typed, address, fingerprint):
    values = typed(article, headline="My headline", window="w1", sequence="2")
    editing.save(article, by=editor, revision=1, headline="Theirs")
    before = fingerprint()

    page = signed_in(reporter).post(address(article), values)

    row = KeptText.objects.get()
    assert page.status_code == 409
    assert fingerprint() == before
    assert (row.kind, row.started_from, row.typed["headline"]) == ("refused", 1, ["My headline"])
    assert address(article, "kept_text", row.pk) in page.content.decode()


def test_refused_saves_of_one_person_are_all_recoverable(signed_in, reporter, editor, article, typed, address):
    editing.save(article, by=editor, revision=1, headline="Theirs")
    browser = signed_in(reporter)
    for number in range(5):
        browser.post(address(article), typed(article, revision="1", body=f"<p>Attempt number {number}.</p>"))

    pages = [browser.get(address(article, "kept_text", row.pk)).content.decode() for row in KeptText.objects.all()]

    assert all(sum(f"Attempt number {number}." in page for page in pages) == 1 for number in range(5))


def test_save_after_a_refusal_is_done_with_the_refused_text(signed_in, reporter, editor, article, typed, address):
    editing.save(article, by=editor, revision=1, headline="Theirs")
    browser = signed_in(reporter)
    page = browser.post(address(article), typed(article, revision="1", headline="Mine"))
    article.refresh_from_db()

    values = typed(article, headline="Mine", goes_on_from=page.context["keeping"]["goes_on_from"])
    answer = browser.post(address(article), values)

    assert answer.status_code == 302
    assert KeptText.objects.get().settled_at is not None


@pytest.mark.parametrize("move", ["submit", "spike"])
def test_form_of_a_story_that_moved_on_gives_back_and_keeps(signed_in, reporter, editor, article, typed, address, move):
    values = typed(article, headline="Typed meanwhile", body="<p>Long typed text.</p>")
    if move == "submit":
        desk.submit(article, by=editor)
    else:
        desk.spike(article, by=editor)
    transitions = Transition.objects.count()

    page = signed_in(reporter).post(address(article), values)

    content = page.content.decode()
    assert page.status_code in (403, 409)
    assert ["Typed meanwhile" in content, "Long typed text." in content] == [True, True]
    assert KeptText.objects.get().typed["headline"] == ["Typed meanwhile"]
    assert (Transition.objects.count(), Revision.objects.filter(article=article).count()) == (transitions, 1)


# --- the page


@pytest.mark.parametrize("rows", [1, 3])
def test_kept_list_takes_the_same_queries_whatever_is_in_it(
    signed_in, reporter, article, autosaved, address, rows, django_assert_max_num_queries
):
    browser = signed_in(reporter)
    for number in range(rows):
        autosaved(browser, article, window=f"w{number}", headline=f"Typed {number}")

    with django_assert_max_num_queries(12):
        page = browser.get(address(article, "kept"))

    assert page.content.count(b"Put into the form") == rows


def test_form_takes_few_queries(signed_in, reporter, article, autosaved, address, django_assert_max_num_queries):
    browser = signed_in(reporter)
    autosaved(browser, article, revision="1", headline="Typed", body="<p>Typed body.</p>")
    browser.get(address(article))

    with django_assert_max_num_queries(25):
        browser.get(address(article))


@pytest.mark.parametrize("path", ["kept/", "kept/1/", "kept/1/throw-away/", "presence/", "take-over/"])
def test_hidden_story_answers_as_one_that_is_not_there(signed_in, outside_reporter, article, path):
    browser = signed_in(outside_reporter)

    for method in (browser.get, browser.post):
        answers = [method(f"/admin/articles/article/{pk}/{path}") for pk in (article.pk, 10**9)]
        assert answers[0].status_code in (404, 405)
        assert (answers[0].status_code, answers[0].content) == (answers[1].status_code, answers[1].content)


def test_token_is_for_whoever_is_signed_in(signed_in, client, reporter):
    answer = signed_in(reporter).get("/admin/token/")

    assert (answer.status_code, answer.json()["person"]) == (200, reporter.pk)
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/admin/token/").status_code == 302


def test_form_that_is_sent_twice_goes_on_as_another_window(signed_in, reporter, article, autosaved, typed, address):
    browser = signed_in(reporter)
    values = typed(article, headline="Ferry late", window="w1", sequence="4")
    browser.post(address(article), values)

    again = browser.post(address(article), values)

    window = again.context["keeping"]["window"]
    assert again.status_code == 409
    assert window != "w1"
    assert browser.get("/admin/token/").json()["saved_windows"] == ["w1"]
    assert autosaved(browser, article, window=window, sequence=5, headline="Typed on").status_code == 200
