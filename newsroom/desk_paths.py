"""Which addresses are for the people who work here: with sessions, a language of their own, strict headers."""

import re

DESK_PATHS = ("/admin/", "/accounts/")
_STORY = re.compile(r"/admin/articles/article/[1-9][0-9]{0,18}/", re.ASCII)
_LIBRARY = re.compile(r"/admin/articles/(?:image|collection)/", re.ASCII)
_OF_LIBRARY = re.compile(rf"{_LIBRARY.pattern}[1-9][0-9]{{0,18}}/", re.ASCII)


def is_on_desk(path: str) -> bool:
    """Without its last slash an address only leads to the one with it, and is a desk's already."""
    return f"{path}/".startswith(DESK_PATHS)


def story_page(path: str) -> str:
    """The form of the story that an address of the desk belongs to; "" for every other address."""
    found = _STORY.match(path)
    return f"{found[0]}change/" if found else ""


def is_in_library(path: str) -> bool:
    return bool(_LIBRARY.match(path))


def form_page(path: str) -> str:
    """Where somebody goes on whose form was not taken: the page of the story, picture or collection that it is about,
    else the list of all; "" for every other address."""
    if found := _OF_LIBRARY.match(path):
        return f"{found[0]}change/"
    found = _LIBRARY.match(path)
    return found[0] if found else story_page(path)


def way_to_story(path: str) -> str:
    """The same as it is written on a page at that address: without the number, so that a page which says nothing of a
    hidden story says it in the same bytes as of none."""
    page = story_page(path)
    steps = path[len(page) - len("change/") :].count("/")
    return "../" * steps + "change/" if page else ""
