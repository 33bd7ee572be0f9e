import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Membership
from newsroom.desk.inbox.lines import A_PAGE
from newsroom.desk.inbox.outbox import send_waiting
from newsroom.desk.inbox.telling import Event, tell
from newsroom.desk.models import Choices, InboxItem, Kind, Mail
from tests.browsers import browser
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
INBOX, CHOICES, READ_ALL = "/admin/inbox/", "/admin/inbox/choices/", "/admin/inbox/read/"
JSON = {"headers": {"accept": "application/json"}}
ODD = ["1abc", "01", "1.0", "-1", "0", "9" * 40, "1,2", "١"]


def happens(article, *people, happened="approve", words="", by=None):
    event = Event(
        key=f"move:{InboxItem.objects.count()}",
        article=article,
        happened=happened,
        at=timezone.now(),
        by=by,
        words=words,
    )
    tell(event, [person.pk for person in people])
    return InboxItem.objects.filter(event=event.key).first()


@pytest.fixture
def article(section):
    return make_article("draft", section=section, headline="The bridge is closed")


def page(client, address=INBOX, **query):
    return client.get(address, query).content.decode()


def test_item_says_who_did_what_to_which_story(article, reporter, editor):
    happens(article, reporter, happened="send_back", words="Who says <so>?", by=editor)

    shown = page(browser(reporter))

    assert f"\u2068{editor}\u2069 sent your story back." in shown
    assert '<bdi lang="en" dir="ltr">The bridge is closed</bdi>' in shown
    assert "Who says &lt;so&gt;?" in shown
    assert f'href="/admin/articles/article/{article.pk}/change/"' in shown


def test_header_of_every_page_counts_what_is_unread(article, reporter):
    happens(article, reporter)
    happens(article, reporter)

    assert 'href="/admin/inbox/">Inbox <span class="count">2</span>' in page(browser(reporter), "/admin/")


def test_item_of_a_story_that_is_out_of_sight_is_not_there_at_all(article, other_section, reporter2, mailoutbox):
    item = happens(article, reporter2, words="secret reason")
    client = browser(reporter2)
    Article.objects.filter(pk=article.pk).update(section=other_section)

    shown = page(client)
    refused = client.post(reverse("admin:inbox_read", args=[item.pk]))
    send_waiting()

    assert "The bridge is closed" not in shown
    assert "secret reason" not in shown
    assert '<span class="count">' not in shown.split("<main", 1)[0]
    assert refused.status_code == 404
    assert mailoutbox == []


def test_right_that_is_removed_empties_the_inbox_and_given_back_fills_it(article, reporter):
    happens(article, make_user("reporter", article.section, username="late"))
    late = browser(InboxItem.objects.get().recipient)
    rows = Membership.objects.filter(user__username="late")
    rows.update(role="moderator")
    without = page(late)
    rows.update(role="reporter")

    assert ("The bridge is closed" in without, "The bridge is closed" in page(late)) == (False, True)


def test_inbox_is_one_s_own(article, reporter, editor):
    item = happens(article, editor)
    client = browser(reporter)

    assert "The bridge is closed" not in page(client)
    assert client.post(reverse("admin:inbox_read", args=[item.pk])).status_code == 404
    assert client.post(READ_ALL, {"newest": item.pk}).status_code == 302
    assert InboxItem.objects.unread().count() == 1


def test_item_of_somebody_else_is_not_there_in_the_same_bytes(article, reporter, editor):
    item = happens(article, editor)
    client = browser(reporter)

    answers = [client.post(f"{INBOX}{key}/read/") for key in (item.pk, item.pk + 1000, *ODD)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_item_is_read_and_unread_again(article, reporter):
    item = happens(article, reporter)
    client, address = browser(reporter), reverse("admin:inbox_read", args=[item.pk])

    read = client.post(address, **JSON).json()
    unread = client.post(address, {"read": "0"}, **JSON).json()
    back = client.post(address, {"show": "unread", "kind": "approved"})

    assert (read["unread"], unread["unread"]) == (0, 1)
    assert back["Location"] == f"{INBOX}?show=unread&kind=approved"


def test_marking_all_leaves_what_came_since(article, reporter):
    shown = happens(article, reporter)
    since = happens(article, reporter)

    browser(reporter).post(READ_ALL, {"newest": shown.pk})

    assert list(InboxItem.objects.unread()) == [since]


def test_marking_all_of_a_kind_leaves_the_others(article, reporter):
    other = happens(article, reporter, happened="hold")
    shown = happens(article, reporter)

    browser(reporter).post(READ_ALL, {"newest": shown.pk, "kind": "approved"})

    assert list(InboxItem.objects.unread()) == [other]


@pytest.mark.parametrize("address", [READ_ALL, f"{INBOX}1/read/"])
def test_reading_is_a_post_with_a_token(article, reporter, address):
    happens(article, reporter)
    strict = browser(reporter, enforce_csrf_checks=True)

    assert browser(reporter).get(address).status_code == 405
    assert strict.post(address, {"newest": "1"}).status_code == 403
    assert InboxItem.objects.unread().count() == 1


@pytest.mark.parametrize("key", ODD)
def test_odd_values_are_not_there(article, reporter, key):
    client = browser(reporter)

    assert client.get(INBOX, {"before": key}).status_code == 404
    assert client.get(INBOX, {"show": key}).status_code == 404
    assert client.get(INBOX, {"kind": key}).status_code == 404
    assert client.post(READ_ALL, {"newest": key}).status_code == 404


def test_filters_narrow_the_list(article, reporter):
    read = happens(article, reporter, words="first words")
    InboxItem.objects.filter(pk=read.pk).update(read_at=timezone.now())
    happens(article, reporter, happened="hold", words="second words")
    client = browser(reporter)

    def shown(**query):
        text = page(client, **query)
        return ["first words" in text, "second words" in text]

    assert shown() == [True, True]
    assert shown(show="unread") == [False, True]
    assert shown(kind="approved") == [True, False]
    assert shown(kind="approved", show="unread") == [False, False]


def test_long_inbox_goes_on_from_the_last_item(article, reporter):
    for number in range(A_PAGE + 1):
        happens(article, reporter, words=f"words {number}.")
    client = browser(reporter)

    first = client.get(INBOX)
    older = page(client, before=first.context["listing"].older)

    assert ("words 30." in first.content.decode(), "words 0." in first.content.decode()) == (True, False)
    assert ("words 0." in older, "words 1." in older) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_inbox_takes_the_same_queries_whatever_is_in_it(section, reporter, editor, django_assert_num_queries, count):
    for _number in range(count):
        happens(make_article("draft", section=section), reporter, by=editor)
    client = browser(reporter)

    with django_assert_num_queries(6):  # the sign-in, the person, the items, the unread
        client.get(INBOX)


def test_mail_alone_is_not_listed(article, reporter):
    Choices.objects.create(person=reporter, inbox=[], mail=["approved"])
    happens(article, reporter)

    assert "The bridge is closed" not in page(browser(reporter))


def test_choices_are_kept(reporter):
    client = browser(reporter)

    answer = client.post(CHOICES, {"inbox": ["assigned", "failed"], "mail": ["note"], "language": "ar"})

    stored = Choices.objects.get(person=reporter)
    assert answer.status_code == 302
    assert (stored.inbox, stored.mail, stored.language) == (["assigned", "failed"], ["note"], "ar")


def test_everything_can_be_off(article, reporter):
    client = browser(reporter)

    client.post(CHOICES, {})
    happens(article, reporter)

    assert (InboxItem.objects.count(), Mail.objects.count()) == (0, 0)


def test_whoever_chose_nothing_has_every_kind_in_the_inbox(reporter):
    form = browser(reporter).get(CHOICES).context["form"]

    assert [row.kind for row in form.rows() if row.in_inbox] == Kind.values
    assert [row.kind for row in form.rows() if not row.by_mail] == ["note", "embargo"]


def test_of_a_kind_that_is_newer_than_their_choice_people_are_told(article, reporter):
    client = browser(reporter)
    client.post(CHOICES, {"inbox": ["assigned"]})
    known = [kind for kind in Kind.values if kind not in (Kind.APPROVED, Kind.EMBARGO)]
    Choices.objects.update(known=known)

    rows = client.get(CHOICES).context["form"].rows()
    happens(article, reporter)

    assert [row.kind for row in rows if row.in_inbox] == ["assigned", "approved", "embargo"]
    assert [row.kind for row in rows if row.by_mail] == ["approved"]
    assert (InboxItem.objects.filter(is_listed=True).count(), Mail.objects.count()) == (1, 1)
    client.post(CHOICES, {"inbox": ["assigned"]})
    assert Choices.objects.get().listed == {"assigned"}


@pytest.mark.parametrize("posted", [{"inbox": ["everything"]}, {"mail": ["assigned", "x"]}, {"language": "xx"}])
def test_unknown_choice_is_refused(reporter, posted):
    answer = browser(reporter).post(CHOICES, posted)

    assert answer.status_code == 400
    assert "Nothing was kept" in answer.content.decode()
    assert Choices.objects.count() == 0


def test_choices_of_others_are_out_of_reach(reporter, editor):
    browser(reporter).post(CHOICES, {"inbox": [], "person": editor.pk, "person_id": editor.pk})

    assert list(Choices.objects.values_list("person", flat=True)) == [reporter.pk]


def test_administrator_sees_the_mail_that_waits(article, reporter, administrator):
    happens(article, reporter)
    Mail.objects.update(error="ConnectionRefusedError: nobody answers")

    assert "1 mail waits for the mail server." in page(browser(administrator))
    assert "waits for the mail server" not in page(browser(reporter))


@pytest.mark.parametrize("address", [INBOX, CHOICES, READ_ALL, f"{INBOX}1/read/"])
def test_stranger_is_asked_to_sign_in(db, address):
    assert Client().get(address)["Location"].startswith("/admin/login/")


def test_moderator_has_an_empty_inbox_and_no_link_to_it(article, moderator):
    client = browser(moderator)

    assert client.get(INBOX).status_code == 200
    assert 'href="/admin/inbox/"' not in page(client, "/admin/").split("<main", 1)[0]
