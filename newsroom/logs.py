"""What the log says of requests that were refused: a line, and no traceback that anybody could fill it with."""

import logging
import re

_TOKENS = re.compile(r"(?<!\w)(/preview/|/accounts/mail/|/accounts/password/(?!choose/|forgotten/))[^/\s?]+")


class WithoutRefusedTraces(logging.Filter):
    """Takes the traceback from what Django logs of 4xx answers, of unknown hosts and of a time without database (503);
    a 500 keeps its own."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) != 500:
            record.exc_info = record.exc_text = None
        return True


class WithoutTokens(logging.Filter):
    """Whoever has a preview's address has the preview, whoever has a mailed link the account: what Django logs of a
    request names no token."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_masked, record.args))
        return True


def _masked(value):
    return _TOKENS.sub(r"\1...", value) if isinstance(value, str) else value
