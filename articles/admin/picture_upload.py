"""Sending many pictures at once: a form with many files or, from a script, one request for each of them."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ..decoder.opening import MOST_BYTES, Reason
from ..decoding import refusal
from ..models import Collection, Image
from ..pictures import collecting
from .image_form import ACCEPTED, ImageForm
from .people import person_of
from .picture_sent import Sent, send

ROW = "admin/articles/image/_sent.html"
FIRST = ("credit", "source")
MORE = ("creator", "copyright_notice", "place", "licence_expires_on", "usage_terms", "is_sensitive")
SAID_OF_ALL = (*FIRST, *MORE)


class ForAllForm(forms.Form):
    """What is true of every picture that is sent together; what is left empty is taken from each file."""

    collection = forms.ModelChoiceField(Collection.objects.none(), label=gettext_lazy("Collection"), required=False)
    again = forms.BooleanField(label=gettext_lazy("Add files that the library has already once more"), required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= forms.fields_for_model(Image, fields=SAID_OF_ALL, widgets=ImageForm.Meta.widgets)
        own = [one.pk for one in Collection.objects.all() if collecting.may_fill(person, one)]
        self.fields["collection"].queryset = Collection.objects.filter(pk__in=own)

    @property
    def said(self):
        return {name: self.cleaned_data[name] for name in SAID_OF_ALL if self.cleaned_data[name]}

    @property
    def first(self):
        return [self[name] for name in (*FIRST, "collection")]

    @property
    def more(self):
        return [self[name] for name in MORE]

    @property
    def says_more(self):
        """Whether anything stands in the fields that are closed at first."""
        return any(field.value() or field.errors for field in self.more)


class ManyPictures:
    """Mixed into the admin of pictures."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.upload_view)
        return [path("upload/", view, name="articles_image_upload"), *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def upload_view(self, request):
        """To a script (which accepts JSON) about one file, to a form about all of them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = request.POST if request.method == "POST" else None
        form = ForAllForm(posted, person=person_of(request))
        if posted is None:
            return self._upload_page(request, form)
        files = request.FILES.getlist("file")
        problem = _problem(form, files)
        sent = [] if problem else [self._send(request, file, form) for file in files]
        if request.accepts("text/html"):
            return self._upload_page(request, form, sent=sent, problem=problem)
        return _told(request, sent[0]) if sent else JsonResponse({"status": 400, "sentence": problem}, status=400)

    def _send(self, request, file, form):
        sent = send(file, by=request.user, said=form.said, is_again=form.cleaned_data["again"])
        collection = form.cleaned_data["collection"]
        if collection and sent.image and not sent.image.withdrawn_at:
            collecting.add(collection, [sent.image], by=request.user)
        return sent

    def _upload_page(self, request, form, *, sent=(), problem=""):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Upload pictures"),
            "form": form,
            "accepted": ACCEPTED,
            "most_bytes": MOST_BYTES,
            "too_large": str(refusal(Reason.BYTES)),
            "sent": sent,
            "problem": problem,
            "is_popup": "_popup" in request.GET,
            "library": reverse("admin:articles_image_changelist"),
        }
        status = 400 if problem or (sent and not any(one.image for one in sent)) else 200
        return TemplateResponse(request, "admin/articles/image/upload.html", context, status=status)


def _problem(form, files):
    """Why nothing can be sent at all."""
    if not form.is_valid():
        return " ".join(f"{form[name].label}: {' '.join(said)}" for name, said in form.errors.items())
    return "" if files else _("Choose at least one picture.")


def _told(request, sent: Sent):
    """One picture to a script: the row for the page, and what a chooser shows of it."""
    row = render_to_string(ROW, {"one": sent, "is_popup": "_popup" in request.GET}, request)
    answer = {"outcome": sent.outcome, "sentence": sent.sentence, "row": row, "picture": sent.line}
    answer["address"] = sent.address
    return JsonResponse(answer, status=200 if sent.image else 400)
