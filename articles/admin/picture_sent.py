"""What became of a picture that was sent: added, there already, or refused, and what it resembles."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import bodies, pictures
from ..models import Image
from ..pictures import finding, twice
from .chosen import picture_line

logger = logging.getLogger(__name__)
MOST_ALIKE = 4
LONGEST_NAME = 80


@dataclass(frozen=True)
class Sent:
    """`outcome` is `added`, `there` or `refused`; `image` is the picture of the library, new or old."""

    name: str
    outcome: str
    sentence: str
    image: Image | None = None
    alike: list[Image] = field(default_factory=list)

    @property
    def line(self) -> dict[str, object] | None:
        """What a chooser shows; nothing of a picture that may not be used."""
        return picture_line(self.image) if self.image and not self.image.withdrawn_at else None

    @property
    def address(self) -> str:
        return reverse("admin:articles_image_change", args=[self.image.pk]) if self.image else ""


def send(file: UploadedFile, *, by, said: Mapping[str, Any], is_again: bool) -> Sent:
    """Adds a file to the library unless it has the very same one, or `is_again`."""
    name = bodies.clean_line(file.name)[:LONGEST_NAME]
    try:
        if is_again:
            return _add(file, name, by=by, said=said)
        with twice.alone_with(file) as there:
            return Sent(name, "there", there_sentence(there), there) if there else _add(file, name, by=by, said=said)
    except pictures.PictureRefused as refusal:
        return Sent(name, "refused", str(refusal))
    except OSError:
        logger.exception("a picture could not be stored")
        return Sent(name, "refused", _("The file could not be stored. Nothing of it was kept; try again later."))


def _add(file: UploadedFile, name: str, *, by, said: Mapping[str, Any]) -> Sent:
    image = pictures.add(file, by=by, **said)
    alike = list(finding.alike(image)[:MOST_ALIKE])
    return Sent(name, "added", _added(image, alike), image, alike)


def there_sentence(image: Image) -> str:
    words = {"number": image.pk}
    if image.withdrawn_at:
        return _("Not added: the same file was withdrawn, as picture %(number)s.") % words
    return _("Not added: the library has this file already, as picture %(number)s.") % words


def _added(image: Image, alike: list[Image]) -> str:
    sentence = _("Added as picture %(number)s.") % {"number": image.pk}
    return " ".join([sentence, _("It looks like what is there already:")]) if alike else sentence
