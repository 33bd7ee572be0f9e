"""One round of a copy: asks for address after address, writes what is answered, removes what is answered no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

from articles.paths import language_prefix
from newsroom.moving.exporting.formats import Choice, ExportFailed, Written

from .asking import Answer, Asking, asking
from .folder import Folder, Foreign, opened
from .links import led, without_server
from .naming import REDIRECTS, copied_path, file_of
from .own_pages import moved_page, pages_in_place
from .server_files import redirects, write_maps
from .starts import starts

NEW, SAME, GONE, MOVED = "files written", "files as they were", "files removed", "old addresses"
MISSING = "/404.html"  # below a language; servers show it for what is not there
MOST_PROBLEMS = 100  # in one round; then something is wrong with more than a page


def write(place: Path, choice: Choice) -> Iterator[Written]:
    """Brings the copy in a folder up to date, or begins one. Raises `ExportFailed`."""
    if settings.DEBUG:
        raise ExportFailed("DEBUG shows pages that no reader has: copy the site without it.")
    with opened(place) as folder, asking() as site:
        yield from Round(folder, site).all()


class Round:
    def __init__(self, folder: Folder, site: Asking):
        self._folder, self._site = folder, site
        self._problems = 0

    def all(self) -> Iterator[Written]:
        yield from self._own_pages()
        self._folder.manifest.want(starts())
        for address in self._folder.manifest.wanted():
            yield from self._copied(address)
        write_maps(self._folder)
        yield from self._put_file(REDIRECTS, redirects(self._folder).encode())
        yield from (Written(GONE) for _name in self._folder.sweep())

    def _own_pages(self) -> Iterator[Written]:
        for language in settings.NEWSROOM_LANGUAGES:
            for path, page in pages_in_place(language).items():
                yield from self._put(path, self._text(page.encode(), "text/html"))
            missing = language_prefix(language) + MISSING
            yield from self._put(missing, self._content(self._site.ask(missing)))

    def _copied(self, address: str) -> Iterator[Written]:
        path, answer = copied_path(address), self._site.ask(address)
        if path is None:  # a query, as WordPress's `/?p=1`: no file, but a server may lead on
            yield from self._led_on(address, unquote(answer.location))
        elif answer.status == 200:
            yield from self._put(path, self._content(answer))
        elif answer.location:
            yield from self._moved(path, unquote(answer.location))
        elif answer.status == 410:
            self._folder.manifest.note_gone(path)
        elif answer.status != 404:
            self._folder.leave(file_of(path))
            yield self._problem(f"{address} answered {answer.status}: it is left as it was.")

    def _moved(self, path: str, location: str) -> Iterator[Written]:
        """As a page where browsers open one; servers are told of all."""
        target = copied_path(location) or location
        if file_of(target) == file_of(path):  # the same page, written another way
            self._folder.manifest.want([location])
            return
        yield from self._led_on(path, location)
        if file_of(path).endswith((".html", ".htm")):
            yield from self._put(path, moved_page(target).encode())

    def _led_on(self, old: str, location: str) -> Iterator[Written]:
        if location:
            self._folder.manifest.note_moved(old, copied_path(location) or location)
            self._folder.manifest.want([location])
            yield Written(MOVED)

    def _content(self, answer: Answer) -> bytes:
        return self._text(answer.body, answer.media_type) if answer.is_text else answer.body

    def _text(self, content: bytes, media_type: str) -> bytes:
        text = content.decode()
        linked = led(without_server(text) if media_type == "text/html" else text, site=settings.SITE_URL)
        self._folder.manifest.want(linked.addresses)
        return linked.text.encode()

    def _put(self, path: str, content: bytes) -> Iterator[Written]:
        return self._put_file(file_of(path), content)

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
