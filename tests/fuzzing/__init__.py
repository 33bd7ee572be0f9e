"""Parsers of the wire fed with bytes that a coverage-guided fuzzer makes; see `__main__`."""
