"""Names in Arabic and Hebrew letters as addresses can have them. Pure."""

from __future__ import annotations

from articles import slugs

# Letter by letter after the romanisation tables of the Library of Congress, without the signs that addresses cannot
# have: vowels are not written, and what a word without them says is for people to know.
_ARABIC = dict(
    **{"ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh"},
    **{"د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a"},
    **{"غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "w", "ؤ": "w"},
    **{"ي": "y", "ى": "a", "ئ": "y", "ء": "", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ک": "k", "ی": "y", "ڤ": "v"},
)
_HEBREW = dict(
    **{"א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "v", "ז": "z", "ח": "h", "ט": "t", "י": "y", "כ": "k"},
    **{"ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p", "ף": "p", "צ": "ts"},
    **{"ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t"},
)
_DIGITS = {digit: str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)}
_LETTERS = str.maketrans(_ARABIC | _HEBREW | _DIGITS)


def romanised(name: str) -> str:
    """A slug in Latin letters and digits for most of a name; "" where its letters are of other scripts."""
    slug = slugs.slugify(name).translate(_LETTERS)
    return "-".join(filter(None, slug.split("-"))) if slug.isascii() else ""
