"""What a newsroom gives back: one module a format, all with one signature, and the table of them."""

from collections.abc import Mapping

from . import jsonl
from .copying import rounds
from .formats import Format, always_folder

# Each format's name on the command line. A format writes into the place that it is given and says what it wrote.
FORMATS: Mapping[str, Format] = {
    "jsonl": Format(jsonl.write, is_folder=jsonl.is_folder, is_complete=True),
    "static": Format(rounds.write, is_folder=always_folder, is_complete=True, is_renewed=True),
}
