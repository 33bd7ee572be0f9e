"""A newer version of a story from its source, beside the desk's text: taken over, field by field, or dismissed."""

from dataclasses import dataclass

from django import forms
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import snapshots
from articles.admin.compare import Comparison, Field, compared
from articles.admin.history import OtherLine
from articles.admin.keys import key_of
from articles.admin.moves import check_move
from articles.admin.people import person_of
from articles.admin.refusals import not_there, refuse
from articles.admin.step_page import Suggestion
from articles.moves import check_right
from articles.phrases import moment
from articles.rights import may
from articles.workflow import MOVES, Action, MoveIncomplete, MoveNotAllowed, PublishKind
from newsroom.wire import proposals
from newsroom.wire.models import ProposedUpdate

from .marks import ProposalMarks

MEDIA = forms.Media(css={"all": ["desk/article.css", "desk/compare.css", "desk/incoming.css"]})
GIVING_AGAIN = (Action.PUBLISH, Action.PUBLISH_URGENT, Action.SCHEDULE)
TAKE_ALL, TAKE_CHOSEN, DISMISS = "all", "chosen", "dismiss"


@dataclass(frozen=True)
class Line:
    """A field that differs, and who has changed it."""

    field: Field
    offer: proposals.Offer

    @property
    def said(self) -> str:
        if self.offer.by_source and self.offer.by_desk:
            return _("Changed by the desk and by the source: taking it over replaces the desk's.")
        if self.offer.by_source:
            return _("Changed by the source.")
        return _("Changed by the desk alone: the source says what it said before.")

    @property
    def is_ticked(self) -> bool:
        return self.offer.by_source and not self.offer.by_desk


@dataclass(frozen=True)
class Shown:
    """`by_source` is what the source changed since the version that the desk began with, None if that is unknown."""

    lines: list[Line]
    comparison: Comparison
    by_source: Comparison | None


class ProposalPage(ProposalMarks):
    """Mixed into the admin of stories: a page, a line above the form and lines in the history."""

    @property
    def media(self):
        return super().media + forms.Media(css={"all": ["desk/incoming.css"]})

    def get_urls(self):
        view = self.admin_site.admin_view(self.proposed_view)
        return [path("<path:object_id>/proposed/", view, name="articles_article_proposed"), *super().get_urls()]

    def get_queryset(self, request):
        newer = ProposedUpdate.objects.waiting().filter(item__article=OuterRef("pk"))
        return super().get_queryset(request).annotate(newer_from=Subquery(newer.values("item__source__name")[:1]))

    def story_context(self, request, article):
        """`newer_from` is the source of a version that waits; it costs the page no query of its own."""
        context = super().story_context(request, article)
        context["above"].append("admin/incoming/_proposed.html")
        return context

    def other_lines(self, request, article):
        return [*super().other_lines(request, article), *map(_history_line, _versions_of(article))]

    def suggestion(self, article, action):
        return _correction(article) if action in GIVING_AGAIN else super().suggestion(article, action)

    @not_there
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def proposed_view(self, request, object_id):
        article = self.story(request, object_id)
        if request.method != "POST":
            return self._proposed(request, article)
        try:
            said = _decide(request, article)
        except MoveNotAllowed as refusal:
            return refuse(request, refusal, article=article, site=self.admin_site)
        self.message_user(request, said)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _proposed(self, request, article):
        proposal, person = proposals.waiting_on(article), person_of(request)
        is_theirs = may(person, MOVES[Action.EDIT], article.story)
        context = {
            **self.admin_site.each_context(request),
            **self._places(article, title=_("New version from its source")),
            "proposal": proposal,
            "shown": _shown(proposal, article, person) if proposal else None,
            "received": moment(proposal.received_at) if proposal else "",
            "may_take": is_theirs and self.may_type(request, article),
            "may_dismiss": is_theirs,
            "is_live": hasattr(article, "publication") and article.publication.status == "live",
            "media": MEDIA,
        }
        return TemplateResponse(request, "admin/incoming/proposed.html", context)


def _correction(article) -> Suggestion | None:
    """What readers are told of a story that they have, once the desk has taken over what its source corrected."""
    told = proposals.corrections_to_tell(article) if hasattr(article, "publication") else []
    if not told:
        return None
    sources, texts = (dict.fromkeys(named) for named in zip(*told, strict=True))
    because = _("In the words of %(source)s, which corrected the story: look whether readers understand them.")
    words = {"kind": PublishKind.CORRECTION.value, "text": " ".join(texts)}
    return Suggestion(words, because % {"source": _(", ").join(sources)})


def _decide(request, article) -> str:
    """What the person wants done with the version that they have read. Raises `MoveNotAllowed`."""
    posted = request.POST
    wanted = posted.get("decision")
    check_right(MOVES[Action.EDIT], by=request.user, article=article)  # first, whatever was typed
    if wanted in (TAKE_ALL, TAKE_CHOSEN):
        check_move(article, Action.EDIT, by=request.user)
    elif wanted != DISMISS:
        raise MoveIncomplete(_("Say what is to be done with the new version."))
    mine = ProposedUpdate.objects.filter(item__article=article, pk=key_of(posted.get("proposal", ""))).first()
    if not mine:
        raise MoveIncomplete(_("Say which version you have read."))
    if wanted == DISMISS:
        proposals.dismiss(mine, by=request.user, digest=posted.get("digest", ""))
        return _("The new version is dismissed; the desk's text stays as it is.")
    names = posted.getlist("field") if wanted == TAKE_CHOSEN else None
    read = {"revision": posted.get("revision", ""), "digest": posted.get("digest", "")}
    taken = proposals.take(mine, by=request.user, names=names, **read)
    return _("Taken over: %(fields)s.") % {"fields": _(", ").join(taken)}


def _shown(proposal, article, person) -> Shown:
    desk = snapshots.content(article)
    said, begun = proposals.proposed(proposal, desk), proposals.begun_with(proposal)
    offers = {offer.name: offer for offer in proposals.offers(desk, said, begun=begun)}
    comparison = compared(desk, said, person=person)
    return Shown(
        lines=[Line(field, offers[field.name]) for field in comparison.fields],
        comparison=comparison,
        by_source=compared(begun, {**begun, **_of_source(said, begun)}, person=person) if begun else None,
    )


def _of_source(said, begun):
    """What the source can have changed: of what the desk alone has, such as related stories, it says nothing."""
    return {name: said[name] for name in proposals.SAID_BY_SOURCES if name in begun}


def _versions_of(article):
    return ProposedUpdate.objects.filter(item__article=article).select_related("item__source", "decided_by")


def _history_line(proposal) -> OtherLine:
    what = _("A newer version came from the source")
    if proposal.decided_at and not proposal.decided_by:
        what = _("A newer version came from the source, and was replaced by a still newer one")
    elif proposal.is_taken:
        what = _("A newer version came from the source; %(name)s took it over") % {"name": proposal.decided_by}
    elif proposal.decided_at:
        what = _("A newer version came from the source; %(name)s dismissed it") % {"name": proposal.decided_by}
    return OtherLine(proposal.received_at, str(proposal.item.source), what, proposal.notes)
