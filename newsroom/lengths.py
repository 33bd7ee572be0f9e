"""How long what is sent may be, by where it is sent to. Pure."""

from newsroom.desk_paths import is_on_desk

MEGABYTE = 1024 * 1024
MOST_ON_DESK = 256 * MEGABYTE  # pictures sent together; how long each may be says `articles.decoder.opening`
MOST_ELSEWHERE = 6 * MEGABYTE  # readers send letters, and their form has a limit of its own


def most_at(path: str) -> int:
    """In bytes."""
    return MOST_ON_DESK if is_on_desk(path) else MOST_ELSEWHERE
