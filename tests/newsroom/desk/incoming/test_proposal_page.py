import pytest
from django.test import Client
from django.urls import reverse

from articles import desk, editing, publishing
from articles.models import Article, Publication
from articles.rights import Role
from newsroom.desk.after_proposal import tell_of_proposal
from newsroom.desk.models import InboxItem
from newsroom.wire.models import ProposedUpdate
from tests.browsers import browser
from tests.factories import make_section, make_topic, make_user
from tests.newsroom.desk.incoming.newer import MENDED, in_hand, newer

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(wire):
    return make_user(Role.EDITOR, username="nadia")


@pytest.fixture
def article(wire, person):
    return in_hand(wire, person, kicker="Ferries")


def address(article):
    return reverse("admin:articles_article_proposed", args=[article.pk])


def send(person, article, version, decision, **changes):
    read = {"proposal": version.pk, "digest": version.digest, "revision": article.revision_number}
    return browser(person).post(address(article), {"decision": decision, **read, **changes})


def fresh(article):
    return Article.objects.get(pk=article.pk)


def test_page_shows_what_the_source_has_changed(wire, article, person):
    newer(wire, headline="Ferries agree at last")

    page = browser(person).get(address(article))

    lines = [(line.field.name, line.is_ticked, line.offer.by_source) for line in page.context["shown"].lines]
    assert lines == [("headline", True, True), ("kicker", False, False), ("body", True, True)]
    assert [field.name for field in page.context["shown"].by_source.fields] == ["headline", "body"]
    changed = page.context["shown"].lines[2].field.groups[1][1][0]
    assert ("week" in changed.marked, "month" in changed.marked) == (True, True)


def test_all_that_the_source_changed_is_taken_over_and_nothing_of_the_desks(wire, article, person):
    proposal = newer(wire, headline="Ferries agree at last")

    answer = send(person, article, proposal, "all")

    saved, proposal = fresh(article), ProposedUpdate.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/articles/article/{article.pk}/change/")
    assert (saved.headline, saved.kicker, saved.slug) == ("Ferries agree at last", "Ferries", "ferries-agree")
    assert saved.body.endswith(MENDED)
    revision = saved.head_revision
    assert (revision.author, revision.number) == (person, article.revision_number + 1)
    assert revision.note == "Taken over from Coastal Wire: headline, body"
    assert (proposal.is_taken, proposal.decided_by) == (True, person)


def test_only_the_chosen_fields_are_taken_over(wire, article, person):
    proposal = newer(wire, headline="Ferries agree at last")

    send(person, article, proposal, "chosen", field=["headline"])

    assert (fresh(article).headline, fresh(article).body) == ("Ferries agree at last", article.body)


def test_what_both_have_changed_is_asked_about(wire, person):
    article = in_hand(wire, person, headline="Ferries agree with unions")
    newer(wire, headline="Ferries agree at last")

    lines = browser(person).get(address(article)).context["shown"].lines

    assert [(line.field.name, line.is_ticked) for line in lines] == [("headline", False), ("body", True)]
    assert lines[0].said == "Changed by the desk and by the source: taking it over replaces the desk's."


def test_what_the_desk_has_added_stays(wire, article, person):
    topic, section = make_topic("pay"), make_section("sport")
    editing.save(article, by=person, revision=article.revision_number, topics=[topic.pk], section=section)
    article = fresh(article)

    send(person, article, newer(wire), "all")

    saved = fresh(article)
    assert (list(saved.topics.all()), saved.section, saved.body.endswith(MENDED)) == ([topic], section, True)


def test_dismissed_version_changes_nothing_and_does_not_come_back(wire, article, person):
    proposal = newer(wire)

    answer = send(person, article, proposal, "dismiss")

    decided = ProposedUpdate.objects.get()
    assert (answer.status_code, fresh(article).body) == (302, article.body)
    assert (decided.is_taken, decided.decided_by) == (False, person)
    with pytest.raises(ProposedUpdate.DoesNotExist):
        newer(wire)


def test_version_after_one_that_was_taken_over_is_compared_with_that_one(wire, article, person):
    send(person, article, newer(wire), "all")
    body = fresh(article).body + "<p>They sail on Monday.</p>"

    newer(wire, body=body)

    page = browser(person).get(address(article))
    assert [(line.field.name, line.is_ticked) for line in page.context["shown"].lines] == [
        ("kicker", False),
        ("body", True),
    ]
    assert page.context["shown"].by_source.changes == 1


def test_revision_that_somebody_has_overtaken_is_refused(wire, article, person):
    proposal = newer(wire)
    editing.save(fresh(article), by=person, revision=article.revision_number, kicker="Harbour")

    answer = send(person, article, proposal, "all")

    assert (answer.status_code, fresh(article).body) == (409, article.body)
    assert "saved" in answer.content.decode()
    assert ProposedUpdate.objects.waiting().count() == 1


def test_version_that_a_newer_one_replaced_is_refused_and_stays_on_record(wire, article, person):
    first = newer(wire)
    newer(wire, headline="Ferries agree at last")

    answer = send(person, article, first, "all")

    assert answer.status_code == 409
    assert "still newer version" in answer.content.decode()
    assert ProposedUpdate.objects.replaced().get().values == first.values


def test_version_that_somebody_else_has_decided_on_is_refused(wire, article, person):
    proposal = newer(wire)
    send(person, article, proposal, "dismiss")

    answer = send(person, article, proposal, "all")

    assert answer.status_code == 409
    assert "nadia has decided on this version meanwhile" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decision": ""}, "Say what is to be done"),
        ({"proposal": "0"}, "Say which version"),
        ({"digest": "x"}, "Say which version"),
        ({"revision": ""}, "Say which revision"),
        ({"decision": "chosen"}, "Choose at least one field"),
        ({"decision": "chosen", "field": ["related", "nothing", "desk_state"]}, "Choose at least one field"),
    ],
)
def test_what_is_missing_is_said(wire, article, person, changes, sentence):
    proposal, changes = newer(wire), dict(changes)

    answer = send(person, article, proposal, changes.pop("decision", "all"), **changes)

    assert (answer.status_code, fresh(article).revision_number) == (400, article.revision_number)
    assert sentence in answer.content.decode()


def test_live_story_becomes_a_draft_and_readers_keep_what_they_have(wire, article, person):
    chief = make_user(Role.CHIEF)
    publishing.publish_urgent(article, by=chief, kind="first", reason="Now.")
    article = fresh(article)

    send(person, article, newer(wire), "all")

    live = Publication.objects.get()
    assert (fresh(article).desk_state, live.status, MENDED in live.body_html) == ("draft", "live", False)


def test_approval_falls(wire, article, person):
    desk.submit(article, by=person)
    desk.approve(article, by=make_user(Role.CHIEF), revision=article.revision_number)
    article = fresh(article)

    send(person, article, newer(wire), "all")

    assert (fresh(article).desk_state, fresh(article).approved_revision) == ("draft", None)


def test_spiked_story_is_left_alone_and_its_version_can_be_dismissed(wire, article, person):
    desk.spike(article, by=person)
    proposal = newer(wire)

    taken = send(person, article, proposal, "all")
    dismissed = send(person, article, proposal, "dismiss")

    assert (taken.status_code, dismissed.status_code, fresh(article).body) == (409, 302, article.body)


def test_picture_and_author_that_are_gone_are_left_out(wire, article, person):
    proposal = newer(wire)
    values = proposal.values
    values["fields"]["lead_image_id"] = 999
    values["lists"]["bylines"] = [{"author": 999, "name": "", "role": "by"}, {"name": "Lina", "role": "photos"}]
    ProposedUpdate.objects.update(values=values)

    send(person, article, proposal, "all")

    saved = fresh(article)
    assert (saved.lead_image, list(saved.bylines.values_list("name", flat=True))) == (None, ["Lina"])


def test_form_list_and_board_say_that_a_version_waits(wire, article, person):
    newer(wire)
    desk_of = browser(person)

    form = desk_of.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    rows = desk_of.get("/admin/articles/article/").content.decode()
    board = desk_of.get("/admin/").content.decode()

    assert f'href="{address(article)}"' in form
    assert "new version</span>" in rows
    assert "Its source has sent a newer version" in board


def test_nothing_is_said_where_none_waits(wire, article, person):
    desk_of = browser(person)

    pages = [
        desk_of.get(path).content.decode() for path in (f"/admin/articles/article/{article.pk}/change/", "/admin/")
    ]

    assert ["newer version" in page for page in pages] == [False, False]
    assert "No newer version waits" in desk_of.get(address(article)).content.decode()


def test_history_tells_of_every_version(wire, article, person):
    first = newer(wire)
    send(person, article, first, "all")
    newer(wire, headline="Ferries agree at last")
    newer(wire, headline="Ferries agree for good")

    page = browser(person).get(f"/admin/articles/article/{article.pk}/history/")

    assert [line.what for line in page.context["other_lines"]][:3] == [
        "A newer version came from the source",
        "A newer version came from the source, and was replaced by a still newer one",
        "A newer version came from the source; nadia took it over",
    ]


def test_those_who_work_on_the_story_are_told_once_and_again_of_a_newer_one(wire, article, person):
    make_user(Role.EDITOR, username="other")

    told = [tell_of_proposal(newer(wire)), tell_of_proposal(ProposedUpdate.objects.get())]
    again = tell_of_proposal(newer(wire, headline="Ferries agree at last"))

    assert (told, again) == ([1, 1], 1)
    items = InboxItem.objects.order_by("pk").values_list("recipient__username", "happened", "actor_name", "words")
    assert list(items) == [
        ("nadia", "proposed", "Coastal Wire", "Ferries agree"),
        ("nadia", "proposed_again", "Coastal Wire", "Ferries agree at last"),
    ]
    inbox = browser(person).get("/admin/inbox/").content.decode()
    assert f'href="{address(article)}"' in inbox


def test_editors_are_told_of_a_story_that_nobody_works_on(wire, article, person):
    Article.objects.update(assignee=None)
    person.memberships.all().delete()
    editor = make_user(Role.EDITOR, username="rami")

    tell_of_proposal(newer(wire))

    assert InboxItem.objects.get().recipient == editor


def test_nobody_is_told_of_what_was_decided_meanwhile(wire, article, person):
    proposal = newer(wire)
    send(person, article, proposal, "dismiss")

    assert tell_of_proposal(ProposedUpdate.objects.get()) == 0


def test_reporter_who_may_read_alone_sees_no_buttons(wire, article):
    newer(wire)
    reporter = make_user(Role.REPORTER, article.section)

    page = browser(reporter).get(address(article))

    assert 'name="decision"' not in page.content.decode()
    assert Client().get(address(article)).status_code == 302


def form_of(person, article, action):
    return browser(person).get(f"/admin/articles/article/{article.pk}/move/{action}/").context["form"]


def test_correction_that_was_taken_over_is_offered_for_readers_until_they_have_it(wire, article, person):
    chief = make_user(Role.CHIEF, username="rami")
    publishing.publish_urgent(article, by=chief, reason="Now.")
    send(person, fresh(article), newer(wire, correction="Talks took a month, not a week."), "all")
    saved = fresh(article)
    urgent = form_of(chief, saved, "publish_urgent")
    desk.submit(saved, by=person)
    desk.approve(saved, by=chief, revision=saved.revision_number)

    for form in (urgent, form_of(person, saved, "publish"), form_of(person, saved, "schedule")):
        assert (form["kind"].value(), form["text"].value()) == ("correction", "Talks took a month, not a week.")
        assert "In the words of Coastal Wire" in form.fields["text"].help_text

    publishing.publish(saved, by=person, kind="correction", text="Talks took a month.")
    editing.save(saved, by=person, revision=saved.revision_number, kicker="Ports")
    form = form_of(chief, saved, "publish_urgent")
    assert (form["kind"].value(), form["text"].value()) == (None, None)


def test_correction_that_was_dismissed_or_that_no_reader_needs_is_not_offered(wire, article, person):
    chief = make_user(Role.CHIEF)
    send(person, article, newer(wire, correction="A slip."), "all")
    assert form_of(chief, article, "publish_urgent")["kind"].value() == "first"
    publishing.publish_urgent(fresh(article), by=chief, reason="Now.")

    send(person, fresh(article), newer(wire, headline="Ferries agree at last", correction="A slip."), "dismiss")

    editing.save(article, by=person, revision=fresh(article).revision_number, kicker="Ports")
    assert form_of(chief, article, "publish_urgent")["text"].value() is None
