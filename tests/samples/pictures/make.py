"""`python -m tests.samples.pictures.make FOLDER` writes every sample into a folder, to try them by hand."""

import sys
from pathlib import Path

from . import SAMPLES


def main(folder: str) -> None:
    for sample in SAMPLES.values():
        path = Path(folder, sample.expect, sample.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample.make())


if __name__ == "__main__":
    main(*sys.argv[1:])
