"""One task from standard input, its answer on standard output, both JSON.

{"task": "inspect", "path": PATH, "seconds": N, "bytes": N} is answered by what `inspecting.inspect` returns;
{"task": "render", "path": PATH, "folder": PATH, "cuts": [...], "rights": {...}, ...} by a list of files.
A file that is refused is answered by {"refused": REASON}, REASON being a word of `opening.Reason`; what the system
refuses, such as a full disk, by {"system": ERRNO}.
"""

import json
import sys

from articles.decoder import inspecting, opening, rendering
from articles.decoder.limiting import limit


def main() -> None:
    task = json.load(sys.stdin)
    limit(seconds=task["seconds"], size=task["bytes"])
    json.dump(_answer(task), sys.stdout)


def _answer(task):
    try:
        if task["task"] == "inspect":
            return inspecting.inspect(task["path"])
        return rendering.render(task["path"], task["folder"], cuts=task["cuts"], rights=task["rights"])
    except opening.Refused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": opening.Reason.MEMORY}
    except OSError as problem:
        if not problem.errno:
            raise
        return {"system": problem.errno}


if __name__ == "__main__":
    main()
