"""Opens pictures in a process of its own, with little memory and little time: `python -m articles.decoder`.

What decodes a stranger's file may run out of memory, never come back or worse; here it can take nothing with it. It
has no database, no settings and no Django. `articles.decoding` starts it and speaks for it.
"""
