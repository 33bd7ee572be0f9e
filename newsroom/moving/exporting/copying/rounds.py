"""One round of a copy: asks for address after address, writes what is answered, removes what is answered no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from django.conf import settings

from articles.models import Publication
from articles.paths import language_prefix
from newsroom.moving.exporting.formats import Choice, ExportFailed, Written
from newsroom.pagecache.remembering import reading_once

from .asking import asking
from .finding import Found, led_on
from .folder import Folder, Foreign, opened
from .manifest import AT_ONCE
from .naming import MISSING, REDIRECTS, copied_path, file_of
from .own_pages import moved_page, pages_in_place
from .server_files import paths, redirects, write_maps
from .side_by_side import Finding, finding
from .starts import starts

NEW, SAME, GONE, MOVED = "files written", "files as they were", "files removed", "old addresses"
LARGE = 500  # stories; for fewer no other process is worth its start
MOST_PROBLEMS = 100  # in one round; then something is wrong with more than a page


def write(place: Path, choice: Choice) -> Iterator[Written]:
    """Brings the copy in a folder up to date, or begins one. Raises `ExportFailed`."""
    if settings.DEBUG:
        raise ExportFailed("DEBUG shows pages that no reader has: copy the site without it.")
    is_large = Publication.objects.count() >= LARGE
    with opened(place) as folder, asking() as site, reading_once(), finding(site, side_by_side=is_large) as find:
        yield from Round(folder, find).all()


class Round:
    def __init__(self, folder: Folder, find: Finding):
        self._folder, self._find = folder, find
        self._problems = 0

    def all(self) -> Iterator[Written]:
        yield from self._put_all(self._own_pages())
        self._folder.manifest.want(starts())
        for addresses in self._folder.manifest.wanted():
            with self._folder.filling(file_of(path) for path in map(copied_path, addresses) if path):
                for one in self._find(addresses):
                    yield from self._copied(one)
        yield from self._moved_pages()
        write_maps(self._folder)
        yield from self._put_all({REDIRECTS: redirects(self._folder).encode()})
        yield from (Written(GONE) for _name in self._folder.sweep())

    def _own_pages(self) -> dict[str, bytes]:
        """By the names of their files."""
        missing = [language_prefix(language) + MISSING for language in settings.NEWSROOM_LANGUAGES]
        pages = {file_of(one.address): self._content(one) for one in self._find(missing)}
        for language in settings.NEWSROOM_LANGUAGES:
            for path, page in pages_in_place(language).items():
                content, addresses = led_on(page.encode(), "text/html")
                self._folder.manifest.want(addresses)
                pages[file_of(path)] = content
        return pages

    def _copied(self, one: Found) -> Iterator[Written]:
        path = copied_path(one.address)
        if path is None:  # a query, as WordPress's `/?p=1`: no file, but a server may lead on
            yield from self._led_on(one.address, one.location)
        elif one.status == 200:
            yield from self._put_file(file_of(path), self._content(one))
        elif one.location:
            yield from self._moved(path, one.location)
        elif one.status == 410:
            self._folder.manifest.note_gone(path)
        elif one.status != 404:
            self._folder.leave(file_of(path))
            yield self._problem(f"{one.address} answered {one.status}: it is left as it was.")

    def _moved(self, path: str, location: str) -> Iterator[Written]:
        target = copied_path(location) or location
        if file_of(target) == file_of(path):  # the same page, written another way
            self._folder.manifest.want([location])
            return
        yield from self._led_on(path, location)

    def _led_on(self, old: str, location: str) -> Iterator[Written]:
        if location:
            self._folder.manifest.note_moved(old, copied_path(location) or location)
            self._folder.manifest.want([location])
            yield Written(MOVED)

    def _moved_pages(self) -> Iterator[Written]:
        """Old addresses as pages, where browsers open one."""
        pairs = ((file_of(old), new) for old, new in paths(list(self._folder.manifest.moved())))
        pages = ((name, moved_page(new).encode()) for name, new in pairs if name.endswith((".html", ".htm")))
        while some := dict(islice(pages, AT_ONCE)):
            yield from self._put_all(some)

    def _content(self, one: Found) -> bytes:
        self._folder.manifest.want(one.addresses)
        return one.content

    def _put_all(self, files: Mapping[str, bytes]) -> Iterator[Written]:
        with self._folder.filling(files):
            for name, content in files.items():
                yield from self._put_file(name, content)

    def _put_file(self, name: str, content: bytes) -> Iterator[Written]:
        try:
            yield Written(NEW if self._folder.put(name, content) else SAME)
        except Foreign as problem:
            yield self._problem(f"{problem} is not the copy's: {name} is not written.")

    def _problem(self, sentence: str) -> Written:
        self._problems += 1
        if self._problems > MOST_PROBLEMS:
            raise ExportFailed(f"Too much cannot be copied; the last was: {sentence}")
        return Written("", sentence)
