"""`python -m tests.fuzzing wxr --seconds 600`: Atheris feeds a format's parser with what it makes of the samples.

It needs `pip install atheris` (not among the development packages: it comes for some platforms only). A finding ends
the run with its traceback and leaves the bytes as `crash-…`, `timeout-…` or `oom-…` below `var/fuzzing/`; each becomes
a test of its format."""

import argparse
import os
import sys
from pathlib import Path

import atheris
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
# Only what reads is watched: Django and the sanitiser have their own tests.
with atheris.instrument_imports(include=["newsroom.wire"]):
    import newsroom.wire.formats
    import newsroom.wire.recognising  # noqa: F401

django.setup()

from tests.fuzzing.changing import changed  # noqa: E402
from tests.fuzzing.promises import check  # noqa: E402
from tests.fuzzing.seeds import seeds_of  # noqa: E402

LONGEST = 32_768  # bytes of an input
SLOWEST = 20  # seconds for one
LARGEST = 1_024  # MB of memory


def main() -> None:
    asked = _asked()
    folder = Path("var") / "fuzzing" / asked.format
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds_of(asked.format)):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = (
        f"-max_total_time={asked.seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={LARGEST}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
        "-verbosity=1",
    )
    read = newsroom.wire.formats.FORMATS[asked.format].read
    arguments = [sys.argv[0], str(corpus), *options]
    atheris.Setup(arguments, lambda payload: check(read, payload), custom_mutator=_changed)
    atheris.Fuzz()


def _changed(payload: bytes, most: int, seed: int) -> bytes:
    return changed(payload, most, seed, mutate=atheris.Mutate)


def _asked() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m tests.fuzzing")
    options.add_argument("format", choices=sorted(newsroom.wire.formats.FORMATS))
    options.add_argument("--seconds", type=int, default=600)
    return options.parse_args()


main()
