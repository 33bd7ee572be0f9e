"""What a server wants to hear before it gives a feed: sealed, and shown to nobody."""

from __future__ import annotations

from cryptography.fernet import InvalidToken

from newsroom.sealing import seal, unseal

from ..fetching import NotAllowed
from ..models import Source
from ..sentences import say as _

PURPOSE = "newsroom.wire"
USUAL_HEADER = "Authorization"


def sealed(secret: str) -> str:
    return seal(secret, purpose=PURPOSE)


def headers_of(source: Source) -> dict[str, str]:
    """The header with the secret, if the source has one. Raises `NotAllowed` if it can no longer be read."""
    if not source.header_value_sealed:
        return {}
    try:
        return {source.header_name or USUAL_HEADER: unseal(source.header_value_sealed, purpose=PURPOSE)}
    except InvalidToken:
        sentence = _("The secret of this source cannot be read since the newsroom's key was changed: type it again.")
        raise NotAllowed(sentence) from None
