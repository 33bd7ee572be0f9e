"""NewsML-G2: a folder of messages, with a file for each picture. What was taken back is there as a notice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import chain, count, islice
from pathlib import Path

from django.core.files.storage import storages
from django.utils import translation

from newsroom.pages.elements import written

from .formats import Choice, Written
from .newsml_items import MEDIA, Items, items_of, message, notice_of
from .stories import stories, taken_back

PER_MESSAGE = 100  # stories: some read messages whole


def write(folder: Path, choice: Choice) -> Iterator[Written]:
    (folder / MEDIA).mkdir()
    entries = chain(_live(choice), _notices(choice))
    for number in count(1):
        some = list(islice(entries, PER_MESSAGE))
        if not some:
            return
        root = message()
        for entry in some:
            root[-1].extend(entry.items)
            yield Written(entry.kind)
            for name in entry.files:
                yield from _copied(name, folder / MEDIA)
        (folder / f"stories-{number:05}.xml").write_bytes(written(root))


def _live(choice: Choice) -> Iterator[Items]:
    for publication, addresses in stories(choice):
        with translation.override(publication.language):
            yield items_of(publication, addresses=addresses)


def _notices(choice: Choice) -> Iterator[Items]:
    return map(notice_of, taken_back(choice))


def _copied(name: str, media: Path) -> Iterator[Written]:
    """Its file, once however many stories show it."""
    if (place := media / name).exists():
        return
    try:
        with storages["public"].open(name) as source, place.open("xb") as file:
            shutil.copyfileobj(source, file)
        yield Written("pictures")
    except FileNotFoundError:
        yield Written("pictures", problem=f"The file {name} of a picture is lost.")
