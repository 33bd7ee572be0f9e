"""What a reader fills in: a name, a mail address if they like, and a text. Cleaned, never cut."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.texts import clean_line, clean_text, tidy

from .models.letter import LONGEST_NAME, LONGEST_TEXT, SHORTEST_TEXT

LONGEST_MAIL = 254  # RFC 5321, section 4.5.3.1.3, less its brackets
MOST_LINKS = 2
FIELDS = ("name", "email", "text")
TRAP = "website"  # people do not see this field
_ENDINGS = "com|net|org|info|biz|io|co|me|ru|cn|xyz|top|shop|site|online|club|live|store|link"
_LINK = re.compile(rf"\b(?:https?|ftp)://|\bwww\.|\b[\w-]{{1,63}}\.(?:{_ENDINGS})\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n{3,}")


class LetterForm(forms.Form):
    """`given` is what was typed, without what no page can show; each error says what to do."""

    name = forms.CharField(label=gettext_lazy("Your name"), strip=False, required=False)
    email = forms.CharField(label=gettext_lazy("Your e-mail address"), strip=False, required=False)
    text = forms.CharField(label=gettext_lazy("Your letter"), strip=False, required=False)

    def __init__(self, given: Mapping[str, str] | None = None):
        super().__init__(None if given is None else {name: given[name] for name in FIELDS})

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Write your name: letters are shown with one."))
        if len(name) > LONGEST_NAME:
            raise forms.ValidationError(_too_long(len(name), LONGEST_NAME))
        if _LINK.search(name) or "@" in name:
            raise forms.ValidationError(_("A name holds no web or mail address."))
        return name

    def clean_email(self) -> str:
        email = clean_line(self.cleaned_data["email"])
        if not email:
            return ""
        if len(email) > LONGEST_MAIL:
            raise forms.ValidationError(_too_long(len(email), LONGEST_MAIL))
        try:
            email = forms.EmailField(validators=[_of_the_public]).clean(email)
        except forms.ValidationError as error:
            sentence = _("This is no e-mail address. Mend it, or leave the field empty.")
            raise forms.ValidationError(sentence) from error
        return email

    def clean_text(self) -> str:
        text = _BLANK_LINES.sub("\n\n", clean_text(self.cleaned_data["text"]))
        if len(text) < SHORTEST_TEXT:
            said = _("Write at least %(least)s characters: say what you think, and why.")
            raise forms.ValidationError(said % {"least": SHORTEST_TEXT})
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(_too_long(len(text), LONGEST_TEXT))
        if sum(1 for _found in _LINK.finditer(text)) > MOST_LINKS:
            said = ngettext(
                "At most %(most)s link is possible in a letter.",
                "At most %(most)s links are possible in a letter.",
                MOST_LINKS,
            )
            raise forms.ValidationError(said % {"most": MOST_LINKS})
        return text


def _of_the_public(email: str) -> None:
    """An answer goes to no machine beside ours: neither `localhost` nor an address in brackets (RFC 5321, 4.1.3)."""
    domain = email.rpartition("@")[2]
    if "." not in domain or domain.startswith("["):
        raise forms.ValidationError("")


def given_in(posted: Mapping[str, str]) -> dict[str, str]:
    """What was posted into the fields, as text that every page can show again."""
    return {name: tidy(posted.get(name, "")) for name in FIELDS}


def _too_long(length: int, most: int) -> str:
    said = _("This has %(length)s characters; at most %(most)s are possible. Nothing of it is lost: shorten it here.")
    return said % {"length": length, "most": most}
