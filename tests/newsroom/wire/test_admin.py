"""Sources and who trusts them; what came in, for whoever may see what became of it."""

import pytest

from articles.rights import Role
from newsroom.wire.models import Source, WireItem, WireItemStatus
from tests.factories import make_article, make_section, make_user

SOURCES = "/admin/wire/source/"
ITEMS = "/admin/wire/wireitem/"


@pytest.fixture
def wire(db):
    return Source.objects.create(name="Coast Wire")


def make_item(source, *, article=None, **extra):
    number = WireItem.objects.count() + 1
    values = {
        "format": "wire_text",
        "external_id": str(number),
        "digest": "d",
        "status": WireItemStatus.FILED,
        "path": f"in/{number}.txt",
        "number": number,
        "source_text": f"Text number {number}",
    }
    return WireItem.objects.create(source=source, article=article, **(values | extra))


def page(record):
    return f"{SOURCES if isinstance(record, Source) else ITEMS}{record.pk}/change/"


def tick(client, source, **changes):
    return client.post(page(source), {"name": "Coast Wire", "credit_line": "", "may_publish": "on"} | changes)


def trusted_by(source):
    return Source.objects.get(pk=source.pk).trusted_by


def test_chief_lets_a_source_publish(client, chief, wire):
    client.force_login(chief)

    tick(client, wire)

    assert trusted_by(wire) == chief


def test_another_save_keeps_the_chief_who_said_so(client, chief, wire):
    other = make_user(Role.CHIEF)
    Source.objects.update(trusted_by=chief)
    client.force_login(other)

    tick(client, wire, credit_line="Coast Wire agency")

    assert trusted_by(wire) == chief


def test_administrator_alone_lets_no_source_publish(client, administrator, wire):
    client.force_login(administrator)

    response = tick(client, wire)

    assert response.status_code == 302
    assert trusted_by(wire) is None


def test_trusted_by_is_not_taken_from_the_form(client, administrator, chief, wire):
    client.force_login(administrator)

    tick(client, wire, trusted_by=str(chief.pk))

    assert trusted_by(wire) is None


@pytest.mark.parametrize("other", [{"role": Role.CHIEF}, {"is_superuser": True}])
def test_source_that_a_chief_trusts_is_given_another_name_by_that_chief_alone(client, chief, wire, other):
    client.force_login(chief)
    tick(client, wire)
    client.force_login(make_user(**other))

    refused = tick(client, wire, name="My own wire")
    wire.refresh_from_db()
    kept = wire.name
    client.post(page(wire), {"name": "My own wire", "credit_line": ""})

    assert list(refused.context["adminform"].form.errors) == ["name"]
    wire.refresh_from_db()
    assert (kept, wire.name, wire.trusted_by) == ("Coast Wire", "My own wire", None)


def test_administrator_takes_the_trust_away(client, administrator, chief, wire):
    Source.objects.update(trusted_by=chief)
    client.force_login(administrator)

    client.post(page(wire), {"name": "Coast Wire", "credit_line": ""})

    assert trusted_by(wire) is None


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.MODERATOR])
def test_sources_are_closed_to_others(client, wire, role):
    client.force_login(make_user(role))

    assert [client.get(address).status_code for address in (SOURCES, f"{SOURCES}add/", page(wire))] == [403] * 3
    assert tick(client, wire).status_code == 403


def test_sources_are_never_deleted(client, chief, wire):
    client.force_login(chief)

    assert client.post(f"{SOURCES}{wire.pk}/delete/", {"post": "yes"}).status_code == 403


def test_failed_record_says_where_and_why(client, reporter, wire):
    failed = make_item(
        wire,
        status=WireItemStatus.FAILED,
        path="in/bad.txt",
        number=3,
        line=17,
        reason="Line 17: “Sat 32 Jan 2025” is no date.",
        source_text="<b>As it came</b>",
    )
    client.force_login(reporter)

    listed, shown = client.get(ITEMS).content.decode(), client.get(page(failed)).content.decode()

    assert "Line 17: “Sat 32 Jan 2025” is no date." in listed
    for words in ("in/bad.txt", "(3)", "17", "&lt;b&gt;As it came&lt;/b&gt;"):
        assert words in shown


def test_record_leads_to_its_story(client, reporter, section, wire):
    article = make_article("incoming", section=section, headline="Ferry late")
    item = make_item(wire, article=article)
    client.force_login(reporter)

    link = f'href="/admin/articles/article/{article.pk}/change/"'

    assert [link in client.get(address).content.decode() for address in (ITEMS, page(item))] == [True, True]


def test_record_of_a_story_that_one_may_not_see_is_not_there(client, reporter, other_section, wire):
    article = make_article("draft", section=other_section, headline="Cup final moved")
    hidden = make_item(wire, article=article, source_text="Cup final text")
    client.force_login(reporter)

    listed = client.get(ITEMS)

    assert listed.context["cl"].result_count == 0
    assert client.get(page(hidden)).status_code == client.get(f"{ITEMS}999999/change/").status_code == 404


def test_similar_story_is_named_only_to_who_may_see_it(client, reporter, editor, section, other_section, wire):
    secret = make_article("draft", section=other_section, headline="Cup final moved")
    other = make_item(wire, article=secret)
    item = make_item(wire, article=make_article("incoming", section=section), same_story_as=other)
    chief = make_user(Role.CHIEF)

    seen = {}
    for user in (reporter, chief):
        client.force_login(user)
        seen[user.pk] = "Cup final moved" in client.get(page(item)).content.decode()

    assert seen == {reporter.pk: False, chief.pk: True}


def test_records_are_read_only(client, wire):
    item = make_item(wire)
    client.force_login(make_user(Role.CHIEF, is_superuser=True))

    assert client.get(f"{ITEMS}add/").status_code == 403
    assert client.post(page(item), {"reason": "x"}).status_code == 403
    assert client.post(f"{ITEMS}{item.pk}/delete/", {"post": "yes"}).status_code == 403


def test_records_are_closed_to_moderators(client, moderator, wire):
    item = make_item(wire)
    client.force_login(moderator)

    assert [client.get(address).status_code for address in (ITEMS, page(item))] == [403, 403]


def test_list_is_narrowed_to_a_language_with_its_regions(client, reporter, section, wire):
    for language in ("en", "en-GB", "ar", "eng"):
        make_item(wire, language=language)
    client.force_login(reporter)

    found = client.get(f"{ITEMS}?language=en")

    assert sorted(item.language for item in found.context["cl"].result_list) == ["en", "en-GB"]
    assert ">English</a>" in found.content.decode()


def test_list_asks_as_much_for_three_as_for_one(client, reporter, section, wire, django_assert_num_queries):
    make_item(wire, article=make_article("incoming", section=section))
    client.force_login(reporter)
    client.get(ITEMS)
    with django_assert_num_queries(8):
        client.get(ITEMS)
    for _number in range(2):
        make_item(wire, article=make_article("incoming", section=section))

    with django_assert_num_queries(8):
        client.get(ITEMS)


def test_reason_stands_as_its_language_reads(client, reporter, section, wire):
    item = make_item(wire, status=WireItemStatus.FAILED, reason="No dateline.")
    client.force_login(reporter)

    pages = [client.get(address).content.decode() for address in (ITEMS, page(item))]

    assert ["<bdi>No dateline.</bdi>" in each for each in pages] == [True, True]


def test_story_that_another_one_is_like_is_named_to_whoever_may_see_it(client, section, wire):
    """What else there is to know of the record is told to everybody."""
    hidden = make_item(wire, article=make_article("draft", section=make_section("sport"), headline="Secret"))
    reason = "No topic is called: Boats. Same story as another one?"
    item = make_item(wire, same_story_as=hidden, reason=reason, article=make_article("incoming", section=section))
    told = {}
    for role in (Role.REPORTER, Role.CHIEF):
        client.force_login(make_user(role, section if role == Role.REPORTER else None))
        shown = [client.get(address).content.decode() for address in (ITEMS, page(item))]
        told[role] = [("Secret" in each, reason in each) for each in shown]

    assert told == {Role.REPORTER: [(False, True), (False, True)], Role.CHIEF: [(True, True), (True, True)]}
