"""The tables of a Ghost export: its posts one at a time, and what hangs on each of them. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from newsroom.wire.foreign_html import headline_of
from newsroom.wire.json_listing import Part, values
from newsroom.wire.json_reading import WrongValue, text_in
from newsroom.wire.json_walking import JsonFile, Walk
from newsroom.wire.on_disk import OnDisk
from newsroom.wire.reading import Unreadable
from newsroom.wire.stories import WirePerson

_ABOUT = "meta"
OF_A_READER = ("id", "name", "email")  # who commented: for the desk alone
_NO_POSTS = "This is no export of Ghost: there are no posts in it."


class Hanging:
    """Who wrote each post, its tags and what else is said of it, by the number of the post."""

    def __init__(self, kept: OnDisk) -> None:
        self._kept = kept
        self._users: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self.people: dict[str, WirePerson] = {}  # by name
        self.slugs: dict[str, str] = {}  # of tags, by name
        self.exported_on: Any = None

    def survey(self, file: JsonFile) -> None:
        """Goes once over all tables: they stand in any order. What comes after a place that is no JSON hangs on
        nothing."""
        walk = file.walk()
        with suppress(Unreadable):  # told where the posts are read
            for table in tables(walk):
                if table == _ABOUT and walk.sign() == "{":
                    self._take_about(walk)
                elif (take := self._takes().get(table)) and walk.sign() == "[":
                    for part in values(walk):
                        if isinstance(part.value, dict):
                            take(part.value)

    def authors(self, post: str) -> list[str]:
        """Names; old exports have one writer in the post itself."""
        return self._named("author", post, self._users) or self._named("writer", post, self._users)

    def tags(self, post: str) -> list[str]:
        return self._named("tag", post, self._tags)

    def meta(self, post: str) -> dict[str, Any]:
        """What is said of it for search engines and pages."""
        said = self._kept.last(f"meta {post}")
        return dict(json.loads(said)) if said else {}

    def comments(self, post: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """What readers wrote below it, each with who that was."""
        for said in self._kept.of(f"comment {post}"):
            row = json.loads(said)
            member = self._kept.last(f"member {text_in(row.get('member_id'))}")
            yield row, json.loads(member) if member else {}

    def _takes(self):
        return {
            "comments": self._take_comment,
            "members": self._take_member,
            "users": self._take_user,
            "tags": self._take_tag,
            "posts": self._take_writer,
            "posts_authors": self._take_author,
            "posts_tags": self._take_tagging,
            "posts_meta": self._take_meta,
        }

    def _take_about(self, walk: Walk) -> None:
        with suppress(WrongValue):
            self.exported_on = walk.value().value.get("exported_on")

    def _take_user(self, row: dict[str, Any]) -> None:
        """What readers may know of somebody: neither mail address nor password."""
        name, slug, biography = (text_in(row.get(what)) for what in ("name", "slug", "bio"))
        person = WirePerson(name=headline_of(name), slug=slug, biography=headline_of(biography))
        self._users[text_in(row.get("id"))] = person.name
        if person.name:
            self.people[person.name] = person

    def _take_tag(self, row: dict[str, Any]) -> None:
        name = self._tags[text_in(row.get("id"))] = headline_of(text_in(row.get("name")))
        self.slugs[name] = text_in(row.get("slug"))

    def _take_comment(self, row: dict[str, Any]) -> None:
        self._kept.add(f"comment {text_in(row.get('post_id'))}", json.dumps(row))

    def _take_member(self, row: dict[str, Any]) -> None:
        self._kept.add(f"member {text_in(row.get('id'))}", json.dumps({name: row.get(name) for name in OF_A_READER}))

    def _take_writer(self, row: dict[str, Any]) -> None:
        if writer := text_in(row.get("author_id")):
            self._kept.add(f"writer {text_in(row.get('id'))}", writer)

    def _take_author(self, row: dict[str, Any]) -> None:
        self._kept.add(f"author {text_in(row.get('post_id'))}", text_in(row.get("author_id")), place=_place(row))

    def _take_tagging(self, row: dict[str, Any]) -> None:
        self._kept.add(f"tag {text_in(row.get('post_id'))}", text_in(row.get("tag_id")), place=_place(row))

    def _take_meta(self, row: dict[str, Any]) -> None:
        said = {name: value for name, value in row.items() if value is not None}
        self._kept.add(f"meta {text_in(row.get('post_id'))}", json.dumps(said))

    def _named(self, what: str, post: str, names: dict[str, str]) -> list[str]:
        return [name for key in self._kept.of(f"{what} {post}") if (name := names.get(key))]


def posts(file: JsonFile) -> Iterator[Part]:
    """Every post. Raises `Unreadable` for what is no export."""
    walk, are_there = file.walk(), False
    for table in tables(walk):
        if table == "posts" and walk.sign() == "[":
            are_there = True
            yield from values(walk)
    if not are_there:
        raise Unreadable(_NO_POSTS, line=1)


def tables(walk: Walk) -> Iterator[str]:
    """Stops before each table of an export, with its name: they are the data of the first database, or of the whole;
    and before what is said about it."""
    for name in walk.names() if walk.sign() == "{" else ():
        if name == "data" and walk.sign() == "{":
            yield from walk.names()
        elif name == _ABOUT:
            yield name
        elif name == "db" and walk.sign() == "[":
            for number, _database in enumerate(walk.items()):
                if number == 0 and walk.sign() == "{":
                    yield from _in_database(walk)


def _in_database(walk: Walk) -> Iterator[str]:
    for name in walk.names():
        if name == "data" and walk.sign() == "{":
            yield from walk.names()
        elif name == _ABOUT:
            yield name


def _place(row: dict[str, Any]) -> int:
    place = row.get("sort_order")
    return place if isinstance(place, int) else 0
