"""The block list, letters per story, and what readers may ask for: their own letters, and that we forget them."""

import json

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.keys import key_of
from articles.admin.people import person_of
from articles.admin.refusals import not_there
from articles.phrases import moment
from articles.workflow import MoveNotAllowed
from newsroom.accounts.proof import ProvenForm
from newsroom.accounts.slowing import slowed
from newsroom.responses import banning, digest, opening, readers_own
from newsroom.responses.models import Ban, BanKind, LetterStatus
from newsroom.responses.models.ban import LONGEST_WORDS
from newsroom.responses.readers_own import Reader
from newsroom.responses.rights import decided_sections, may_close, may_decide

from .doors import for_deciders, for_readers_of_letters, status_for, story_named
from .queue_pages import LASTING
from .reading import decisions_about

BANS_LISTED = 500


class ReaderForm(ProvenForm):
    """Whose letters, and what to do: by an address, or by the number of a letter that came without one."""

    mail = forms.EmailField(label=gettext_lazy("E-mail address of the reader"), required=False)
    letter = forms.CharField(label=gettext_lazy("Or the number of a letter"), required=False, max_length=20)
    sure = forms.BooleanField(
        label=gettext_lazy("Erase: yes, all of it, also from the readers' pages, for good"), required=False
    )

    def clean_letter(self):
        number = self.cleaned_data["letter"].strip()
        if number and key_of(number) is None:
            raise forms.ValidationError(_("This is no number of a letter."))
        return key_of(number) if number else None

    def clean(self):
        given = super().clean()
        if not self.errors and bool(given.get("mail")) == bool(given.get("letter")):
            raise forms.ValidationError(_("Give an e-mail address, or else the number of a letter."))
        return given

    @property
    def reader(self):
        number = self.cleaned_data["letter"]
        return Reader(letter_number=number) if number else readers_own.reader_of(self.cleaned_data["mail"])


class OtherPages:
    """Mixed into the pages of letters, which have the site."""

    @for_readers_of_letters
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def blocks_view(self, request):
        sentence, status = "", 200
        if request.method == "POST":
            if not decided_sections(person_of(request)):
                raise PermissionDenied
            posted = {name: request.POST.get(name, "") for name in ("words", "reason", "lasts")}
            try:
                banning.ban_words(posted["words"], by=request.user, reason=posted["reason"], lasts=posted["lasts"])
            except MoveNotAllowed as refusal:
                sentence, status = str(refusal), status_for(refusal)
            else:
                messages.success(request, _("The words are on the block list."))
                return HttpResponseRedirect(reverse("admin:letters_blocks"))
        return self._blocks(request, sentence=sentence, status=status)

    @for_deciders
    @method_decorator(require_POST)
    def end_block_view(self, request, number):
        try:
            banning.end_ban(key_of(number), by=request.user)
        except Ban.DoesNotExist as error:
            raise Http404 from error
        except MoveNotAllowed as refusal:
            return self._blocks(request, sentence=str(refusal), status=status_for(refusal))
        messages.success(request, _("The block is ended."))
        return HttpResponseRedirect(reverse("admin:letters_blocks"))

    def _blocks(self, request, *, sentence="", status=200):
        rows = Ban.objects.in_force().select_related("by")[:BANS_LISTED]
        context = {
            "title": _("Block list"),
            "bans": [(ban, moment(ban.at), moment(ban.until) if ban.until else "") for ban in rows],
            "words": BanKind.WORDS,
            "place": BanKind.PLACE,
            "may_ban": bool(decided_sections(person_of(request))),
            "longest": LONGEST_WORDS,
            "lasting": LASTING.items(),
            "typed": request.POST,
            "sentence": sentence,
        }
        return self._answer(request, "blocks", context, status=status)

    @not_there
    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def story_view(self, request, number):
        story, person, sentence, status = story_named(request, number), person_of(request), "", 200
        if request.method == "POST":
            try:
                opening.choose(story, action=request.POST.get("decision", ""), by=request.user)
            except MoveNotAllowed as refusal:
                sentence, status = str(refusal), status_for(refusal)
            else:
                messages.success(request, _("Done: readers see it at once."))
                return HttpResponseRedirect(reverse("admin:letters_story", args=[story.pk]))
        chosen, closes_at = opening.chosen_for(story), opening.closing_at(story.first_published_at)
        context = {
            "title": _("Letters on a story"),
            "story": story,
            "is_open": opening.is_open(chosen=chosen, first_published_at=story.first_published_at),
            "chosen": chosen,
            "closes": moment(closes_at) if closes_at else "",
            "counts": [(kind, story.letters.filter(status=kind).count()) for kind in LetterStatus],
            "decisions": decisions_about(story),
            "may_close": may_close(person, story.section.family_ids()),
            "may_read": person.reads_everything or may_decide(person, story.section.family_ids()),
            "sentence": sentence,
        }
        return self._answer(request, "story", context, status=status)

    @for_deciders
    @method_decorator(require_POST)
    def digest_view(self, request):
        digest.choose(request.user, is_wanted=request.POST.get("wanted") == "1")
        messages.success(request, _("Your choice is kept."))
        return HttpResponseRedirect(reverse("admin:letters"))

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def readers_view(self, request):
        """For administrators, once more proven who they are: what is kept of a reader, and erasing it."""
        if not person_of(request).reads_everything:
            raise PermissionDenied
        form = ReaderForm(request.POST if request.method == "POST" else None, request=request)
        context = {"title": _("What is kept of a reader"), "form": form}
        if request.method == "POST" and form.is_valid():
            if "export" in request.POST:
                return _file(readers_own.give_out(form.reader, by=request.user))
            if "erase" in request.POST and form.cleaned_data["sure"]:
                erased = readers_own.erase(form.reader, by=request.user)
                messages.success(request, _("Erased: %(letters)s letters and all that hung on them.") % vars(erased))
                return HttpResponseRedirect(reverse("admin:letters_readers"))
            if "erase" in request.POST:
                form.add_error("sure", _("Tick this as well: what is erased does not come back."))
            else:
                held = readers_own.holdings(form.reader)
                context["held"] = {name: len(rows) for name, rows in held.items() if isinstance(rows, list)}
        status = 400 if form.errors else 200
        return slowed(self._answer(request, "readers", context, status=status), form)


def _file(held):
    return HttpResponse(
        json.dumps(held, ensure_ascii=False, indent=2) + "\n",
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="reader.json"'},
    )
