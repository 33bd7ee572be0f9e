"""What a newsroom gives back: one module a format, all with one signature, and the table of them."""

from collections.abc import Mapping

from . import jsonl, newsml, ninjs_items, rss_archive
from .copying import rounds
from .formats import Format, always_folder

# Each format's name on the command line. A format writes into the place that it is given and says what it wrote.
FORMATS: Mapping[str, Format] = {
    "jsonl": Format(jsonl.write, is_folder=jsonl.is_folder, is_complete=True),
    "ninjs": Format(ninjs_items.write, is_folder=ninjs_items.is_folder),
    "newsml_g2": Format(newsml.write, is_folder=always_folder),
    "rss": Format(rss_archive.write, is_folder=always_folder, names_static_files=True),
    "static": Format(rounds.write, is_folder=always_folder, is_complete=True, is_renewed=True, names_static_files=True),
}
