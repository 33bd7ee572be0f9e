"""The form that breaks the news on every page, and what it said before."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import moments
from articles.admin.keys import key_of
from articles.admin.people import person_of
from articles.admin.refusals import status_of
from articles.admin.step_times import fold_choices
from articles.languages import is_right_to_left, language_name
from articles.phrases import moment, newsroom_zone
from articles.workflow import MoveNotAllowed
from newsroom.fronts.allowed import check_may_break_news
from newsroom.fronts.banners import end_banner, raise_banner
from newsroom.fronts.models import Banner
from newsroom.fronts.models.banner import LONGEST_TEXT
from newsroom.fronts.rights import may_break_news, may_break_news_for_long, may_look

from .stories import found_for_banner, lines_of

USUALLY = timedelta(hours=2)
SHOWN, LONGEST_WORDS = 20, 200


@require_http_methods(["GET", "HEAD", "POST"])
def banner_page(request):
    if not may_look(person_of(request)):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, _usual())
    _check_right(request)
    typed, wish = _typed(request.POST), request.POST.get("do", "raise")
    if wish != "raise":
        return _page(request, _changed(typed, wish))
    try:
        raise_banner(
            typed["texts"],
            by=request.user,
            ends_at=typed["ends_at"],
            article=_number(typed),
            fold=int(typed["fold"]) if typed["fold"] in ("0", "1") else None,
        )
    except MoveNotAllowed as refusal:
        return _page(request, typed, sentence=str(refusal), status=status_of(refusal))
    messages.success(request, _("The banner is on every page now."))
    return HttpResponseRedirect(reverse("admin:front_banner"))


@require_POST
def banner_end_page(request):
    """Takes the banner away at once."""
    if not may_look(person_of(request)):
        raise PermissionDenied
    _check_right(request)
    try:
        end_banner(by=request.user)
    except MoveNotAllowed as refusal:
        return _page(request, _usual(), sentence=str(refusal), status=status_of(refusal))
    messages.success(request, _("The banner is gone."))
    return HttpResponseRedirect(reverse("admin:front_banner"))


def _check_right(request):
    try:
        check_may_break_news(request.user)
    except MoveNotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def _typed(posted):
    typed = {name: posted.get(name, "").strip() for name in ("article", "ends_at", "fold")}
    texts = {code: posted.get(f"text_{code}", "") for code in settings.NEWSROOM_LANGUAGES}
    return typed | {"texts": texts, "words": posted.get("q", "")[:LONGEST_WORDS]}


def _changed(typed, wish):
    """The form after a button that chooses where the banner leads: `choose-17`, or `nowhere`."""
    verb, _dash, number = wish.partition("-")
    if verb == "choose" and key_of(number):
        return typed | {"article": number}
    return typed | {"article": ""} if wish == "nowhere" else typed


def _number(typed):
    """The story to which the banner leads; None for nowhere, 0 for what is no story's number."""
    return (key_of(typed["article"]) or 0) if typed["article"] else None


def _usual():
    ends_at = moments.local_line(timezone.now() + USUALLY, settings.NEWSROOM_ZONE).replace(" ", "T")
    return {"texts": {}, "article": "", "ends_at": ends_at, "fold": "", "words": ""}


def _page(request, typed, *, sentence="", status=200):
    person, chosen = person_of(request), _number(typed)
    may = may_break_news(person)
    past = list(Banner.objects.select_related("by", "ended_by")[:SHOWN])
    lines = lines_of({row.article_id for row in past} - {None} | ({chosen} if chosen else set()), person=person)
    found, are_more = found_for_banner(typed["words"], person=person, without=[chosen or 0]) if may else ([], False)
    running = Banner.objects.running().first()
    context = {
        **admin.site.each_context(request),
        "title": _("Breaking banner"),
        "fields": [_field(code, typed["texts"].get(code, "")) for code in settings.NEWSROOM_LANGUAGES],
        "typed": typed,
        "folds": fold_choices(typed["ends_at"], zone=settings.NEWSROOM_ZONE) if typed["ends_at"] else [],
        "longest": LONGEST_TEXT,
        "sentence": sentence,
        "running": _line(running, lines) if running else None,
        "past": [_line(row, lines) for row in past if not running or row.pk != running.pk],
        "may": may,
        "chosen": lines.get(chosen),
        "found": found,
        "are_more": are_more,
        "may_for_long": may_break_news_for_long(person),
        "zone": newsroom_zone(),
    }
    return TemplateResponse(request, "admin/fronts/banner.html", context, status=status)


def _field(code, text):
    return {"code": code, "name": language_name(code), "text": text, "direction": _direction(code)}


def _line(banner, lines):
    texts = [(code, _direction(code), text) for code, text in banner.texts.items()]
    ended = banner.ended_at or banner.ends_at
    story = lines.get(banner.article_id) if banner.article_id else None
    return {"banner": banner, "texts": texts, "from": moment(banner.at), "until": moment(ended), "story": story}


def _direction(code):
    return "rtl" if is_right_to_left(code) else "ltr"
