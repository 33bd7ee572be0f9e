"""Sentences that are kept and read later, by people of other languages than whoever said them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from articles.texts import clean_line


class Sentence(str):
    """A text of the catalogues with its values, in the language of whoever says it; `kept` is what others read it from
    in theirs. A value may be a sentence itself, or a refusal that was raised with one."""

    text: str
    values: Mapping[str, Any]

    def __new__(cls, text: str, values: Mapping[str, Any] | None = None) -> Sentence:
        said = gettext(text) if text else ""  # the catalogues' own head goes by no name
        sentence = super().__new__(cls, said % values if values else said)
        sentence.text, sentence.values = text, values or {}
        return sentence

    def __mod__(self, values: Mapping[str, Any]) -> Sentence:  # type: ignore[override]
        return Sentence(self.text, values)

    def __reduce__(self) -> tuple:
        return Sentence, (self.text, dict(self.values))

    @classmethod
    def of(cls, said: object) -> Sentence:
        """The sentence that a refusal was raised with; any other text stands as it is."""
        said = said.args[0] if isinstance(said, Exception) and said.args else said
        return said if isinstance(said, Sentence) else cls(str(said))

    @property
    def kept(self) -> dict[str, Any]:
        """The sentence as JSON keeps it, without what a server may have hidden in its words."""
        values = {name: _kept(value) for name, value in self.values.items()}
        return {"text": clean_line(self.text)} | ({"values": values} if values else {})


def say(text: str) -> Sentence:
    """Stands for `gettext` where a sentence is kept."""
    return Sentence(text)


def read(kept: Mapping[str, Any]) -> Sentence:
    """A sentence that was kept, in the language of whoever reads it now; nothing kept is no words."""
    values = kept.get("values", {})
    told = {name: read(value) if isinstance(value, Mapping) else value for name, value in values.items()}
    return Sentence(kept.get("text", ""), told)


def _kept(value: Any) -> Any:
    said = value.args[0] if isinstance(value, Exception) and value.args else value
    if isinstance(said, Sentence):
        return said.kept
    return said if isinstance(said, int | float) else clean_line(str(said))
