"""Texts that have to fit a line somewhere else: search results, links, structured headlines. Pure."""

_LOOSE = " ,;:.-–—،؛"  # what no shortened text ends with


def shortened(text: str, most: int) -> str:
    """Return the text on one line, of at most so many characters: cut between words, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[:most]
    words, _space, _half = cut.rpartition(" ")
    return (words or cut[:-1]).rstrip(_LOOSE) + "…"
