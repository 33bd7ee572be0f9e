"""One address of the API, declared once: from it come the route, the checks of what is asked, and its part of the
OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsroom.api import parameters
from newsroom.api.parameters import Parameter
from newsroom.pages.answers import FRESH

JSON = "application/json"
FORMAT = parameters.choice(
    "format",
    "The form of the answer, in place of the header Accept: our own JSON, or items of ninjs 2.1.",
    of=("json", "ninjs"),
)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a view says: a value for JSON, and where else to look. `moved` is an address in place of a value."""

    value: Any = None
    next: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)  # addresses by media type
    cache: str = FRESH
    moved: str = ""
    languages: Collection[str] = ()  # of its texts; the newsroom's, where there are none


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a view is given: values by the names of parameters, and the query as it was sent, in one order."""

    values: Mapping[str, Any]
    query: Mapping[str, str]
    is_ninjs: bool = False

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """`answers` names the schemas of what is said, one of which it is; `fields` those of each thing in it."""

    name: str
    path: str
    summary: str
    view: Callable[[Asked], Reply]
    answers: tuple[str, ...]
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    has_ninjs: bool = False
    statuses: tuple[int, ...] = ()  # of its own, beside those that every address has

    @property
    def asked(self) -> tuple[Parameter, ...]:
        return (*self.parameters, *((FORMAT,) if self.has_ninjs else ()))

    @property
    def route(self) -> str:
        """As Django writes it."""
        return re.sub(r"{(\w+)}", r"<api_part:\1>", self.path)


def cut(values: Iterable[Mapping[str, Any]], names: Iterable[str] | None, *, key: str = "id") -> list[dict[str, Any]]:
    """Return of each value the fields that are wanted, and what it is called by."""
    if names is None:
        return [dict(value) for value in values]
    kept = {key, *names}
    return [{name: said for name, said in value.items() if name in kept} for value in values]


def languages_of(values: Iterable[Mapping[str, Any]], *, asked: str | None = None) -> Collection[str]:
    """Return the languages that things are in; where there are none, the one that was asked for."""
    return {value["language"] for value in values if value.get("language")} or ({asked} if asked else ())
