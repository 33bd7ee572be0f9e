"""What a person orders on the command line, as the parts of a run. Whatever is wrong is said first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from articles.models import Membership
from articles.reference import person_may_change
from newsroom.about.writing import may_write
from newsroom.wire.filing import Filing
from newsroom.wire.matching import ReferenceNames, UnknownSlug

from .bringing import Bringing
from .files import is_endless
from .importing import Terms
from .named import (
    WrongOption,
    bases_of,
    check_may_publish,
    columns_of,
    expanded,
    mapping_in,
    section_called,
    source_called,
    user_called,
)
from .pictures import Folder, Pictures
from .policy_pages import PolicyPages
from .strangers import Strangers
from .targets import problem_with

MADE = ("sections", "authors", "topics")


@dataclass
class Order:
    """One run: which files, on which terms, and what comes beside the stories."""

    paths: list[Path]
    filing: Filing
    terms: Terms
    bringing: Bringing


def order_of(paths: list[str], given: dict[str, Any]) -> Order:
    """Raises `WrongOption`."""
    found = expanded(paths)
    _check(given, found)
    mapping = mapping_in(given["map"])
    filing = _filing(given, mapping)
    terms = Terms(
        format=given["format"] or "",
        timezone=given["timezone"],
        zone=filing.source.zone,
        language=filing.source.language,
        columns=columns_of(given["columns"]),
        site=given["site"],
        bases=bases_of(given),
        strict=given["strict"],
        dry_run=given["dry_run"],
    )
    return Order(found, filing, terms, _bringing(given, filing, mapping.get("pages", {})))


def _check(given: dict[str, Any], paths: list[Path]) -> None:
    if given["timezone"] and given["timezone"] not in available_timezones():
        raise WrongOption(f"There is no time zone “{given['timezone']}”. Use a name such as Asia/Jerusalem.")
    check_targets(given, paths)
    if given["rejected"] and (pipe := next(filter(is_endless, paths), None)):
        raise WrongOption(f"--rejected reads files twice, and {pipe} gives its bytes once: keep them in a file first.")
    for folder in given["pictures"]:
        if not folder.is_dir():
            raise WrongOption(f"There is no folder {folder} with pictures.")
    if given["site"] and not _is_address(given["site"]):
        raise WrongOption(f"--site takes the address of a site, as https://old.example, not “{given['site']}”.")


def check_targets(given: Mapping[str, Any], paths: list[Path]) -> None:
    """Raises `WrongOption` where a file that is to be written cannot be, or would take the place of another one."""
    taken = {path.resolve(): "a file that is to be imported" for path in paths}
    if given["map"]:
        taken[given["map"].resolve()] = "the mapping file"
    for option, what in (("report", "the report"), ("rejected", "rejected records")):
        if not (target := given[option]):
            continue
        if problem := problem_with(target, option=option, what=what):
            raise WrongOption(problem)
        if other := taken.get(target.resolve()):
            raise WrongOption(f"--{option} names {other}: name another one.")
        taken[target.resolve()] = f"the file of --{option}"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _filing(given: dict[str, Any], mapping: dict[str, dict[str, str]]) -> Filing:
    source, user = source_called(given["source"]), user_called(given["user"])
    if given["publish"]:
        check_may_publish(source, user)
    try:
        names = ReferenceNames.read(mapping)
    except UnknownSlug as problem:
        raise WrongOption(str(problem)) from None
    section = section_called(given["section"]) or source.section
    return Filing(source=source, names=names, user=user, section=section, publish=given["publish"])


def _bringing(given: dict[str, Any], filing: Filing, pages: dict[str, str]) -> Bringing:
    person = Membership.objects.person(filing.user) if filing.user else None
    makes = [kind for kind in MADE if given[f"create_{kind}"]]
    if makes and not (person and person_may_change(person)):
        raise WrongOption("Sections, authors and topics are made by a chief or an administrator: name one with --user.")
    if "sections" in makes and given["section"]:
        raise WrongOption("--section sends every story to one section: leave it or --create-sections out.")
    if "sections" in makes and filing.section:
        raise WrongOption(f"All stories of “{filing.source}” go to “{filing.section}”: leave --create-sections out.")
    if given["pages"] and not (person and may_write(person)):
        raise WrongOption("Pages are written by a chief of every section or an administrator: name one with --user.")
    is_dry = given["dry_run"]
    return Bringing(
        filing=filing,
        strangers=Strangers(
            filing.names,
            maker=filing.user,
            makes=() if is_dry else makes,
            has_section=filing.section is not None,
        ),
        pictures=Pictures(
            folders=[Folder(folder) for folder in given["pictures"]],
            fetches=given["fetch_pictures"] and not is_dry,
            looks_only=is_dry,
        ),
        pages=PolicyPages(filing.user, filing.publish, pages, given["site"]) if given["pages"] else None,
        takes_comments=given["comments"],
        site=given["site"],
        keeps_lists=not is_dry,
    )
