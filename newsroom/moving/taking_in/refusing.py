"""Why an export is not taken in."""

from __future__ import annotations


class Refused(Exception):
    """Nothing of the export is kept; the text is a sentence that says why, after the line where it is known."""

    def __init__(self, sentence: str, *, line: int = 0) -> None:
        super().__init__(f"Line {line}: {sentence}" if line else sentence)
        self.line = line
