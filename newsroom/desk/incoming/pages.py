"""The wire's own pages: what came in, each story to read, and taking it or putting it on the spike with one click."""

from __future__ import annotations

from functools import wraps

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import desk
from articles.admin.keys import key_given, key_of
from articles.admin.people import person_of
from articles.admin.refusals import not_there, refuse
from articles.admin.step_facts import embargo_line
from articles.admin.widgets import picture_shown
from articles.marks import body_shown
from articles.models import Article, Section
from articles.models.article import Embargo
from articles.phrases import moment
from articles.rights import may_see
from articles.workflow import DeskState, MoveNotAllowed
from newsroom.wire.models import Source, WireItem, WireItemStatus

from . import others
from .asked import SHOWN, SINCE_NAMES, STANDINGS, STORIES, YES, asked, place_given
from .listing import listing, row_of
from .shown import stories_of, story_of

MEDIA = forms.Media(css={"all": ["desk/inbox.css", "desk/compare.css", "desk/incoming.css"]})


def for_the_desk(view):
    """403 for whoever has nothing to do with stories; 404 for what is not there or not theirs to see."""

    @wraps(view)
    def answering(self, request, *args, **kwargs):
        person = person_of(request)
        if not person.highest_rank and not person.reads_everything:
            raise PermissionDenied
        return view(self, request, *args, **kwargs)

    return not_there(answering)


class IncomingPages:
    """The pages of a desk's site."""

    def __init__(self, site):
        self.site = site

    def urls(self):
        door = self.site.admin_view
        return [
            path("wire/incoming/", door(self.list_view), name="incoming"),
            path("wire/incoming/<str:number>/", door(self.story_view), name="incoming_story"),
            path("wire/incoming/<str:number>/take/", door(self.take_view), name="incoming_take"),
            path("wire/incoming/<str:number>/spike/", door(self.spike_view), name="incoming_spike"),
            path("wire/incoming/<str:number>/unspike/", door(self.unspike_view), name="incoming_unspike"),
        ]

    @for_the_desk
    @method_decorator(require_safe)
    def list_view(self, request):
        wanted, person = asked(request.GET), person_of(request)
        is_stories = wanted.show == STORIES
        page = listing(person, wanted, after=place_given(request.GET)) if is_stories else None
        lines, older = ([], 0) if is_stories else others.lines(person, wanted, before=key_given(request.GET, "before"))
        counts = others.counts(person)
        context = {
            "title": _("From the wire"),
            "asked": wanted,
            "stories": stories_of(page.rows) if page else [],
            "lines": lines,
            "next": _next(page, older),
            "is_later": "after" in request.GET or "before" in request.GET,
            "tabs": [(name, label, counts.get(name, 0), wanted.only(name)) for name, label in SHOWN.items()],
            "most_counted": others.MOST_COUNTED,
            "here": _here(request, wanted),
            "spiked": _spiked(request, person),
            "cleared": counts[others.CLEARED],
            "days": settings.INCOMING_DAYS,
            **_choices(),
        }
        return self._answer(request, "incoming", context)

    @for_the_desk
    @method_decorator(require_safe)
    def story_view(self, request, number):
        item = _item(request, number)
        row = row_of(item, person_of(request))
        article = Article.objects.select_related("lead_image").get(pk=item.article_id)
        context = {
            "title": _("From the wire"),
            "story": story_of(row),
            "item": item,
            "article": article,
            "is_here": article.desk_state == DeskState.INCOMING,
            "body": body_shown(article.body, article.body),
            "picture": picture_shown(article.lead_image) if article.lead_image else "",
            "bylines": [str(byline) for byline in article.bylines.select_related("author")],
            "received": moment(item.received_at),
            "published": moment(item.published_at) if item.published_at else "",
            "embargo": embargo_line(article) if article.embargo != Embargo.NONE else "",
            "asked": asked(request.GET),
            "here": _here(request, asked(request.GET)),
        }
        return self._answer(request, "story", context)

    @for_the_desk
    @method_decorator(require_POST)
    def take_view(self, request, number):
        item, refusal = self._moved(request, number, desk.take)
        if refusal:
            return refusal
        messages.success(request, _("“%(headline)s” is yours now.") % {"headline": item.article})
        if request.POST.get("then") == "form":
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[item.article_id]))
        return _back(request)

    @for_the_desk
    @method_decorator(require_POST)
    def spike_view(self, request, number):
        item, refusal = self._moved(request, number, desk.spike)
        return refusal or _back(request, spiked=item.pk)

    @for_the_desk
    @method_decorator(require_POST)
    def unspike_view(self, request, number):
        item, refusal = self._moved(request, number, desk.unspike)
        if refusal:
            return refusal
        messages.success(request, _("“%(headline)s” is back.") % {"headline": item.article})
        return _back(request)

    def _moved(self, request, number, verb):
        """The record whose story was moved, and the page that says why where it was not. Raises `Http404`."""
        item = _item(request, number)
        try:
            verb(item.article, by=request.user)
        except MoveNotAllowed as refusal:
            return item, refuse(request, refusal, article=item.article, site=self.site)
        return item, None

    def _answer(self, request, template, context):
        context = {**self.site.each_context(request), "media": MEDIA, **context}
        return TemplateResponse(request, f"admin/incoming/{template}.html", context)


def _item(request, number) -> WireItem:
    """The record of a story that the person may see. Raises `Http404`."""
    items = WireItem.objects.filter(status=WireItemStatus.FILED, article__isnull=False)
    item = items.select_related("source", "article__section__parent").filter(pk=key_of(number)).first()
    if not item or not may_see(person_of(request), item.article.story):
        raise Http404
    return item


def _here(request, wanted) -> str:
    """What leads back to this very page of the list."""
    after = place_given(request.GET)
    return "&".join(filter(None, (wanted.query, f"after={after}" if after else "")))


def _back(request, *, spiked: int | None = None):
    """To the list as it was narrowed, at the story that came next."""
    here = _here(request, asked(request.GET))
    query = "&".join(filter(None, (here, f"spiked={spiked}" if spiked else "")))
    following = key_of(request.POST.get("following", ""))
    return HttpResponseRedirect(
        reverse("admin:incoming") + (f"?{query}" if query else "") + (f"#item-{following}" if following else "")
    )


def _next(page, older) -> str:
    if page and page.after:
        return f"after={page.after}"
    return f"before={older}" if older else ""


def _spiked(request, person):
    """The record whose story was put on the spike a moment ago, for the way back."""
    key = key_given(request.GET, "spiked")
    item = WireItem.objects.select_related("article__section__parent").filter(pk=key).first() if key else None
    is_spiked = item and item.article and item.article.desk_state == DeskState.SPIKED
    return item if is_spiked and may_see(person, item.article.story) else None


def _choices() -> dict:
    return {
        "sources": [(str(key), name) for key, name in Source.objects.values_list("pk", "name")],
        "sections": [(str(section.pk), str(section)) for section in Section.objects.all()],
        "languages": settings.LANGUAGES,
        "times": SINCE_NAMES.items(),
        "standings": STANDINGS.items(),
        "yes": YES,
    }
