"""What a person orders on the command line, as the parts of a run. Whatever is wrong is said first."""

from __future__ import annotations

import os
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.contrib.auth import get_user_model

from articles.models import Membership, Section
from articles.reference import person_may_change
from articles.rights import RANKS, Role
from articles.texts import clean_line
from newsroom.about.models import PageName
from newsroom.about.writing import may_write
from newsroom.wire.columns import NAMES
from newsroom.wire.filing import Filing
from newsroom.wire.matching import ReferenceNames, UnknownSlug
from newsroom.wire.models import Source

from .bringing import Bringing
from .importing import Terms
from .mapping import UnreadableMapping, read_mapping
from .pictures import Folder, Pictures
from .policy_pages import PolicyPages
from .strangers import Strangers

LONGEST_SOURCE = 200


class WrongOption(ValueError):
    """An option that cannot be followed; the text says what to do."""


@dataclass
class Order:
    """One run: which files, on which terms, and what comes beside the stories."""

    paths: list[Path]
    filing: Filing
    terms: Terms
    bringing: Bringing


def order_of(paths: list[str], given: dict[str, Any]) -> Order:
    """Raises `WrongOption`."""
    found = _expand(paths)
    _check(given, found)
    mapping = _mapping(given["map"])
    filing = _filing(given, mapping)
    terms = Terms(
        format=given["format"] or "",
        timezone=given["timezone"],
        columns=_columns(given["columns"]),
        site=given["site"],
        strict=given["strict"],
        dry_run=given["dry_run"],
    )
    return Order(found, filing, terms, _bringing(given, filing, mapping.get("pages", {})))


def _check(given: dict[str, Any], paths: list[Path]) -> None:
    if given["timezone"] and given["timezone"] not in available_timezones():
        raise WrongOption(f"There is no time zone “{given['timezone']}”. Use a name such as Asia/Jerusalem.")
    for option, what in (("report", "the report"), ("rejected", "rejected records")):
        if given[option] and not given[option].parent.is_dir():
            raise WrongOption(f"There is no folder {given[option].parent} to write {what} to.")
    if given["rejected"] and given["rejected"].resolve() in {path.resolve() for path in paths}:
        raise WrongOption("--rejected names a file that is to be imported: name another one.")
    for folder in given["pictures"]:
        if not folder.is_dir():
            raise WrongOption(f"There is no folder {folder} with pictures.")
    if given["site"] and not _is_address(given["site"]):
        raise WrongOption(f"--site takes the address of a site, as https://old.example, not “{given['site']}”.")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _filing(given: dict[str, Any], mapping: dict[str, dict[str, str]]) -> Filing:
    source, user = _source(given["source"]), _user(given["user"])
    if given["publish"]:
        _check_may_publish(source, user)
    try:
        names = ReferenceNames.read(mapping)
    except UnknownSlug as problem:
        raise WrongOption(str(problem)) from None
    return Filing(source=source, names=names, user=user, section=_section(given["section"]), publish=given["publish"])


def _bringing(given: dict[str, Any], filing: Filing, pages: dict[str, str]) -> Bringing:
    person = Membership.objects.person(filing.user) if filing.user else None
    makes = given["create_authors"] or given["create_topics"]
    if makes and not (person and person_may_change(person)):
        raise WrongOption("Authors and topics are made by a chief or an administrator: name one with --user.")
    if given["pages"] and not (person and may_write(person)):
        raise WrongOption("Pages are written by a chief of every section or an administrator: name one with --user.")
    is_dry = given["dry_run"]
    return Bringing(
        filing=filing,
        strangers=Strangers(
            filing.names,
            maker=filing.user,
            makes_authors=given["create_authors"] and not is_dry,
            makes_topics=given["create_topics"] and not is_dry,
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
    )


def _mapping(path: Path | None) -> dict[str, dict[str, str]]:
    try:
        mapping = read_mapping(path) if path else {}
    except UnreadableMapping as problem:
        raise WrongOption(str(problem)) from None
    if unknown := sorted(set(mapping.get("pages", {}).values()) - set(PageName.values)):
        raise WrongOption(f"There is no page “{unknown[0]}”. There are: {', '.join(PageName.values)}.")
    return mapping


def _user(username: str | None):
    if not username:
        return None
    user = get_user_model().objects.filter(username=username, is_active=True).first()
    if not user:
        raise WrongOption(f"There is no active user “{username}”.")
    if not Membership.objects.person(user).highest_rank:
        raise WrongOption(f"“{username}” does not work at the desk: give them a membership first.")
    return user


def _columns(given: list[str]) -> dict[str, str]:
    """Columns by what they hold."""
    pairs = [pair.partition("=") for pair in given]
    if wrong := [what + sign + column for what, sign, column in pairs if what not in NAMES or not column]:
        raise WrongOption(
            f"--columns takes pairs such as headline=Subject, not “{wrong[0]}”. Known are: {', '.join(NAMES)}."
        )
    return {what: column for what, _sign, column in pairs}


def _expand(paths: list[str]) -> list[Path]:
    """Patterns that the shell did not expand are expanded here; what names nothing stays, and is reported."""
    return [Path(found) for path in paths for found in _found(path)]


def _found(path: str) -> list[str]:
    """A file may have brackets in its name: what is there under that very name is no pattern."""
    return [path] if os.path.lexists(path) else sorted(glob(path, recursive=True)) or [path]


def _source(name: str) -> Source:
    """The source of that name; a new one is stored with the first record."""
    name = clean_line(name)
    if not name:
        raise WrongOption("Say with --source whose stories these are.")
    if len(name) > LONGEST_SOURCE:
        raise WrongOption(f"The name of a source has at most {LONGEST_SOURCE} characters; this one has {len(name)}.")
    return Source.objects.filter(name=name).first() or Source(name=name)


def _section(slug: str | None) -> Section | None:
    if not slug:
        return None
    section = Section.objects.filter(slug=slug).first()
    if not section:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
        raise WrongOption(f"There is no section “{slug}”. There are: {known}.")
    return section


def _check_may_publish(source: Source, user) -> None:
    """Said before anything is filed: a whole archive that was not published is a bad surprise."""
    if user:
        if Membership.objects.person(user).highest_rank < RANKS[Role.CHIEF]:
            raise WrongOption(
                f"“{user.username}” may not publish imports: that is a chief's. Leave --publish out to file."
            )
    elif Membership.objects.person_by_id(source.trusted_by_id).highest_rank < RANKS[Role.CHIEF]:
        raise WrongOption(
            f"The source “{source}” may not publish. Let a chief mark it as one that may, name a chief with --user, "
            "or leave --publish out to file the stories for the desk."
        )
