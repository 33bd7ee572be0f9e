"""What readers have of a picture has become another."""

from __future__ import annotations

from django.utils import timezone

from ..models import Edition, Image, Publication


def is_shown(image: Image) -> bool:
    """Whether a story that readers have shows it."""
    return Publication.objects.live().filter(pictures=image).exists()


def note_change(image: Image) -> None:
    """Lets whoever keeps copies of its stories learn of it, and pages be made anew. Last in its transaction."""
    Image.objects.filter(pk=image.pk).update(changed_for_readers_at=timezone.now())
    Edition.bump()
