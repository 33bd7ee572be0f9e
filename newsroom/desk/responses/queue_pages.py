"""The queue, one letter, and what is decided on them."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from articles.admin.keys import key_given, key_of
from articles.admin.people import person_of
from articles.workflow import MoveNotAllowed
from newsroom.responses import digest, looking, moderating, replying, shortening
from newsroom.responses.banning import FOR
from newsroom.responses.models import DecisionAction, LetterStatus
from newsroom.responses.models.decision import LONGEST_REASON
from newsroom.responses.models.reply import LONGEST_REPLY
from newsroom.responses.moderating import LetterGone

from .doors import for_deciders, for_readers_of_letters, letter_named, status_for
from .reading import ALL, SHOWN, decisions_on, line_of, queue

MEDIA = forms.Media(
    css={"all": ["desk/inbox.css", "desk/letters.css"]}, js=[forms.Script("desk/letters.js", defer=True)]
)
LASTING = {
    "week": gettext_lazy("A week"),
    "month": gettext_lazy("A month"),
    "year": gettext_lazy("A year"),
    "ever": gettext_lazy("For good"),
}
assert LASTING.keys() == FOR.keys()
USUAL_REASONS = (
    gettext_lazy("Insults somebody"),
    gettext_lazy("Not about the story"),
    gettext_lazy("Advertising"),
    gettext_lazy("Says of somebody what we cannot check"),
    gettext_lazy("Hatred or a threat"),
)


class QueuePages:
    """Mixed into the pages of letters, which have the site."""

    @for_readers_of_letters
    @method_decorator(require_safe)
    def queue_view(self, request):
        return self._queue(request, request.GET)

    @for_readers_of_letters
    @method_decorator(require_safe)
    def letter_view(self, request, number):
        letter = letter_named(request, number)
        response = self._letter(request, letter)
        looking.note_look(letter, by=request.user)
        return response

    @for_deciders
    @method_decorator(require_POST)
    def decide_view(self, request):
        """Several letters are decided as far as they can be, each refusal told in a sentence; a single one that is
        refused is answered with its status, and with what was typed."""
        posted = request.POST
        action = posted.get("decision", "")
        numbers = [key_of(value) for value in posted.getlist("letter")]
        if None in numbers:
            raise Http404
        try:
            outcomes = moderating.decide_all(
                numbers,
                action=action,
                by=request.user,
                reason=posted.get("reason", ""),
                lasts=posted.get("lasts", "month"),
            )
        except MoveNotAllowed as refusal:
            return self._refused(request, refusal)
        refused = [outcome.refusal for outcome in outcomes if outcome.refusal]
        if len(outcomes) == 1 and refused:
            return self._refused(request, refused[0])
        self._tell(request, action, done=len(outcomes) - len(refused), refused=refused)
        return HttpResponseRedirect(_back(posted))

    @for_deciders
    @method_decorator(require_POST)
    def reply_view(self, request, number):
        letter = letter_named(request, number)
        try:
            replying.reply(letter, text=request.POST.get("text", ""), by=request.user)
        except MoveNotAllowed as refusal:
            said = {"sentence": str(refusal), "status": status_for(refusal)}
            return self._letter(request, letter, typed_reply=request.POST.get("text", ""), **said)
        messages.success(request, _("Your answer is kept, and goes out by mail."))
        return HttpResponseRedirect(reverse("admin:letter", args=[letter.pk]))

    @for_deciders
    @method_decorator(require_POST)
    def shorten_view(self, request, number):
        letter, text = letter_named(request, number), request.POST.get("text", "")
        try:
            shortening.shorten(letter.pk, text=text, by=request.user)
        except MoveNotAllowed as refusal:
            said = {"sentence": str(refusal), "status": status_for(refusal)}
            return self._letter(request, letter, typed_text=text, **said)
        messages.success(request, _("This is what readers get to see of the letter."))
        return HttpResponseRedirect(reverse("admin:letter", args=[letter.pk]))

    def _refused(self, request, refusal):
        """On the page that it was sent from."""
        if isinstance(refusal, LetterGone):
            raise Http404
        said = {"sentence": str(refusal), "status": status_for(refusal)}
        if request.POST.get("page") == "letter":
            return self._letter(request, letter_named(request, request.POST.get("letter", "")), **said)
        return self._queue(request, request.POST, **said)

    def _tell(self, request, action, *, done, refused):
        if done:
            said = ngettext("%(done)s letter: %(what)s.", "%(done)s letters: %(what)s.", done)
            messages.success(request, said % {"done": done, "what": DecisionAction(action).label})
        for sentence in dict.fromkeys(map(str, refused)):
            messages.warning(request, sentence)

    def _queue(self, request, given, *, sentence="", status=200):
        person = person_of(request)
        show, story = asked(given)
        found = queue(person, show=show, story=story, start=key_given(given, "from"))
        context = {
            "title": _("Letters"),
            "queue": found,
            "show": show,
            "story": story,
            "of_story": found.lines[0] if story and found.lines else None,
            "shown": [*LetterStatus.choices, (ALL, _("All"))],
            "query": urlencode({name: value for name, value in (("show", show), ("story", story)) if value}),
            "is_later": "from" in given,
            "sentence": sentence,
            "digest": {"is_wanted": digest.wants(request.user)} if person.moderates else None,
            "may_decide": any(line.may_decide for line in found.lines),
            **self._words(request),
        }
        return self._answer(request, "queue", context, status=status)

    def _letter(self, request, letter, *, status=200, **given):
        """`given` is the sentence of a refusal, and what was typed."""
        line = line_of(letter, person_of(request))
        context = {
            "title": _("Letter %(number)s") % {"number": letter.pk},
            "line": line,
            "may_shorten": line.may_decide and letter.status in shortening.MAY_BE_SHORTENED,
            "letter": letter,
            "decisions": decisions_on(letter),
            "replies": letter.replies.select_related("by"),
            "longest": LONGEST_REPLY,
            **given,
            **self._words(request),
        }
        return self._answer(request, "letter", context, status=status)

    def _words(self, request):
        return {
            "lasting": LASTING.items(),
            "lasts": request.POST.get("lasts", "month"),
            "reason": request.POST.get("reason", ""),
            "reasons": USUAL_REASONS,
            "longest_reason": LONGEST_REASON,
            "media": MEDIA,
        }

    def _answer(self, request, template, context, *, status=200):
        context = {**self.site.each_context(request), "person": person_of(request), "media": MEDIA, **context}
        return TemplateResponse(request, f"admin/responses/{template}.html", context, status=status)


def asked(given):
    """Which letters are shown, and on which story. Raises `Http404` for what is neither."""
    show, story = given.get("show", LetterStatus.WAITING), key_given(given, "story") if given.get("story") else None
    if show not in SHOWN:
        raise Http404
    return show, story


def _back(posted):
    """To the letter, or to the top of the queue as it was filtered: by `#decided` its script knows to go on there."""
    if posted.get("page") == "letter":
        return reverse("admin:letter", args=[key_of(posted.get("letter", ""))])
    show, story = asked(posted)
    query = urlencode({name: value for name, value in (("show", show), ("story", story)) if value})
    return f"{reverse('admin:letters')}?{query}#decided"
