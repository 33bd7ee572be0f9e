"""Feeds: what is newest, in full, for programs that readers have chosen themselves."""
