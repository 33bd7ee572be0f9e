"""The demo's stories as they are written in stories/*.toml. Pure but for reading those files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from articles.bodies import sanitise

from .marks import to_html

HERE = Path(__file__).parent
STORIES = HERE / "stories"
DESK = "desk"  # the file of the stories that are still worked on


@dataclass(frozen=True)
class StoryText:
    """One story in one language; `translation` is its counterpart. `by`, `ends` and `words` say whose story a
    desk story is, where it stands, and the words that this needs. Pictures and links to stories in the body are
    numbered as `pictures` and `links` name them, from 1."""

    key: str
    headline: str
    body: str
    language: str = "en"
    section: str = ""
    kicker: str = ""
    standfirst: str = ""
    place: str = ""
    bylines: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    picture: str = ""
    pictures: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    days_ago: float = 0
    by: str = ""
    ends: str = ""
    words: str = ""
    translation: StoryText | None = None


@dataclass(frozen=True)
class ChangeText:
    """A change to a published story: the text that is swapped for another, and how far it has come."""

    story: str
    by: str
    ends: str
    swap: tuple[str, str]
    note: str = ""
    kind: str = ""
    text: str = ""


def archive() -> list[StoryText]:
    """The stories that readers have, oldest first; the file says the section."""
    files = (path for path in sorted(STORIES.glob("*.toml")) if path.stem != DESK)
    stories = [_story(entry, section=path.stem) for path in files for entry in read(path)["story"]]
    return sorted(stories, key=lambda story: -story.days_ago)


def desk() -> list[StoryText]:
    return [_story(entry) for entry in read(STORIES / f"{DESK}.toml")["story"]]


def changes() -> list[ChangeText]:
    entries = read(STORIES / f"{DESK}.toml")["change"]
    return [ChangeText(**entry | {"swap": tuple(entry["swap"])}) for entry in entries]


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text("utf-8"))


def _story(entry: dict, **defaults: str) -> StoryText:
    values = defaults | {name: value for name, value in entry.items() if name != "ar"}
    values |= {name: tuple(values.get(name, ())) for name in ("bylines", "topics", "pictures", "links")}
    html = values.pop("html", "")
    values["body"] = sanitise(html) if html else to_html(values["body"])
    if "ar" in entry:
        shared = {name: values[name] for name in values if name not in entry["ar"]}
        values["translation"] = _story(shared | entry["ar"] | {"language": "ar"})
    return StoryText(**values)
