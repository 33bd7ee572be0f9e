"""One file from standard input, after a line of JSON that says how it is read; its records on standard output, a line
of JSON each, after one with their format.

{"format": NAME or "", "name": FILE, "terms": {...}, "seconds": N, "bytes": N, "most": N}
A file that is none is answered by {"refused": SENTENCE}.
"""

import json
import sys

from articles.decoder.limiting import limit
from newsroom.wire.formats import feeds
from newsroom.wire.opening import read_records
from newsroom.wire.parser.packing import packed
from newsroom.wire.reading import Terms, Unreadable
from newsroom.wire.recognising import HEAD, recognise
from newsroom.wire.stories import WireFailure


def main() -> None:
    task = json.loads(sys.stdin.buffer.readline())
    limit(seconds=task["seconds"], size=task["bytes"])
    for line in _answer(task):
        sys.stdout.write(json.dumps(line) + "\n")


def _answer(task):
    try:
        payload = sys.stdin.buffer.read()
        opened = read_records(payload, name=task["name"], terms=Terms(**task["terms"]), format=task["format"])
        yield {"format": opened.format}
        for count, record in enumerate(opened.records):
            if count == task["most"]:
                sentence = f"Only the first {count} records were read. Import a file that long by command."
                yield packed(WireFailure(count + 1, 0, sentence, ""))
                return
            if not _is_empty_feed(record, payload, name=task["name"]):
                yield packed(record)
    except Unreadable as problem:
        yield {"refused": str(problem)}
    except MemoryError:
        yield {"refused": "It takes too much memory to read."}


def _is_empty_feed(record, payload, *, name) -> bool:
    """A feed without items is a quiet day, if it is a feed."""
    if not isinstance(record, WireFailure) or record.reason != feeds.NOTHING:
        return False
    recognise(payload[:HEAD], name=name)
    return True


if __name__ == "__main__":
    main()
