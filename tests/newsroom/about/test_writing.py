import pytest
from django.db import IntegrityError, transaction

from articles.models import Edition
from articles.rights import Role
from articles.workflow import MoveIncomplete, RightMissing, StaleRevision
from newsroom.about import writing
from newsroom.about.models import PolicyPage, PolicyVersion
from tests.factories import make_section, make_user

from .pages import write, writer

pytestmark = pytest.mark.django_db


def test_each_change_is_a_version_and_an_edition():
    before = Edition.current()

    write(body="<p>One.</p>")
    page = write(body="<p>Two.</p>")

    versions = page.versions.order_by("number").values_list("number", "body", "by__username")
    assert list(versions) == [(1, "<p>One.</p>", "policy-chief"), (2, "<p>Two.</p>", "policy-chief")]
    assert (page.number, Edition.current()) == (2, before + 2)


def test_nothing_changed_is_no_version():
    page = write()
    edition = Edition.current()

    write()

    assert (page.versions.count(), Edition.current()) == (1, edition)


def test_version_that_somebody_else_has_overtaken_is_refused():
    write()
    late = PolicyPage.objects.get()
    write(title="Reach us")
    late.title = "Call us"

    with pytest.raises(StaleRevision):
        writing.write(late, by=writer(), number=1)

    assert PolicyPage.objects.get().title == "Reach us"


def test_second_page_of_a_name_and_language_is_refused():
    write()

    with pytest.raises(StaleRevision):
        writing.write(PolicyPage(name="contact", language="en", title="B", body="<p>B</p>"), by=writer(), number=0)


def test_earlier_version_is_brought_back_as_a_new_one():
    page = write(body="<p>One.</p>")
    write(body="<p>Two.</p>", is_shown=False)

    now = writing.bring_back(page, by=writer(), number=1)

    assert (now.number, now.body, now.is_shown) == (3, "<p>One.</p>", True)
    assert page.versions.get(number=3).restores == 1


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.MODERATOR, None])
def test_only_a_chief_of_everything_or_an_administrator_writes(role):
    with pytest.raises(RightMissing):
        write(by=make_user(role))
    with pytest.raises(RightMissing):
        write(by=make_user(Role.CHIEF, make_section("world")))

    assert write(by=make_user(is_superuser=True)).number == 1


def test_right_is_asked_for_when_a_version_is_brought_back():
    page = write()

    with pytest.raises(RightMissing):
        writing.bring_back(page, by=make_user(Role.EDITOR), number=1)


@pytest.mark.parametrize(
    "texts",
    [
        {"title": " \u200b "},
        {"body": "<p> </p>"},
        {"title": "x" * 121},
        {"description": "x" * 321},
        {"body": "<p>" + "x" * 1_100_000},
        {"body": '<p>A</p><figure data-picture="1"></figure>'},
        {"name": "secrets"},
        {"language": "fr"},
    ],
)
def test_text_that_cannot_be_is_refused_with_a_sentence(texts):
    with pytest.raises(MoveIncomplete) as refusal:
        write(**{"name": "about"} | texts)

    assert str(refusal.value).endswith(".")
    assert PolicyPage.objects.count() == 0


def test_body_is_sanitised():
    page = write(body='<p onclick="a()">Hello<script>alert(1)</script> <a href="javascript:x()">you</a></p>')

    assert page.body == "<p>Hello you</p>"


def test_versions_are_never_changed_nor_deleted():
    write()

    for act in (lambda: PolicyVersion.objects.update(title="Other"), lambda: PolicyVersion.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
