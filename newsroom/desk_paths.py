"""Which addresses are for the people who work here: with sessions, a language of their own, strict headers."""

DESK_PATHS = ("/admin/", "/accounts/")


def is_on_desk(path: str) -> bool:
    """Without its last slash an address only leads to the one with it, and is a desk's already."""
    return f"{path}/".startswith(DESK_PATHS)
