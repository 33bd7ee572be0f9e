"""What anybody hears at all of our addresses."""

from . import hidden
from .asking import Browser
from .table import ROWS

BY_LINK = "/preview/"  # whoever has the link may see the draft


def everywhere(world, stories=()):
    """Asks for every address of the project, and for what each story's address has beside it; returns the answers by
    address."""
    own = hidden.paths(stories)
    rows = [row.address for row in ROWS if row.method == "GET" and not row.address.startswith(BY_LINK)]
    beside = [address.replace("{live_path}", path) for address in rows if "{live_path}" in address for path in own]
    return {address: answer(address) for address in dict.fromkeys([*map(world.filled, rows), *beside])}


def answer(address):
    """Everything of an answer: status, headers, body."""
    response = Browser().get(address)
    head = "\n".join(f"{name}: {value}" for name, value in sorted(response.headers.items()))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.status_code}\n{head}\n\n".encode() + body


def songs(answers):
    """The canaries that were heard, by address."""
    heard = {address: set(hidden.SONG.findall(found)) for address, found in answers.items()}
    return {address: found for address, found in heard.items() if found}
