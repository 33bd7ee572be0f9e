"""The mapping file of an import: what a wire calls our sections, authors and topics, and a site our pages."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

KINDS = ("sections", "authors", "topics", "pages")


class UnreadableMapping(ValueError):
    """The mapping file is not there or not in its form; the text says what to do."""


def read_mapping(path: Path) -> dict[str, dict[str, str]]:
    """Reads a TOML or JSON file of the form `{"sections": {"Local news": "palestine"}, "authors": {...}}`.

    A file without any of `KINDS` is all sections. A label that leads to "" is one that nobody has filled in yet.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        mapping = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except OSError as problem:
        raise UnreadableMapping(f"The mapping file {path} cannot be read: {problem.strerror}.") from None
    except (ValueError, RecursionError) as problem:  # of JSON, TOML and UTF-8 alike
        raise UnreadableMapping(f"The mapping file {path} is neither JSON nor TOML: {_said(problem)}.") from None
    if isinstance(mapping, dict) and not set(mapping) & set(KINDS):
        _check_parts(path, [name for name, value in mapping.items() if isinstance(value, dict)])
        mapping = {"sections": mapping}
    if isinstance(mapping, dict):
        _check_parts(path, [name for name in mapping if name not in KINDS])
    if not _is_of_form(mapping):
        raise UnreadableMapping(
            f'The mapping file {path} should hold labels and slugs: {{"sections": {{"Local news": "palestine"}}}}.'
        )
    return {kind: {label: slug for label, slug in slugs.items() if slug} for kind, slugs in mapping.items()}


def _said(problem: ValueError | RecursionError) -> str:
    if isinstance(problem, UnicodeDecodeError):
        return "it is not in UTF-8"
    return "it is nested too deep" if isinstance(problem, RecursionError) else str(problem)


def _check_parts(path: Path, unknown: list[str]) -> None:
    if unknown:
        raise UnreadableMapping(f"The mapping file {path} has a part “{unknown[0]}”. There are: {', '.join(KINDS)}.")


def _is_of_form(mapping: object) -> bool:
    return isinstance(mapping, dict) and all(
        isinstance(slugs, dict) and all(isinstance(slug, str) for slug in slugs.values())
        for kind, slugs in mapping.items()
    )
