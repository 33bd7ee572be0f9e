"""What somebody without an account gets: the draft that a link shows, its pictures, and a place to answer."""

from functools import partial

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.languages import in_language
from articles.phrases import moment
from newsroom.pages.answers import reader_page
from newsroom.pages.frame import NOINDEX, Page, absolute
from newsroom.pages.words import direction

from . import files, links, replies
from .documents import appearances, document
from .drafts import drafted
from .models import LONGEST_NAME, LONGEST_TEXT, ReplyKind


@reader_page
def shown(request, token):
    """The revision that the link is for; once readers have it or a newer one, where that is."""
    link = links.find(token)
    if not link:
        return _gone()
    with translation.override(link.revision.content["language"]):
        if request.method == "GET":
            links.count_opening(link)
        if live := links.live_instead(link):
            return _published(link, live)
        draft = drafted(link.revision, media=partial(_media_address, token))
        around = {"banner": _banner(link, draft, token=token, was_sent="sent" in request.GET)}
        html = document(draft, appearances(draft)[0], shell="previews/linked.html", title=_("Draft"), around=around)
        return _answer(html, language=draft.language)


@reader_page
def media(request, token, name):
    """A picture of the link's revision, of no other one, and only while that is what the link shows."""
    link = links.find(token)
    if not link or links.live_instead(link):
        return _gone()
    try:
        return files.picture(name, of=files.picture_ids(link.revision))
    except Http404:
        return _gone()


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, token):
    """The form for an answer, the one page of a link that sets a cookie: the form's own token.

    The page before it sends no referrer, and so no origin, with a form; this one does to ourselves, where Django
    checks it together with the cookie.
    """
    link = links.find(token)
    if not link:
        return _gone()
    with translation.override(link.revision.content["language"]):
        if live := links.live_instead(link):
            return _published(link, live)
        if request.method != "POST":
            return _form(request, link, token=token)
        said = {name: request.POST.get(name, "") for name in ("kind", "name", "text")}
        try:
            replies.leave(link, token=token, **said)
        except replies.LinkClosed:
            return _gone()
        except replies.ReplyRefused as refusal:
            return _form(request, link, token=token, said=said, refusal=refusal)
        return HttpResponseRedirect(reverse("preview", args=[token]) + "?sent=1")


@reader_page
def nothing(request, **_parts):
    """Any other address below /preview/ answers as a link that is gone."""
    return _gone()


def _gone():
    """404 in the same bytes, whatever there was or never was, in every language of the newsroom."""
    words = []
    for code in settings.NEWSROOM_LANGUAGES:
        with translation.override(code):
            title, sentence = _("This link does not open"), _("It was mistyped, it has ended, or it was taken back.")
            advice = _("Ask whoever sent it to you for another one.")
        words.append({"language": code, "direction": direction(code), "title": title, "lines": [sentence, advice]})
    with translation.override(settings.LANGUAGE_CODE):
        page = Page(language=settings.LANGUAGE_CODE, path="", title=words[0]["title"], robots=NOINDEX)
        html = render_to_string("previews/gone.html", {"page": page, "words": words})
    return _answer(html, language=settings.LANGUAGE_CODE, status=404)


def _published(link, live):
    language = link.revision.content["language"]
    context = {
        "page": Page(language=language, path="", title=_("This story is published"), robots=NOINDEX),
        "headline": live.headline,
        "address": absolute(live.path),
        "is_newer": live.revision_id != link.revision_id,
    }
    return _answer(render_to_string("previews/published.html", context), language=language)


def _form(request, link, *, token, said=None, refusal=None):
    language = link.revision.content["language"]
    context = {
        "page": Page(language=language, path="", title=_("Your answer to the desk"), robots=NOINDEX),
        "headline": link.revision.content["headline"],
        "revision": link.revision.number,
        "said": said or {"kind": "", "name": "", "text": ""},
        "sentence": str(refusal or ""),
        "kinds": [(ReplyKind.APPROVAL, _("I approve this text")), (ReplyKind.COMMENT, _("I have a comment"))],
        "longest": {"name": LONGEST_NAME, "text": LONGEST_TEXT},
        "back": reverse("preview", args=[token]),
        "csrf_token": get_token(request),
    }
    status = refusal.status if refusal else 200
    response = _answer(render_to_string("previews/reply.html", context), language=language, status=status)
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _banner(link, draft, *, token, was_sent):
    current = draft.current
    return {
        "revision": link.revision.number,
        "expires": moment(link.expires_at),
        "newsroom": in_language(settings.NEWSROOM_NAME, draft.language),
        "reply": reverse("preview_reply", args=[token]),
        "live": current.path if current and current.status == "live" else "",
        "was_sent": was_sent,
    }


def _media_address(token, name):
    return reverse("preview_media", args=[token, name])


def _answer(html, *, language, status=200):
    return HttpResponse(html, status=status, headers={"Content-Language": language})
