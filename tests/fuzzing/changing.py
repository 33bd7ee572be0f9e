"""Changes to bytes that leave a file well-formed, so that the fuzzer comes behind the parsers of XML and JSON."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

OFTEN = 0.6  # of the changes are to the structure, the others to the bytes
TRAPS_OFTEN = 0.5
TRAPS = (
    *("&#1;", "&#xfffe;", "&#xd800;", "&#x110000;", "&", "<", ">", '"', "<!--", "-->", "<![CDATA[", "\u202e", "\ufdd0"),
    *('<a href="&#7;', '<img src="http://a.example/&#8;', '<img src="http://[', '">', "</a>", "<p>", "</p> &#11;"),
    *("<figure><figcaption>", "</figcaption></figure>", '<iframe src="//', "<table><tr><td>", "<li>", "</blockquote>"),
    *("[caption ", "[/caption]", '[gallery ids="', "[embed]", "[/embed]", "<!-- wp:block {", "} /-->", "]"),
)

Bytes = Callable[[bytes, int], bytes]


def changed(payload: bytes, most: int, seed: int, *, mutate: Bytes) -> bytes:
    """The payload with one change: of an element or a value where it is XML or JSON, else of some of its bytes."""
    chance = random.Random(seed)
    if chance.random() < OFTEN:
        for change in (_changed_xml, _changed_json):
            if (found := change(payload, chance, mutate)) is not None:
                return found[:most]
    return mutate(payload, most)


def _changed_xml(payload: bytes, chance: random.Random, mutate: Bytes) -> bytes | None:
    try:
        root = ElementTree.fromstring(payload)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    parent = chance.choice([each for each in root.iter() if len(each)] or [root])
    element = chance.choice(list(parent) or [parent])
    act = chance.choice(("text", "text", "text", "attribute", "double", "move", "remove"))
    if act == "text":
        element.text = _text(element.text or "", chance, mutate)
    elif act == "attribute" and element.attrib:
        name = chance.choice(list(element.attrib))
        element.attrib[name] = _text(element.attrib[name], chance, mutate)
    elif act == "double" and element is not parent:
        parent.append(element)
    elif act == "move" and element is not parent:
        chance.choice([each for each in root.iter() if each not in element.iter()]).append(element)
        parent.remove(element)
    elif element is not parent:
        parent.remove(element)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _changed_json(payload: bytes, chance: random.Random, mutate: Bytes) -> bytes | None:
    try:
        whole = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    holders = list(_holders(whole))
    if not holders:
        return None
    holder = chance.choice(holders)
    key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    value = holder[key]
    if isinstance(value, str) and chance.random() < 0.6:
        holder[key] = _text(value, chance, mutate)
    elif chance.random() < 0.3:
        holder.pop(key)
    else:
        holder[key] = chance.choice((None, True, 0, -1, 1e300, 2**70, "", "\u202e\x00", [], {}, [value], {"a": value}))
    return json.dumps(whole).encode()


def _holders(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        if value:
            yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)


def _text(text: str, chance: random.Random, mutate: Bytes) -> str:
    """Other bytes, or what parsers of HTML and of shortcodes stumble over somewhere in it."""
    if chance.random() < TRAPS_OFTEN:
        at = chance.randrange(len(text) + 1)
        return text[:at] + chance.choice(TRAPS) + text[at:]
    changed = mutate(text.encode(errors="replace"), len(text) + 64).decode(errors="replace")
    return "".join(sign for sign in changed if sign >= " " or sign in "\t\n")
