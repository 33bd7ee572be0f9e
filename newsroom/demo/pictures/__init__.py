"""Eighteen pictures for the demo newsroom, drawn by its own code so that their rights are clear."""

from io import BytesIO

from PIL import Image

from newsroom.demo.pictures.canvas import blank, finish
from newsroom.demo.pictures.city import CITY
from newsroom.demo.pictures.evenings import EVENINGS
from newsroom.demo.pictures.indoors import INDOORS
from newsroom.demo.pictures.land import LAND
from newsroom.demo.pictures.town import TOWN
from newsroom.demo.pictures.works import WORKS

SCENES = {**LAND, **CITY, **TOWN, **INDOORS, **EVENINGS, **WORKS}
KEYS: tuple[str, ...] = tuple(SCENES)


class NoSuchPicture(LookupError):
    """The demo newsroom has no picture of that name."""


def draw(key: str, *, size: tuple[int, int] = (1600, 1000)) -> Image.Image:
    """Draw the picture at the size in pixels, the same pixels each time.

    The scene is composed for 16:10; another shape is cropped evenly. Raises `NoSuchPicture`.
    """
    if key not in SCENES:
        raise NoSuchPicture(f"There is no demo picture called {key!r}. Choose one of: {', '.join(KEYS)}.")
    canvas = blank(size)
    SCENES[key](canvas)
    return finish(canvas, size)


def jpeg(key: str, *, size: tuple[int, int] = (1600, 1000)) -> bytes:
    """Return the picture as a JPEG file without metadata. Raises `NoSuchPicture`."""
    file = BytesIO()
    draw(key, size=size).save(file, "JPEG", quality=86, optimize=True)
    return file.getvalue()
