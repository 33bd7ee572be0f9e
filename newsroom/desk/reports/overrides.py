"""Every step past the usual way: urgent publishing, typo fixes, embargoes and blocks that were lifted, stories that
were reinstated, and approved texts that a restored one took the place of."""

from __future__ import annotations

from collections import Counter

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from articles.models import Revision, Transition
from articles.workflow import Action, DeskState

from .asked import Scope
from .measures import BucketOf
from .pieces import Figure, Report, bar_chart, by_section
from .plots import Series

RESTORED = "restored"
STEPS = (Action.PUBLISH_URGENT, Action.FIX_TYPO, Action.LIFT_EMBARGO, Action.CLEAR_BLOCK, Action.REINSTATE)
LOOKS = dict(zip((*STEPS, RESTORED), ("grave", "first", "second", "third", "fourth", "fifth"), strict=True))


def labels() -> dict[str, str]:
    """What each kind is called."""
    return {str(step): str(step.label) for step in STEPS} | {RESTORED: _("Approved text replaced by an older one")}


def moves(scope: Scope) -> QuerySet[Transition]:
    """Overrides of the period; `override` says which kind each is."""
    undone = Q(action=Action.EDIT, desk_from=DeskState.APPROVED, details__has_key="restored")
    kind = Case(When(action=Action.EDIT, then=Value(RESTORED)), default=F("action"), output_field=CharField())
    within = Transition.objects.filter(scope.within("at", section="article__section"))
    return within.filter(Q(action__in=STEPS) | undone).annotate(override=kind)


def listed(scope: Scope) -> QuerySet[Transition]:
    """Newest first, with the number of the revision that each concerned."""
    same = Revision.objects.filter(article=OuterRef("article"), digest=OuterRef("revision_digest"))
    found = moves(scope).select_related("article__section", "actor").defer("article__body")
    return found.annotate(revision=Subquery(same.order_by("-number").values("number")[:1])).order_by("-at", "-pk")


def report(scope: Scope) -> Report:
    per_bucket, per_section, per_kind = Counter(), Counter(), Counter()
    rows = moves(scope).order_by().values_list(BucketOf("at", scope.buckets), "article__section", "override")
    for bucket, section, kind, count in rows.annotate(count=Count("pk")):
        per_bucket[bucket, kind] += count
        per_section[section] += count
        per_kind[kind] += count
    names = labels()
    places = range(1, len(scope.buckets) + 1)
    chart = bar_chart(
        "overrides",
        _("Overrides"),
        telling=_("In all: %(count)s. Days: %(days)s.") % {"count": per_kind.total(), "days": scope.days},
        scope=scope,
        series=[
            Series(LOOKS[kind], name, [per_bucket[place, kind] for place in places])
            for kind, name in names.items()
            if per_kind[kind] or kind in (Action.PUBLISH_URGENT, Action.FIX_TYPO)
        ],
    )
    table = by_section(
        _("By section"),
        heads=[_("Overrides")],
        rows={key: [str(count)] for key, count in per_section.items()},
        sections=scope.sections,
        by=per_section,
    )
    return Report([Figure(name, str(per_kind[kind])) for kind, name in names.items()], [chart], [table])
