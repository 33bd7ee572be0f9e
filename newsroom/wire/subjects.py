"""What the codes of subjects say of the section that a story belongs to: a table, nothing is ever fetched. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

# The first two digits of a subject code (IPTC, eight digits) and of a root of the media topics are the same.
ROOTS = {
    "01": "Culture",
    "02": "Crime",
    "03": "Disasters",
    "04": "Economy",
    "05": "Education",
    "06": "Environment",
    "07": "Health",
    "08": "Human interest",
    "09": "Labour",
    "10": "Lifestyle",
    "11": "Politics",
    "12": "Religion",
    "13": "Science",
    "14": "Society",
    "15": "Sport",
    "16": "Conflict",
    "17": "Weather",
}
# Topics below the roots were numbered in the order of their tree: here each root's part begins. Those that came
# later have no order and are known by the broader topic that a story names.
_PARTS = (
    *((2, "01"), (53, "16"), (82, "02"), (139, "03"), (170, "04"), (398, "05"), (418, "06"), (446, "07"), (497, "08")),
    *((509, "09"), (538, "10"), (574, "11"), (657, "12"), (710, "13"), (768, "14"), (822, "15"), (1128, "17")),
)
_FIRST_LATER = 1132
_SCHEMES = {"", "medtop", "subj", "subject", "subjectcode", "iptc", "iptcsubj", "iptccode", "mediatopic", "subref"}
_CODE = re.compile(r"(?:(?P<scheme>[A-Za-z][\w.+-]*):)?(?P<address>//\S*/)?(?P<digits>\d{8})", re.ASCII)


def root_of(code: str) -> str:
    """The plain name of the root above "medtop:20000538", "subj:15007000" or an address of either; "" for others."""
    found = _CODE.fullmatch(code.strip()[:200])
    if not found or not _is_known(found):
        return ""
    digits = found["digits"]
    if not digits.startswith("2000"):
        return ROOTS.get(digits[:2], "")
    number = int(digits[4:])
    place = bisect_right(_PARTS, (number, "99"))
    return ROOTS[_PARTS[place - 1][1]] if place and number < _FIRST_LATER else ""


def section_label(codes: Iterable[str]) -> str:
    """The name for the first code that a section can be told from; "" without one."""
    return next((root for code in codes if (root := root_of(code))), "")


def _is_known(found: re.Match[str]) -> bool:
    if address := found["address"]:
        return any(name in address.lower() for name in ("iptc.org", "subref", "medtop", "mediatopic", "subjectcode"))
    return (found["scheme"] or "").lower() in _SCHEMES
