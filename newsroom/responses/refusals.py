"""Letters that are not taken: each with its status and a sentence for whoever wrote. Nothing typed is lost by one."""

from __future__ import annotations


class LetterRefused(ValueError):
    """The text is for the reader."""

    status = 400


class SenderBanned(LetterRefused):
    status = 403


class SentBefore(LetterRefused):
    status = 409


class TooManyLetters(LetterRefused):
    status = 429
    wait_seconds = 600
