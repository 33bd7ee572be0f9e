"""The lists that the desk works from: what waits for somebody, what is theirs, what comes, what is due. Each
narrows the stories that it is given, so that the board, the list in the admin and counts agree."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from .days import A_DAY, day_of, start_of
from .models import Article, Block, Publication, Revision, Section, TimedChange, Transition
from .rights import RANKS, Person, Role
from .workflow import Action, BlockKind, DeskState, Readers

AT_WORK = (DeskState.DRAFT, DeskState.IN_REVIEW, DeskState.APPROVED)
# What says nothing about whose turn it is.
QUIET = (Action.EDIT, Action.ASSIGN, Action.SET_EMBARGO, Action.LIFT_EMBARGO, Action.BLOCK, Action.CLEAR_BLOCK)
# Whoever makes one of these after a timed change failed has seen to it.
SETTLING = (
    *(Action.PUBLISH, Action.PUBLISH_URGENT, Action.PUBLISH_DUE, Action.PUBLISH_IMPORT, Action.FIX_TYPO),
    *(Action.SCHEDULE, Action.UNSCHEDULE, Action.HOLD, Action.RETRACT, Action.REMOVE, Action.SPIKE),
    *(Action.DISCARD_CHANGES, Action.SEND_BACK),
)


def waiting_for(stories: QuerySet[Article], person: Person) -> QuerySet[Article]:
    """What a person can act on now: drafts that were sent back or assigned to them and are not due on a later
    day, stories that they may approve, and approved ones that they may publish and that no timed change will."""
    turns = [_to_write(person), _to_approve(person), _to_publish(person)]
    keys = [Q(pk__in=turn.order_by().values("pk")) for turn in turns]
    return stories.filter(keys[0] | keys[1] | keys[2], desk_state__in=AT_WORK)


def own(stories: QuerySet[Article], person: Person) -> QuerySet[Article]:
    """What somebody made or is responsible for, in whatever state."""
    return stories.filter(Q(created_by=person.id) | Q(assignee=person.id))


def own_at_work(stories: QuerySet[Article], person: Person) -> QuerySet[Article]:
    """Of one's own what is not done yet."""
    return own(stories, person).filter(desk_state__in=AT_WORK)


def coming(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Approved stories, and those of which a timed change waits or is suspended."""
    approved = Article.objects.filter(desk_state=DeskState.APPROVED).order_by().values("pk")
    timed = TimedChange.objects.open().order_by().values("article")
    return stories.filter(pk__in=approved.union(timed))


def live_with_changes(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Stories whose working copy is not what readers have."""
    live = Publication.objects.filter(article=OuterRef("pk"), status=Readers.LIVE)
    second_lead = Q(desk_state=DeskState.INCOMING, history_length__gt=0)  # what nobody touched was never published
    return stories.filter(Exists(live), second_lead | Q(desk_state__in=AT_WORK))


def killed(stories: QuerySet[Article]) -> QuerySet[Article]:
    """What its source took back, until somebody clears the block or spikes the story."""
    return stories.filter(Exists(kills_of(OuterRef("pk")))).exclude(desk_state=DeskState.SPIKED)


def kills_of(article: OuterRef) -> QuerySet[Block]:
    """The kills of a story that are not cleared, newest first."""
    return Block.objects.open().filter(article=article, kind=BlockKind.WIRE_KILL).order_by("-pk")


def due_by(stories: QuerySet[Article], moment: datetime) -> QuerySet[Article]:
    """Stories still worked on that are due before a moment, overdue ones included."""
    return stories.filter(desk_state__in=AT_WORK, due_at__lt=moment)


def tomorrow(*, now: datetime | None = None) -> datetime:
    """When the newsroom's day ends."""
    zone = settings.NEWSROOM_ZONE
    return start_of(day_of(now or timezone.now(), zone=zone) + A_DAY, zone=zone)


def in_trouble() -> QuerySet[TimedChange]:
    """Timed changes whose minute passed without them, and failed ones until somebody has seen to the story."""
    seen_to = Transition.objects.filter(
        article=OuterRef("article"), action__in=SETTLING, at__gt=OuterRef("finished_at")
    )
    return TimedChange.objects.late() | TimedChange.objects.failed().filter(~Exists(seen_to))


def last_turn(article: OuterRef) -> QuerySet[Transition]:
    """The last move that says whose turn it is."""
    return Transition.objects.filter(article=article).exclude(action__in=QUIET).order_by("-number")


def _to_write(person: Person) -> QuerySet[Article]:
    drafts = Article.objects.filter(desk_state=DeskState.DRAFT)
    is_due = Q(due_at=None) | Q(due_at__lt=tomorrow())
    theirs = own(drafts, person).alias(last_turn=Subquery(last_turn(OuterRef("pk")).values("action")[:1]))
    return theirs.filter(Q(assignee=person.id) & is_due | Q(last_turn=Action.SEND_BACK))


def _to_approve(person: Person) -> QuerySet[Article]:
    """Four eyes: neither for the submitter nor for the only person who edited since readers last got the story."""
    edits = Revision.objects.filter(
        article=OuterRef("pk"), author__isnull=False, number__gt=Coalesce(OuterRef("publication__revision__number"), 0)
    )
    wrote_alone = Exists(edits.filter(author=person.id)) & ~Exists(edits.exclude(author=person.id))
    in_review = Article.objects.filter(desk_state=DeskState.IN_REVIEW, section__in=_edited_by(person))
    barred = Q(section__four_eyes=True) & (Q(submitted_by=person.id, submitted_by__isnull=False) | Q(wrote_alone))
    return in_review.exclude(barred)


def _to_publish(person: Person) -> QuerySet[Article]:
    sections = _edited_by(person)
    in_reach = Q(publication=None) | Q(
        publication__status__in=(Readers.LIVE, Readers.HELD), publication__section__in=sections
    )
    is_free = Q(embargo="none") | Q(embargo="until", embargo_until__lte=timezone.now())
    return Article.objects.filter(
        in_reach,
        is_free,
        ~Exists(Block.objects.open().filter(article=OuterRef("pk"))),
        ~Exists(TimedChange.objects.waiting().publishing().filter(article=OuterRef("pk"))),
        desk_state=DeskState.APPROVED,
        section__in=sections,
    )


def _edited_by(person: Person) -> QuerySet[Section]:
    """The sections, sub-sections included, where somebody is an editor or above."""
    edited = [section for section, rank in person.ranks.items() if rank >= RANKS[Role.EDITOR]]
    sections = Section.objects.order_by()
    if None not in edited:
        sections = sections.filter(Q(pk__in=edited) | Q(parent__in=edited))
    return sections.values("pk")
