"""Changing sections, authors and topics: the right, the audit row, the redirects and the edition, together."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from . import addresses, bodies, indexing, slugs
from .checklist import rules as checklist_rules
from .models import Article, Author, Edition, FormerAddress, Membership, Publication, ReferenceChange, Section, Topic
from .models.reference import Reference
from .rights import RANKS, Person, Role
from .workflow import MoveIncomplete, RightMissing


def save(record: Section | Author | Topic, *, by) -> None:
    """Stores a new or changed record. Where its address changes, the old ones, of its stories too, lead to the new.

    Raises `RightMissing` unless the person is a chief or an administrator (of both parents, where a section gets
    another), `MoveIncomplete` for a name or slug that cannot be.
    """
    with transaction.atomic():
        before = _locked(record)
        check_may_change(by, record=before)
        if isinstance(record, Section):
            _check_may_place(by, record, before=before)
        _clean(record)
        if isinstance(record, Section) and before and before.path != record.path:
            _hold_stories(record)
        if before and _is_felt(before, record):
            record.changed_for_readers_at = timezone.now()
        record.save()
        ReferenceChange.objects.create(
            model=record._meta.model_name,
            slug=record.slug,
            by=by,
            before=_values(before) if before else {},
            after=_values(record),
        )
        if before and before.path != record.path:
            _keep_address(record, old_path=before.path)
        if before and isinstance(record, Author) and before.names != record.names:
            indexing.index_later(record)
        Edition.bump()


def _locked(record: Reference) -> Reference | None:
    """The record as it stands, until the transaction ends; stories may still refer to it meanwhile."""
    return type(record).objects.select_for_update(no_key=True).filter(pk=record.pk).first() if record.pk else None


def check_may_change(by, *, record: Reference | None = None) -> None:
    """Raises `RightMissing` unless the person is a chief somewhere (of that section, for one that is there) or an
    administrator."""
    if not person_may_change(Membership.objects.person(by), record=record):
        raise RightMissing(
            _("Sections, authors and topics are changed by a chief or an administrator, a section by its own chief.")
        )


def person_may_change(person: Person, *, record: Reference | None = None) -> bool:
    of_section = isinstance(record, Section) and record.pk
    rank = person.rank_in(record.family_ids()) if of_section else person.highest_rank
    return person.reads_everything or rank >= RANKS[Role.CHIEF]


def _check_may_place(by, section: Section, *, before: Section | None) -> None:
    """A parent's chief has a right in all that is below it: so it takes their right to put a section there, and to
    take one away."""
    old, new = before and before.parent, section.parent
    if old == new:
        return
    person = Membership.objects.person(by)
    for parent in filter(None, (old, new)):
        if not person_may_change(person, record=parent):
            raise RightMissing(
                _("“%(section)s” is not yours: its chief or an administrator moves sections into it or out of it.")
                % {"section": parent}
            )


def _clean(record: Reference) -> None:
    record.names = {code: bodies.clean_line(name) for code, name in record.names.items() if name.strip()}
    record.aliases = list(dict.fromkeys(filter(None, map(bodies.clean_line, record.aliases))))
    if not record.names:
        raise MoveIncomplete(_("Give it a name in at least one language."))
    if isinstance(record, Section):
        _check_section(record)
    _check_address(record)


def _check_address(record: Reference) -> None:
    former = FormerAddress.objects.filter(old_path=record.path).exclude(**{record._meta.model_name: record.pk})
    if type(record).objects.filter(slug=record.slug).exclude(pk=record.pk).exists() or former.exists():
        raise MoveIncomplete(_("“%(slug)s” is taken, or once was: choose another slug.") % {"slug": record.slug})


def _check_section(section: Section) -> None:
    reserved = slugs.RESERVED | set(settings.NEWSROOM_LANGUAGES)
    if problem := slugs.ascii_slug_problem(section.slug, reserved):
        raise MoveIncomplete(problem)
    if section.parent and section.parent.parent_id:
        raise MoveIncomplete(_("A sub-section cannot have sub-sections of its own."))
    if section.parent and section.pk and section.subsections.exists():
        raise MoveIncomplete(_("A section that has sub-sections cannot become one itself."))
    section.checklist = checklist_rules.clean(section.checklist)


def _is_felt(before: Reference, record: Reference) -> bool:
    """Whether what is said of it wherever a story names it is another."""
    return any(getattr(before, name, None) != getattr(record, name, None) for name in ("names", "path", "kind"))


def _keep_address(record: Reference, *, old_path: str) -> None:
    name = record._meta.model_name
    FormerAddress.objects.get_or_create(old_path=old_path, defaults={name: record})
    if isinstance(record, Section):
        for child in record.subsections.all():
            FormerAddress.objects.get_or_create(old_path=f"{old_path}{child.slug}/", defaults={name: child})
        _move_stories(record)


def _stories_of(section: Section):
    return Publication.objects.in_section(section) | Publication.objects.filter(section=section)


def _hold_stories(section: Section) -> None:
    """Waits for the moves that are under way, which would write the old address. Before the section itself changes:
    each of them refers to it, and the two would wait for each other."""
    held = Article.objects.filter(publication__in=_stories_of(section))
    list(held.order_by("pk").select_for_update().values_list("pk"))


def _move_stories(section: Section) -> None:
    """Gives every story of a section its new address, and lets the old one lead there. All have changed at the end: who
    asks what has changed looks back a minute, and many take longer."""
    for publication in _stories_of(section).select_related("section__parent"):
        publication.top_section = publication.section.top
        old_path = addresses.settle(publication, wanted_slug=publication.slug)
        publication.save(update_fields=["top_section", "slug", "path"])
        addresses.keep_redirect(publication, old_path)
    _stories_of(section).update(changed_at=timezone.now())


def _values(record: Reference) -> dict:
    values = model_to_dict(record, exclude=["id"])
    return {name: value.pk if hasattr(value, "pk") else value for name, value in values.items()}
