"""The complete export, which is the newsroom's own format: what it holds, and how its values are spelled.

`FORMAT.md` beside this file describes it for whoever reads it elsewhere.
"""

VERSION = 1
HEADER = "newsroom_export"  # the key that every export's first line has, with the version of the format
DIGEST = "sha256"  # beside it: of all lines below
RECORDS = "export.jsonl"
PICTURES = "pictures"  # the folder beside it
