"""Reads what sources send in a process of its own with little memory and time: `python -m newsroom.wire.parser`.

Some parsers take a second for a page that was made to take one; here it can take nothing with it. It has no database
and none of the newsroom's secrets. `newsroom.wire.parsing` starts it and speaks for it.
"""
