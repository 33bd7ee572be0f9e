"""Files for previews: pictures that readers may not have yet, and the readers' stylesheet in one theme."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse

from articles import bodies
from articles.models import Rendition, Revision
from articles.pictures.storing import private_path

THEMES = ("light", "dark")
_ASKS_FOR_DARK = "(prefers-color-scheme: dark)"
_SAYS_BOTH = "color-scheme: light dark"


def picture_ids(revision: Revision) -> set[int]:
    """The pictures that a revision shows: its lead and those in its body."""
    content = revision.content
    return bodies.references(bodies.sanitise(content["body"])).pictures | {content["lead_image_id"]} - {None}


def picture(name: str, *, of: Iterable[int] | None = None) -> FileResponse:
    """A rendition by its name; of these pictures alone, if some are named. Raises `Http404`, also for one of a picture
    that was withdrawn."""
    renditions = Rendition.objects.filter(name=name, image__withdrawn_at=None)
    rendition = (renditions if of is None else renditions.filter(image__in=of)).first()
    if not rendition:
        raise Http404
    try:
        file = default_storage.open(private_path(rendition.name))
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type=rendition.media_type, headers={"X-Content-Type-Options": "nosniff"})


def stylesheet(theme: str) -> HttpResponse:
    """The readers' stylesheet as a browser with this theme reads it, whatever theme the desk's browser has."""
    css = Path(finders.find("pages/pages.css")).read_text(encoding="utf-8")
    css = css.replace(_ASKS_FOR_DARK, "all" if theme == "dark" else "not all")
    return HttpResponse(css.replace(_SAYS_BOTH, f"color-scheme: {theme}"), content_type="text/css; charset=utf-8")
