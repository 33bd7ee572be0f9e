import pytest

from articles.models import Membership
from articles.rights import RANKS, Role, may_see
from newsroom.desk.people import colleagues, of_rank, who_may_see
from tests.factories import make_article, make_section, make_user

pytestmark = pytest.mark.django_db


def names(rows):
    return [row.user.username for row in rows]


def test_those_who_may_see_a_story_are_those_whom_the_rights_let(
    section, reporter, editor, outside_editor, moderator, administrator, deactivated_chief
):
    article = make_article("draft", section=make_section("harbour", parent=section), by=reporter)

    found = who_may_see(article)

    people = [reporter, editor, outside_editor, moderator, administrator, deactivated_chief]
    allowed = [user.username for user in people if may_see(Membership.objects.person(user), article.story)]
    assert (
        set(names(found)) & {user.username for user in people}
        == set(allowed)
        == {
            "reporter",
            "editor",
            "administrator",
        }
    )


def test_rank_counts_in_the_story_s_section_and_its_parent(section, reporter, editor, chief, outside_editor):
    make_user("chief", username="everywhere")
    article = make_article("draft", section=make_section("harbour", parent=section), by=reporter)

    assert names(of_rank(article, RANKS[Role.CHIEF])) == ["chief", "everywhere"]
    assert names(of_rank(article, RANKS[Role.EDITOR])) == ["chief", "editor", "everywhere"]


def test_names_are_found_in_whatever_case(editor, deactivated_chief):
    assert names(colleagues(names=["EDITOR", "deactivated-chief", "nobody"])) == ["editor"]


@pytest.mark.parametrize("people", [1, 3])
def test_people_are_read_in_two_queries(section, django_assert_num_queries, people):
    for _number in range(people):
        make_user("editor", section)
    article = make_article("draft", section=section)

    with django_assert_num_queries(2):
        who_may_see(article)
