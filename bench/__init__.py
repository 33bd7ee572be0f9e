"""Benchmarks that print ratios, so that they say the same on any machine: `make bench`, or one of them by
`.venv/bin/python -m bench.article_list` (`edit_page`, `publish`; `reader_pages` and `lighthouse` take longer and are
asked for by name).

They use databases of their own on the embedded server for tests, or on the server of DATABASE_URL, and keep them for
the next time; `--fresh` makes them anew. Time is that of the processors, the database's included.
"""
