"""What options of an import name: people, sources, sections, files. Whatever is not there is said in a sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from glob import glob
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

from articles.models import Membership, Section
from articles.rights import RANKS, Role
from articles.texts import clean_line
from newsroom.about.models import PageName
from newsroom.wire.columns import NAMES
from newsroom.wire.models import Source

from .mapping import UnreadableMapping, read_mapping

LONGEST_SOURCE = 200
BASES = ("category_base", "tag_base")
_BASE = re.compile(r"/*|/*[^\s/?#:]+(?:/[^\s/?#:]+)*/*")


class WrongOption(ValueError):
    """An option that cannot be followed; the text says what to do."""


def mapping_in(path: Path | None) -> dict[str, dict[str, str]]:
    try:
        mapping = read_mapping(path) if path else {}
    except UnreadableMapping as problem:
        raise WrongOption(str(problem)) from None
    if unknown := sorted(set(mapping.get("pages", {}).values()) - set(PageName.values)):
        raise WrongOption(f"There is no page “{unknown[0]}”. There are: {', '.join(PageName.values)}.")
    return mapping


def user_called(username: str | None):
    if not username:
        return None
    user = get_user_model().objects.filter(username=username, is_active=True).first()
    if not user:
        raise WrongOption(f"There is no active user “{username}”.")
    if not Membership.objects.person(user).highest_rank:
        raise WrongOption(f"“{username}” does not work at the desk: give them a membership first.")
    return user


def columns_of(given: list[str]) -> dict[str, str]:
    """Columns by what they hold."""
    pairs = [pair.partition("=") for pair in given]
    if wrong := [what + sign + column for what, sign, column in pairs if what not in NAMES or not column]:
        raise WrongOption(
            f"--columns takes pairs such as headline=Subject, not “{wrong[0]}”. Known are: {', '.join(NAMES)}."
        )
    return {what: column for what, _sign, column in pairs}


def bases_of(given: Mapping[str, Any]) -> dict[str, str]:
    """Where a site of WordPress has its lists, of those that were named; "" for its root."""
    named = {name: given[name] for name in BASES if given[name]}
    for name, base in named.items():
        if not _BASE.fullmatch(base):
            option = name.replace("_", "-")
            raise WrongOption(f"--{option} takes a path at the former site, such as topics or /, not “{base}”.")
    return {name: base.strip("/") for name, base in named.items()}


def expanded(paths: list[str]) -> list[Path]:
    """Patterns that the shell did not expand are expanded here; what names nothing stays, and is reported."""
    return [Path(found) for path in paths for found in _found(path)]


def _found(path: str) -> list[str]:
    """A file may have brackets in its name: what is there under that very name is no pattern."""
    return [path] if os.path.lexists(path) else sorted(glob(path, recursive=True)) or [path]


def source_called(name: str) -> Source:
    """The source of that name, however its capitals are typed; a new one is stored with the first record."""
    name = clean_line(name)
    if not name:
        raise WrongOption("Say with --source whose stories these are.")
    if len(name) > LONGEST_SOURCE:
        raise WrongOption(f"The name of a source has at most {LONGEST_SOURCE} characters; this one has {len(name)}.")
    known = {source.name: source for source in Source.objects.filter(name__iexact=name).order_by("-pk")}
    return known.get(name) or next(iter(known.values()), None) or Source(name=name)


def section_called(slug: str | None) -> Section | None:
    if not slug:
        return None
    section = Section.objects.filter(slug=slug).first()
    if not section:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
        raise WrongOption(f"There is no section “{slug}”. There are: {known}.")
    return section


def check_may_publish(source: Source, user) -> None:
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
