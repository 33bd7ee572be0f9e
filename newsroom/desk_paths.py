"""Which addresses are for the people who work here: with sessions, a language of their own, strict headers."""

DESK_PATHS = ("/admin/", "/accounts/")


def is_on_desk(path: str) -> bool:
    return path.startswith(DESK_PATHS)
