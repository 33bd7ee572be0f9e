"""English words as Americans spell them, and nouns whose plural no ending shows. Pure.

What comes out need not be a word: it only has to be the same for both spellings, and that of no other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .plurals import ENGLISH

_AMERICAN = [
    (re.compile(british), american)
    for british, american in (
        (r"(..)is(e|ed|es|er|ers|ing|ation|ations|ational)$", r"\1iz\2"),  # organise
        (r"yse(d|s)?$", r"yze\1"),  # analyse
        (r"(^[a-z]{3,})our(s|ed|ing|er|ers|ite|ites|al|able|ful|hood|hoods|ly|less)?$", r"\1or\2"),  # harbour
        (r"(..[bt])re(s|d)?$", r"\1er\2"),  # centre, fibre
        (r"^(def|off|pret|lic)ence(s|d|less)?$", r"\1ense\2"),
        (r"logue(s|d)?$", r"log\1"),  # catalogue
        (r"^programme(s|d)?$", r"program\1"),
        (r"^(judg|acknowledg)ement(s)?$", r"\1ment\2"),
    )
]


def american(word: str, *, stem: str) -> Iterator[str]:
    """What else a folded word with this stem may be written as."""
    if noun := ENGLISH.get(word) or ENGLISH.get(stem):
        yield noun
    for british, spelled in _AMERICAN:
        other = british.sub(spelled, word)
        if other != word:
            yield other
