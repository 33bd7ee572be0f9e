"""The form of a source: plain questions, and every answer checked before anything is asked of anybody."""

from __future__ import annotations

import re
from base64 import b64encode

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin import access
from articles.admin.zones import zone_choices
from articles.languages import language_name

from .fetching import NotAllowed
from .fetching.addresses import target_of
from .fetching.allowed import is_named
from .format_titles import format_title
from .formats import FORMATS
from .models import Source, SourceKind
from .models.source import LONGEST_MINUTES, SHORTEST_MINUTES
from .polling import folders
from .polling.secrets import sealed

TRUSTED = ("name", "kind", "address", "folder")  # what a chief trusts is this, and nothing else by the same name
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_OWN_HEADERS = {
    *("host", "connection", "content-length", "transfer-encoding", "accept-encoding", "user-agent", "te", "upgrade"),
    *("if-none-match", "if-modified-since", "range", "expect", "content-encoding"),
}


HELP = {
    "address": _("Of a feed (RSS, Atom), or of a file in any other format that is read here."),
    "header_name": _("Only for a feed that asks for a secret. Left empty, it is “Authorization”."),
    "folder": _("Below the folder that the server's settings name: its files are read once each, when complete."),
    "moves_files": _("Into a folder “done” beside them. Otherwise they stay where they are. None is ever deleted."),
    "poll_minutes": _("Longer where its server asks for that, and while it fails."),
    "is_paused": _("It is not asked until this is taken away again."),
    "section": _("All its stories go there. Left empty, each goes where its own label leads."),
    "language": _("Of stories that name none."),
    "zone": _("Of times that name none."),
    "credit_line": _("Below stories that bring none of their own."),
    "takes_pictures": _(
        "From where each story names them, or for a folder from beside its file there: put them there first. They cost "
        "requests and space."
    ),
    "publishes": _("Without anybody looking first, and only if a chief lets it, below. Otherwise it files."),
}


class SourceForm(forms.ModelForm):
    """`trusted_by` is a checkbox: it stores the chief who ticks it, whose rights the source then publishes with. The
    secret is only ever written: nobody is shown it."""

    person = None
    may_publish = forms.BooleanField(label=_("may publish"), required=False)
    header_value = forms.CharField(
        label=_("secret"),
        required=False,
        max_length=4000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "vTextField", "dir": "ltr"}),
    )
    forgets_secret = forms.BooleanField(label=_("forget the secret"), required=False)

    class Meta:
        help_texts = HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" not in self.fields:
            return
        for name in ("kind", "poll_minutes"):
            self.fields[name].required = False
        for name in ("address", "folder", "header_name"):  # Latin wherever they stand
            self.fields[name].widget.attrs["dir"] = "ltr"
        self._offer_choices()
        self._ask_for_trust()
        self._ask_for_secret()

    def _offer_choices(self) -> None:
        self.fields["kind"].widget = forms.RadioSelect(choices=SourceKind.choices)
        told = [("", _("told from what comes"))]
        named = [(name, format_title(name)) for name in FORMATS]
        self.fields["format"] = _chosen(self.fields["format"], told + named)
        languages = [(code, language_name(code)) for code in settings.NEWSROOM_LANGUAGES]
        self.fields["language"] = _chosen(self.fields["language"], [("", _("as the stories say")), *languages])
        own = [("", _("not known (of plain wire text the newsroom's own)"))]
        self.fields["zone"] = _chosen(self.fields["zone"], own + zone_choices(also=self.instance.zone))
        minutes = self.fields["poll_minutes"]
        minutes.min_value, minutes.max_value = SHORTEST_MINUTES, LONGEST_MINUTES
        minutes.widget.attrs |= {"min": SHORTEST_MINUTES, "max": LONGEST_MINUTES}

    def _ask_for_trust(self) -> None:
        chief, box = self.instance.trusted_by, self.fields["may_publish"]
        box.initial = chief is not None
        box.disabled = chief is None and not access.is_chief(self.person)
        box.help_text = (
            _("Said by %(chief)s. What it sends is published in the sections where %(chief)s is a chief.")
            % {"chief": chief}
            if chief
            else _("Only a chief may tick this: the source then publishes in the sections of that chief.")
        )

    def _ask_for_secret(self) -> None:
        if self.instance.header_value_sealed:
            self.fields["header_value"].help_text = _("There is one. Nobody can see it; type another to replace it.")
        else:
            self.fields["header_value"].help_text = _("As its owner gave it: “Bearer …”, or “Basic name:password”.")
            self.fields.pop("forgets_secret", None)

    def clean_poll_minutes(self):
        minutes = self.cleaned_data["poll_minutes"]
        if minutes is None:
            return self.instance.poll_minutes
        if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
            sentence = gettext("Between %(least)s and %(most)s minutes.")
            raise forms.ValidationError(sentence % {"least": SHORTEST_MINUTES, "most": LONGEST_MINUTES})
        return minutes

    def clean_header_name(self):
        name = self.cleaned_data["header_name"].strip()
        if name and (not _HEADER.fullmatch(name) or name.lower() in _OWN_HEADERS):
            raise forms.ValidationError(gettext("This is no name of a header that may be sent."))
        return name

    def clean_header_value(self):
        """A name and a password are written as servers expect them."""
        value = self.cleaned_data["header_value"].strip()
        if not value.isascii() or not value.isprintable():
            raise forms.ValidationError(gettext("A secret has only Latin letters, digits and signs, on one line."))
        scheme, _space, rest = value.partition(" ")
        if scheme.lower() == "basic" and ":" in rest:
            return f"Basic {b64encode(rest.encode()).decode()}"
        return value

    def clean(self):
        cleaned = super().clean()
        cleaned["kind"] = cleaned.get("kind") or self.instance.kind
        match cleaned["kind"]:
            case SourceKind.FEED:
                self._check_address(cleaned)
            case SourceKind.FOLDER:
                self._check_folder(cleaned)
        chief = self.instance.trusted_by
        is_others = chief is not None and chief.pk != self.person.id
        if is_others and cleaned.get("may_publish"):
            self._check_trust(chief)
        return cleaned

    def save(self, commit=True):  # noqa: FBT002 - Django's
        if self.cleaned_data.get("forgets_secret"):
            self.instance.header_value_sealed = ""
        if value := self.cleaned_data.get("header_value"):
            self.instance.header_value_sealed = sealed(value)
        return super().save(commit)

    def _check_address(self, cleaned) -> None:
        address = cleaned.get("address", "")
        if not address:
            self.add_error("address", gettext("Say which address is to be asked."))
            return
        try:
            target = target_of(address)
        except NotAllowed as refusal:
            self.add_error("address", str(refusal))
            return
        has_old = bool(self.instance.header_value_sealed) and not cleaned.get("forgets_secret")
        if not cleaned.get("header_value") and not has_old:
            return
        if not cleaned.get("header_value") and self._leads_elsewhere(target):
            self.add_error("header_value", gettext("The address is another server's: type the secret that it wants."))
        if target.scheme != "https" and not is_named(target.host, target.port):
            self.add_error("address", gettext("A secret is only sent to an address that begins with https://."))

    def _leads_elsewhere(self, target) -> bool:
        """Whether the secret that is there was meant for another server."""
        try:
            return target_of(self.initial.get("address", "")).origin != target.origin
        except NotAllowed:
            return True

    def _check_folder(self, cleaned) -> None:
        folder = cleaned.get("folder", "")
        if not folder:
            self.add_error("folder", gettext("Say which folder is to be looked into."))
            return
        try:
            folders.folder_of(Source(folder=folder))
        except folders.NoFolder as refusal:
            self.add_error("folder", str(refusal))

    def _check_trust(self, chief) -> None:
        """What a chief trusts is known by its name and where it comes from: with others it would be something else."""
        for name in TRUSTED:
            if self.cleaned_data.get(name) != getattr(self.instance, name):
                sentence = gettext("%(chief)s lets it publish as it is. Take that away first, or ask them.")
                self.add_error(name, sentence % {"chief": chief})


def _chosen(field, choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=field.label, help_text=field.help_text, required=False, choices=choices)
