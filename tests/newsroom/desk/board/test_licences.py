"""Licences of pictures on the board: which, for whom, and with which stories."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import pictures, publishing
from articles.models import Article, Membership
from articles.pictures import licences
from articles.rights import Role
from newsroom.desk.board.licences import licences_for
from tests.factories import make_article, make_section, make_user
from tests.newsroom.pages.readers import make_image

pytestmark = pytest.mark.django_db
FIGURE = '<p>Boats.</p><figure data-picture="{}"></figure>'


def ending(days):
    return timezone.localdate() + timedelta(days=days)


def licensed(days, **values):
    return make_image(licence_expires_on=ending(days), **values)


def run_out(image, days):
    """The licence ends after it was published with."""
    type(image).objects.filter(pk=image.pk).update(licence_expires_on=ending(days))
    return image


def board_of(user):
    return [
        (licence.number, licence.is_over, [(use.headline, use.is_live) for use in licence.uses])
        for licence in licences_for(Membership.objects.person(user))
    ]


def test_a_licence_that_ends_within_thirty_days_is_there_with_its_uses(editor):
    image = licensed(30)
    make_article("published", "live", headline="Harbour reopens", lead_image=image)
    make_article("draft", headline="Ferry waits", body=FIGURE.format(image.pk))
    make_article("published", "live", headline="Later", lead_image=licensed(31))

    assert board_of(editor) == [(image.pk, False, [("Harbour reopens", True), ("Ferry waits", False)])]


def test_a_licence_ends_with_its_day(editor):
    image = licensed(0)
    make_article("published", "live", headline="Harbour reopens", lead_image=image)
    assert [is_over for _number, is_over, _uses in board_of(editor)] == [False]

    run_out(image, -1)

    assert [is_over for _number, is_over, _uses in board_of(editor)] == [True]


def test_an_ended_one_stays_until_it_is_renewed_withdrawn_or_out_of_use(editor):
    images = [licensed(20) for _ in range(3)]
    stories = [make_article("published", "live", lead_image=image) for image in images]
    for image in images:
        run_out(image, -400)
    assert [number for number, *_ in board_of(editor)] == [image.pk for image in images]
    assert all(story.publication.status == "live" for story in stories)

    pictures.describe(images[0], by=editor, licence_expires_on=ending(400))
    pictures.withdraw(images[1], by=editor, reason="Its licence ended")
    publishing.hold(Article.objects.get(pk=stories[2].pk), by=editor)

    assert board_of(editor) == []


def test_a_picture_that_no_story_has_is_not_there(editor):
    licensed(-5)
    make_article("spiked", lead_image=licensed(5))

    assert board_of(editor) == []


def test_it_is_for_editors_of_the_sections_that_use_it(editor, reporter, chief):
    image = licensed(5)
    make_article("published", "live", headline="Harbour reopens", lead_image=image)
    elsewhere = make_section("elsewhere")
    make_article("draft", headline="Ferry waits", section=elsewhere, lead_image=image)

    assert board_of(editor) == [(image.pk, False, [("Harbour reopens", True)])]
    assert board_of(make_user(Role.EDITOR, elsewhere)) == [(image.pk, False, [("Ferry waits", False)])]
    assert len(board_of(make_user(Role.EDITOR))[0][2]) == 2
    assert board_of(reporter) == []
    assert board_of(make_user(Role.EDITOR, make_section("other"))) == []


def test_many_stories_are_counted(editor):
    image = licensed(5)
    for _ in range(7):
        make_article("draft", lead_image=image)

    (licence,) = licences_for(Membership.objects.person(editor))

    assert (len(licence.uses), licence.more) == (5, 2)


def test_it_takes_as_many_queries_for_three_pictures_as_for_one(editor, django_assert_num_queries):
    person = Membership.objects.person(editor)
    with django_assert_num_queries(2):
        assert licences.ending_for(person) == []
    for number in range(3):
        image = licensed(number)
        make_article("published", "live", lead_image=image)
        make_article("draft", body=FIGURE.format(image.pk))
        with django_assert_num_queries(4):
            assert len(licences.ending_for(person)) == number + 1


def test_the_board_names_it(client, editor):
    image = licensed(5, captions={"en": "Boats at noon"})
    make_article("published", "live", headline="Harbour reopens", lead_image=image)
    run_out(image, -1)
    client.force_login(editor)

    page = client.get("/admin/").content.decode()

    assert f'data-key="licence-{image.pk}"' in page
    assert '<a href="/admin/articles/image/?licence=over">all licences that have ended</a>' in page
    assert "The licence ended on" in page
    assert f"/admin/articles/image/{image.pk}/change/" in page
