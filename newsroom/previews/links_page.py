"""A story's preview links on the desk: make one, see what became of each, end them; and what was answered."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.asked import revision_named
from articles.admin.history import revision_of
from articles.admin.keys import key_of
from articles.admin.people import person_of
from articles.admin.refusals import not_there, refuse, status_of
from articles.phrases import moment
from articles.workflow import MoveNotAllowed

from . import links
from .models import LONGEST_LABEL, PreviewLink, PreviewReply

LASTING_NAMES = {
    "1h": gettext_lazy("One hour"),
    "1d": gettext_lazy("One day"),
    "3d": gettext_lazy("Three days"),
    "7d": gettext_lazy("Seven days"),
}
LINKS_LISTED, REVISIONS_OFFERED, REPLIES_BESIDE = 100, 50, 3


@dataclass(frozen=True)
class LinkLine:
    """`closed` says why it does not open, "" if it does."""

    link: PreviewLink
    made: str
    expires: str
    opened: str
    closed: str
    may_end: bool
    replies: list


@dataclass(frozen=True)
class ReplyLine:
    reply: PreviewReply
    at: str


class PreviewLinksPage:
    """Mixed into the admin of stories, which finds the story."""

    def get_urls(self):
        def door(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            door("<path:object_id>/preview-links/", self.preview_links_view, "preview_links"),
            door("<path:object_id>/preview-links/revoke/", self.revoke_all_view, "preview_links_revoke"),
            door("<path:object_id>/preview-links/<str:number>/revoke/", self.revoke_view, "preview_link_revoke"),
            *super().get_urls(),
        ]

    def story_context(self, request, article):
        context = super().story_context(request, article)
        address = reverse("admin:articles_article_preview_links", args=[article.pk])
        replies = _replies(article)[:REPLIES_BESIDE]
        lines = [ReplyLine(reply, moment(reply.left_at)) for reply in replies]
        context["doors"].append((_("Preview links"), address, 0))
        if lines:
            context["beside"].append("admin/previews/_replies.html")
            context |= {"preview_replies": lines, "preview_links_address": address}
        return context

    @not_there
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def preview_links_view(self, request, object_id):
        article = self.story(request, object_id)
        if request.method != "POST":
            return self._links(request, article)
        try:
            link, token = links.make(article, by=request.user, **_asked(request.POST, article))
        except MoveNotAllowed as refusal:
            return self._links(request, article, sentence=str(refusal), status=status_of(refusal))
        address = settings.SITE_URL + reverse("preview", args=[token])
        return self._links(
            request, article, made={"link": link, "address": address, "expires": moment(link.expires_at)}
        )

    @not_there
    @method_decorator(require_POST)
    def revoke_view(self, request, object_id, number):
        article = self.story(request, object_id)
        link = _link(article, number)
        return self._revoke(request, article, link=link)

    @not_there
    @method_decorator(require_POST)
    def revoke_all_view(self, request, object_id):
        return self._revoke(request, self.story(request, object_id))

    def _revoke(self, request, article, *, link=None):
        try:
            ended = links.revoke(article, by=request.user, link=link)
        except MoveNotAllowed as refusal:
            return refuse(request, refusal, article=article, site=self.admin_site)
        said = ngettext("%(count)s link revoked.", "%(count)s links revoked.", ended) % {"count": ended}
        self.message_user(request, said)
        return HttpResponseRedirect(reverse("admin:articles_article_preview_links", args=[article.pk]))

    def _links(self, request, article, *, made=None, sentence="", status=200):
        """The page; with the address of a new link, which is shown this once."""
        person = person_of(request)
        found = list(article.preview_links.select_related("revision", "made_by", "revoked_by")[:LINKS_LISTED])
        ground = links.ground_of(article, maker_ids=[link.made_by_id for link in found])
        lines = _lines(found, article=article, ground=ground, person=person)
        context = {
            **self.admin_site.each_context(request),
            **self._places(article, title=_("Preview links")),
            "made": made,
            "sentence": sentence,
            "asked": request.POST,
            "may_make": links.may_show(person, article),
            "may_end_all": links.may_show(person, article) and any(not line.closed for line in lines),
            "lasting": LASTING_NAMES.items(),
            "lasts": request.POST.get("lasts") or links.USUAL,
            "longest": LONGEST_LABEL,
            "revisions": article.revisions.values_list("number", "name")[:REVISIONS_OFFERED],
            "obstacle": ground.obstacle,
            "lines": lines,
        }
        return TemplateResponse(request, "admin/previews/links.html", context, status=status)


def _asked(posted, article):
    """What the form says. Raises `Http404` for a revision that the story has not."""
    number = revision_named(posted.get("revision", ""))
    revision = revision_of(article, number) if number else None
    return {"revision": revision, "lasts": posted.get("lasts") or links.USUAL, "label": posted.get("label", "")}


def _link(article, number):
    link = article.preview_links.filter(pk=key_of(number)).first()
    if not link:
        raise Http404
    return link


def _lines(found, *, article, ground, person):
    """Each link with whether it opens and what was answered through it."""
    replies = defaultdict(list)
    for reply in _replies(article):
        replies[reply.link_id].append(ReplyLine(reply, moment(reply.left_at)))
    may_end = links.may_show(person, article)
    return [
        LinkLine(
            link=link,
            made=moment(link.made_at),
            expires=moment(link.expires_at),
            opened=moment(link.last_opened_at) if link.last_opened_at else "",
            closed=links.closed_because(link, ground),
            may_end=not link.revoked_at and (may_end or link.made_by_id == person.id),
            replies=replies[link.pk],
        )
        for link in found
    ]


def _replies(article):
    return PreviewReply.objects.filter(link__article=article).select_related("link__revision")
