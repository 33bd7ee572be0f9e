"""What somebody wants to look at: the parameters of a preview's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from articles.admin.keys import revision_number_of

from .files import THEMES

WIDTHS = {"wide": _("Wide"), "phone": _("Phone")}
THEME_NAMES = dict(zip(THEMES, (_("Light"), _("Dark")), strict=True))


@dataclass(frozen=True)
class Wanted:
    """`revision` is a number, None for what is saved now; `page` is the key of an appearance."""

    revision: int | None = None
    page: str = "article"
    width: str = "wide"
    theme: str = "light"

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Wanted:
        """Raises `Http404` for what no page of ours asks for."""
        revision = parameters.get("revision", "")
        if revision and not revision_number_of(revision):
            raise Http404
        wanted = cls(
            revision=revision_number_of(revision),
            page=parameters.get("page") or cls.page,
            width=parameters.get("width") or cls.width,
            theme=parameters.get("theme") or cls.theme,
        )
        if wanted.width not in WIDTHS or wanted.theme not in THEMES:
            raise Http404
        return wanted

    @property
    def query(self) -> str:
        named = {"revision": self.revision or "", "page": self.page, "width": self.width, "theme": self.theme}
        return urlencode({name: value for name, value in named.items() if value})
