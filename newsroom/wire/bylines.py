"""Who wrote a story and where, as wires print it: bylines, lists of names, places that open a text. Pure."""

import re
from collections.abc import Collection

from articles.texts import clean_line
from newsroom.wire.stories import Role, WireByline

_LONGEST_BYLINE = 160  # characters; a longer line is a paragraph
_LONGEST_FIELD = 1000  # of one that holds bylines alone

# What formats with roles call those of somebody else than a writer.
ROLES: dict[str, Role] = {
    **dict.fromkeys(["photographer", "photo", "photos", "cameraoperator"], "photos"),
    **dict.fromkeys(["translator", "translation"], "translation"),
    **dict.fromkeys(["editor", "subeditor", "copyeditor", "editing"], "editing"),
}
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Role, words that open a byline on their own, words that do so only before a colon: without one "كتب" and
# "تحرير" are as likely the first words of a sentence.
_OPENINGS: tuple[tuple[Role, str, str], ...] = (
    ("photos", "(?:photos?|photographs|photography|pictures) by|تصوير", "photos?|photographs|pictures|صور|عدسة|צילום"),
    ("translation", "(?:translated|translation) by|ترجمة", "translation|תרגום"),
    ("editing", "(?:edited|editing) by", "editing|تحرير|עריכה"),
    ("by", "(?:(?:opinion|analysis|report|reporting|story|words|written) )?by|بقلم", "كتب|كتبت|إعداد|اعداد"),
)
_BYLINES = tuple(
    (role, re.compile(rf"(?:(?:{alone})(?:\s*:\s*|\s+)|(?:{before_colon})\s*:\s*)(?P<names>\S.*)", re.I))
    for role, alone, before_colon in _OPENINGS
)
_DEGREE = r"(?:ph\.?\s?d|m\.?d|mba|jr|sr|esq)\.?\s*(?:[,،;؛&]|and\b|\Z)"  # behind a comma, of whoever stands before
_JOINED = re.compile(rf"\s*[,،;؛&]\s*+(?!{_DEGREE})(?:and\s+)?|\s+and\s+|\s+و\s+", re.IGNORECASE)
# Given names that begin with waw, which is also "and" when it is written on to the next word.
_WAW_NAMES = re.compile(
    "وائل|وجدان|وجدي|وجيه|وحيد|وداد|وديع|ورد|وردة|وسام|وسن|وسيم|وصال|وصفي|وضاح|وعد|وفاء|وفيق|ولاء|وليد|وليم|وهيب|وئام"
)
_PARTS = re.compile("[;؛]")  # of a line that credits several roles, as "Rana Haddad; photos: Omar Saleh"
_BY = re.compile(  # what opens a byline; a name of two words may itself begin with a particle
    r"\A(?:(?:by|and)(?:[\s:]+|\Z)|(?:von|par|por|door|di|av|af)(?::\s*|\s+(?=\S+\s+\S)))", re.IGNORECASE
)
_PARTICLES = re.compile("al|el|bin|ibn|bint|abu|umm|de|da|di|del|van|von|der|den|la|le")
_PLACE = re.compile(
    r"(?P<upper>[A-Z][A-Z.'’ -]{1,38}[A-Z](?:, [A-Z][\w. ]{1,30})?)(?: \([^()]{1,30}\))? [-–—] "
    r"|(?P<agency>[^\W\d_][^\s\d()،,.:]*(?: [^\s\d()،,.:]+){0,2}) \([^()]{1,30}\) ?[-–—] "
)
_AGENCY = re.compile(r"[^()]{0,60}\((?P<agency>[^()]{2,30})\) ?[-–—_] ")


def bylines_in(text: str) -> list[WireByline]:
    """The people a line credits; none when it reads as a sentence ("By Monday the talks had ended.")."""
    return _credits(text) if len(text) <= _LONGEST_BYLINE else []


def _credits(text: str) -> list[WireByline]:
    for role, opening in _BYLINES:
        if match := opening.fullmatch(text):
            names = names_in(match["names"].rstrip(" .,،"))
            is_marked = ":" in text[: match.start("names")]
            is_credit = _are_names(names) and (is_marked or not _is_sentence(text, names))
            return [WireByline(name, role) for name in names if is_credit]
    return []


def credited(text: str, *, role: Role = "by", agencies: Collection[str] = ()) -> tuple[WireByline, ...]:
    """The people of a field that holds bylines and nothing else, in order; names of `agencies` are credited as such."""
    found = [one for part in _PARTS.split(clean_line(text)[:_LONGEST_FIELD]) for one in _credited(part.strip(), role)]
    houses = {name.casefold() for name in agencies if name}
    named = [WireByline(byline.name, "agency") if byline.name.casefold() in houses else byline for byline in found]
    return tuple(dict.fromkeys(byline for byline in named if any(map(str.isalpha, byline.name))))


def _credited(line: str, role: Role) -> list[WireByline]:
    return _credits(line) or [WireByline(name, role) for name in names_in(_BY.sub("", line, count=1).strip(" .,،"))]


def _are_names(names: list[str]) -> bool:
    return all(name[0].isalpha() and len(name.split()) <= 6 and not re.search(r"\d", name) for name in names)


def _is_sentence(text: str, names: list[str]) -> bool:
    return text[-1] in ".!?؟…" or not all(map(_is_capitalised, names))


def _is_capitalised(name: str) -> bool:
    """Whether each word could stand in a name: no small first letter but in particles such as "bin"."""
    return all(not word[0].islower() or _PARTICLES.fullmatch(word.partition("-")[0]) for word in name.split())


def names_in(text: str) -> list[str]:
    """The names of a list joined by commas, "and" or waw."""
    first, *others = (part.strip() for part in _JOINED.split(text))
    parts = [first, *(_without_waw(part) for part in others)]
    return [name for part in parts if part for name in _split_at_waw(part)]


def _without_waw(name: str) -> str:
    return name[1:] if name.startswith("و") and not _WAW_NAMES.fullmatch(name.split()[0]) else name


def _split_at_waw(name: str) -> list[str]:
    """Two full names joined by a waw written on to the second; "أحمد وهبي" has too few words to be two."""
    words = name.split()
    for position in range(2, len(words) - 1):
        second = " ".join(words[position:])
        if second.startswith("و") and (rest := _without_waw(second)) != second:
            return [" ".join(words[:position]), *_split_at_waw(rest)]
    return [name]


def place_in(paragraph: str) -> str:
    """The place a first paragraph opens with, as "HAIFA - " or "Haifa (agency) - "; it stays in the text."""
    opening = _PLACE.match(paragraph)
    return (opening["upper"] or opening["agency"]).strip() if opening else ""


def agency_in(paragraph: str) -> str:
    """The agency that a first paragraph names behind its place, as "Haifa (agency) - "; it stays in the text."""
    opening = _AGENCY.match(paragraph)
    return opening["agency"].strip() if opening else ""


def undirected(text: str) -> str:
    """The text without bidi embeddings, overrides and isolates, which could reorder what stands beside it."""
    return " ".join(_DIRECTIONS.sub("", text).split())
