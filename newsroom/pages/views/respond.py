"""“Share your opinion”: the form on a story's own address, kept by nobody, and what becomes of a letter.

The one page for readers that takes what they send. It sets no cookie: see `newsroom.responses.tokens` for what stands
in the place of Django's own protection of forms.
"""

import unicodedata

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Publication
from newsroom.languages import language_of_path
from newsroom.pages.answers import moved
from newsroom.pages.arranged import banner
from newsroom.pages.frame import NOINDEX, Page
from newsroom.pages.letters import RESPOND, takes_letters
from newsroom.pages.queries import for_letters, shown_sections
from newsroom.pages.stories import new_path
from newsroom.pages.views.article import taken_back, words_of_status
from newsroom.responses import sending, tokens
from newsroom.responses.forms import MOST_LINKS, TRAP, LetterForm, given_in
from newsroom.responses.models.letter import LONGEST_TEXT, SHORTEST_TEXT
from newsroom.responses.refusals import LetterRefused
from newsroom.visitors import client_address

KEPT_BY_NOBODY = "private, no-store"


@csrf_exempt  # the form has a token of its own, without a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def respond(request, **_parts):
    response = _answer(request)
    response.headers["Cache-Control"] = KEPT_BY_NOBODY
    response.headers.pop("ETag", None)
    return response


def story_path_of(request, part):
    """The address of the story that one below it belongs to."""
    return unicodedata.normalize("NFC", request.path_info).removesuffix(part)


def _answer(request):
    path = story_path_of(request, RESPOND)
    story = _story_at(path)
    if not story:
        raise Http404
    if request.method == "POST":
        return _take(request, story) if story.status == "live" else _not_now(request, story)
    if story.path + RESPOND != request.path_info:
        return moved(story.path + RESPOND)
    if story.status != "live":
        return taken_back(request, story, sections=shown_sections())
    if tokens.was_sent(request.GET.get("sent", ""), story.pk):
        return _page(story, is_sent=True, title=_("Thank you for your letter"))
    return _form(story, LetterForm()) if takes_letters(story) else _closed(story)


def _story_at(path):
    """The story at an address, or where it is now: what was typed is not lost because a story has moved."""
    return _found(path) or _found(new_path(path, language=language_of_path(path)))


def _found(path):
    return for_letters(Publication.objects.filter(path=path)).first() if path else None


def _take(request, story):
    """Thanks on a page that can be loaded again; or the form, with everything typed and one sentence."""
    given = given_in(request.POST)
    if not takes_letters(story):
        return _closed(story, given=given, status=409)
    token = request.POST.get("token", "")
    if problem := _problem(request, story, token=token):
        return _form(story, LetterForm(given), given=given, **problem)
    form = LetterForm(given)
    if not form.is_valid():
        return _form(story, form, given=given, token=token, status=400)
    try:
        sending.send(story, **form.cleaned_data, address=client_address(request))
    except LetterRefused as refusal:
        response = _form(story, form, given=given, token=token, sentence=str(refusal), status=refusal.status)
        if seconds := getattr(refusal, "wait_seconds", 0):
            response.headers["Retry-After"] = str(seconds)
        return response
    return HttpResponseRedirect(f"{story.path}{RESPOND}?sent={tokens.make_sent(story.pk)}", status=303)


def _problem(request, story, *, token):
    """What is wrong with the way in which a form was sent: a sentence, a status and the token of the next try."""
    if tokens.comes_from_elsewhere(request.headers, host=request.get_host()):
        said = _("This letter was sent from another site. If it is yours, send it from here.")
        return {"sentence": said, "status": 403}
    try:
        tokens.check(token, story.pk)
    except tokens.TokenOld:
        said = _("The form was open for a long time. Everything is still here: send it once more.")
        return {"sentence": said, "status": 400, "token": tokens.make(story.pk, has_waited=True)}
    except tokens.TokenWrong:
        return {"sentence": _("The form was not complete. Everything is still here: send it once more."), "status": 403}
    except tokens.TooQuick:
        said = _("That was quicker than we expect of a person. Everything is still here: send it once more.")
        return {"sentence": said, "status": 400, "token": token}
    if request.POST.get(TRAP, ""):
        said = _("Something filled in a field that people do not see. Everything is still here: send it once more.")
        return {"sentence": said, "status": 400, "token": token}
    return None


def _form(story, form, *, given=None, token="", sentence="", status=200):
    """With the errors of a form that was sent as it should be; else with one sentence alone."""
    errors = [] if sentence or not form.is_bound else [(form[name], text) for name, (text, *_) in form.errors.items()]
    return _page(
        story,
        status=status,
        title=_("Share your opinion"),
        form=form,
        given=given or {},
        shown_errors=errors,
        faulty={field.name for field, _text in errors},
        sentence=sentence,
        token=token or tokens.make(story.pk),
        trap=TRAP,
        limits={"least": SHORTEST_TEXT, "most": LONGEST_TEXT, "links": MOST_LINKS},
    )


def _closed(story, *, given=None, status=200):
    return _page(story, status=status, title=_("Letters on this story are closed"), is_closed=True, given=given or {})


def _not_now(request, story):
    """A letter on a story that was taken back meanwhile: the notice, and what was typed."""
    title, sentence = words_of_status(story.status)
    status = 410 if story.status == "removed" else 409
    return _page(story, status=status, title=title, closed_because=sentence, given=given_in(request.POST))


def _page(story, *, status=200, title, **context):
    versions = {row["language"]: row["path"] for row in reversed(story.counterparts)}
    page = Page(
        language=story.language,
        path=story.path + RESPOND,
        title=f"{title}: {story.headline}" if story.headline else title,
        sections=shown_sections(),
        versions=versions,
        section_id=story.top_section_id,
        robots=NOINDEX,
    )
    context |= {"page": page, "story": story, "heading": title, "privacy": f"{page.home}about/privacy/"}
    context["banner"] = banner(page.around)
    return HttpResponse(render_to_string("pages/respond.html", context), status=status)
