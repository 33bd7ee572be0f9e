"""The formats that a newsroom reads: one module each, pure. All are read alike: a file in, records out."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from newsroom.wire.formats import (
    anpa,
    feeds,
    ghost,
    iptc7901,
    json_lines,
    newsml_g2,
    ninjs,
    nitf,
    tables,
    wire_text,
    wxr,
)
from newsroom.wire.reading import Payload, Terms
from newsroom.wire.stories import WireRecord


class Format(NamedTuple):
    """`read` raises nothing for any bytes: what cannot be read is a `WireFailure`. `suffixes` are those of files that
    a folder contributes."""

    title: str
    read: Callable[[Payload, Terms], Iterator[WireRecord]]
    suffixes: tuple[str, ...]


FORMATS: Mapping[str, Format] = {
    "wire_text": Format("plain wire text", wire_text.read, (".txt", ".text")),
    "rss": Format("RSS 0.9 to 2.0", feeds.read, (".rss", ".rdf", ".xml")),
    "atom": Format("Atom 1.0", feeds.read, (".atom", ".xml")),
    "wxr": Format("WordPress export", wxr.read, (".xml", ".wxr")),
    "iptc7901": Format("IPTC 7901", iptc7901.read, (".txt", ".iptc")),
    "anpa": Format("ANPA 1312", anpa.read, (".txt", ".anpa", ".tst")),
    "ghost": Format("Ghost export", ghost.read, (".json",)),
    "newsml_g2": Format("NewsML-G2", newsml_g2.read, (".xml",)),
    "nitf": Format("NITF 3", nitf.read, (".xml", ".nitf")),
    "ninjs": Format("ninjs 1 to 3", ninjs.read, (".json", ".jsonl", ".ndjson")),
    "csv": Format("table (CSV)", tables.read, (".csv", ".tsv")),
    "jsonl": Format("JSON lines", json_lines.read, (".jsonl", ".ndjson")),
    "json": Format("JSON list", json_lines.read_list, (".json",)),
}
