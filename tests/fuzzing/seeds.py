"""What the fuzzer starts from: the samples of a format, and the messages that its tests make."""

from collections.abc import Iterator
from pathlib import Path

from newsroom.wire.formats import FORMATS
from tests.newsroom.wire.formats import test_anpa, test_iptc7901

SAMPLES = Path(__file__).parents[1] / "samples"
FOLDERS = {"rss": "rss_atom", "atom": "rss_atom"}
LISTED = '[{"id": 7, "headline": "Ferries agree", "date": "2025-01-04T19:12:00Z", "body": "<p>Boats go.</p>"}]'
WRITTEN = {
    "anpa": test_anpa.message(),
    "iptc7901": test_iptc7901.message(),
    "json": LISTED,
    "jsonl": LISTED[1:-1] + "\n" + LISTED[1:-1].replace("7", '"8"'),
}


def seeds_of(name: str) -> Iterator[bytes]:
    if name in WRITTEN:
        yield WRITTEN[name].encode()
    folder = SAMPLES / FOLDERS.get(name, name)
    if folder.is_dir():
        suffixes = (*FORMATS[name].suffixes, ".xml", ".rss")
        yield from (path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in suffixes)
