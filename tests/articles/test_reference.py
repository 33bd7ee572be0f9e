"""Sections, authors and topics: who may change them, and what comes with a change."""

import pytest

from articles import reference
from articles.models import Author, Edition, Membership, ReferenceChange, Section, Topic
from articles.rights import Role
from articles.workflow import MoveIncomplete, RightMissing
from tests.factories import make_author, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", [{"role": Role.CHIEF}, {"is_superuser": True}], ids=["a chief", "an administrator"])
@pytest.mark.parametrize("model", [Section, Author, Topic])
def test_save_keeps_an_audit_row_and_makes_an_edition(who, model):
    by, before = make_user(**who), Edition.current()
    record = model(slug="culture", names={"en": " Culture\n"})

    reference.save(record, by=by)

    assert record.names == {"en": "Culture"}
    row = ReferenceChange.objects.get()
    assert (row.model, row.slug, row.by, row.before) == (model._meta.model_name, "culture", by, {})
    assert row.after["names"] == {"en": "Culture"}
    assert Edition.current() == before + 1


@pytest.mark.parametrize(
    "who", [{"role": Role.EDITOR}, {"role": Role.MODERATOR}, {}, {"role": Role.CHIEF, "is_active": False}]
)
def test_save_by_others_is_refused(who):
    with pytest.raises(RightMissing):
        reference.save(Topic(slug="culture", names={"en": "Culture"}), by=make_user(**who))

    assert not Topic.objects.exists()


@pytest.mark.parametrize("slug", ["admin", "ar", "api", "2025", "World", "", "a b", "search"])
def test_section_slug_that_cannot_be_an_address_is_refused(slug):
    with pytest.raises(MoveIncomplete):
        reference.save(Section(slug=slug, names={"en": "World"}), by=make_user(Role.CHIEF))


@pytest.mark.parametrize("names", [{}, {"en": ""}, {"en": "  "}])
def test_record_without_a_name_is_refused(names):
    with pytest.raises(MoveIncomplete):
        reference.save(Topic(slug="culture", names=names), by=make_user(Role.CHIEF))


@pytest.mark.parametrize(("model", "make"), [(Section, make_section), (Author, make_author)])
def test_slug_that_is_taken_is_refused_with_a_sentence(model, make):
    make("culture")

    with pytest.raises(MoveIncomplete):
        reference.save(model(slug="culture", names={"en": "Culture"}), by=make_user(Role.CHIEF))


def test_sections_are_two_deep_at_most():
    chief, world = make_user(Role.CHIEF), make_section("world")
    sub = make_section("harbours", parent=world)

    with pytest.raises(MoveIncomplete):
        reference.save(Section(slug="boats", names={"en": "Boats"}, parent=sub), by=chief)
    world.parent = make_section("sport")
    with pytest.raises(MoveIncomplete):
        reference.save(world, by=chief)


def test_chief_of_one_section_does_not_change_another(section, other_section):
    chief = make_user("chief", section)
    section.four_eyes = other_section.four_eyes = False

    reference.save(section, by=chief)
    with pytest.raises(RightMissing):
        reference.save(other_section, by=chief)


def parents():
    """A section below one, and another that it could stand below."""
    return make_section("own-sub", parent=make_section("own")), make_section("foreign")


@pytest.mark.parametrize("to_top", [True, False])
def test_chief_of_a_section_alone_does_not_take_it_from_its_parent(to_top):
    sub, foreign = parents()
    chief = make_user(Role.CHIEF, sub)
    Membership.objects.create(user=chief, role=Role.CHIEF, section=foreign)
    sub.parent = None if to_top else foreign

    with pytest.raises(RightMissing, match="“Own” is not yours"):
        reference.save(sub, by=chief)

    assert Section.objects.get(pk=sub.pk).parent.slug == "own"
    assert not ReferenceChange.objects.exists()


@pytest.mark.parametrize("is_new", [True, False])
def test_nobody_puts_a_section_under_somebody_elses(is_new):
    sub, foreign = parents()
    section, chief = Section(slug="boats", names={"en": "Boats"}) if is_new else sub, make_user(Role.CHIEF, sub.parent)
    section.parent = foreign

    with pytest.raises(RightMissing, match="“Foreign” is not yours"):
        reference.save(section, by=chief)

    assert not foreign.subsections.exists()


@pytest.mark.parametrize("who", ["both", "everywhere", "administrator"])
def test_section_is_moved_by_whoever_has_the_right_in_both_parents(who):
    sub, foreign = parents()
    by = make_user(None if who == "administrator" else Role.CHIEF, sub.parent if who == "both" else None)
    if who == "both":
        Membership.objects.create(user=by, role=Role.CHIEF, section=foreign)
    type(by).objects.filter(pk=by.pk).update(is_superuser=who == "administrator")
    sub.parent = foreign

    reference.save(sub, by=by)

    assert Section.objects.get(pk=sub.pk).parent == foreign
