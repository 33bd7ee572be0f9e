"""Files from standard input, one after the other, each after a line of JSON that says how it is read:

{"format": NAME or "", "name": FILE, "terms": {...}, "seconds": N, "bytes": N, "most": N, "length": BYTES OF THE FILE}

Its records come on standard output, a line of JSON each, after one with their format; a file that is none is answered
by {"refused": SENTENCE}. The lines come in pieces: the length of each piece in a line of its own before it, and after
the last one "0" and how the child has ended.

Each file is read by a child of this process that has read none, so that it finds everything loaded and leaves nothing
behind.
"""

import json
import os
import resource
import sys
import traceback

from articles.decoder.limiting import limit
from newsroom.wire.formats import feeds
from newsroom.wire.opening import read_records
from newsroom.wire.parser.packing import packed
from newsroom.wire.reading import Terms, Unreadable
from newsroom.wire.recognising import HEAD, recognise
from newsroom.wire.stories import WireFailure

PIECE = 64 * 1024
MOST_WORDS = 1_000_000  # bytes that a child may write to any file, such as what it says of its failure


def main() -> None:
    while line := sys.stdin.buffer.readline():
        task = json.loads(line)
        payload = sys.stdin.buffer.read(task["length"])
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            _read_alone(task, payload, writing)
        os.close(writing)
        _pass_on(reading, child)


def _pass_on(reading: int, child: int) -> None:
    said = sys.stdout.buffer
    while piece := os.read(reading, PIECE):
        said.write(b"%d\n%s" % (len(piece), piece))
    os.close(reading)
    _child, status = os.waitpid(child, 0)
    said.write(b"0 %d\n" % os.waitstatus_to_exitcode(status))
    said.flush()


def _read_alone(task, payload: bytes, writing: int) -> None:
    """The child's part; it never returns."""
    code = 1
    try:
        with os.fdopen(writing, "wb") as said:
            limit(seconds=task["seconds"], size=task["bytes"])
            resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WORDS, MOST_WORDS))
            for line in _answer(task, payload):
                said.write(json.dumps(line).encode() + b"\n")
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _answer(task, payload: bytes):
    try:
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
