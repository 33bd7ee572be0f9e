"""The readers' search, for rare and common words alike, as a page made anew and of the index alone.

`python -m bench.search 1000000` fills a database of its own with so many stories the first time: ten thousand are
generated, PostgreSQL copies them. Beside what time passes, which is longer on a busy machine, stands what the
processors spent: on a machine that does nothing else, the two are much the same. The ratio is to a row that is read
by its key. What every page shows is remembered, as where readers ask; the results never are.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import perf_counter

from django.conf import settings

from bench import multiplying
from bench.database import settle, use

GENERATED = 10_000
TIMES = 20
MOST_MILLISECONDS = 100
QUESTIONS = {
    "a rare word": "q=guavas",
    "a middling word": "q=swimmers",
    "a common word": "q=water",
    "a word of most stories": "q=the",
    "the newest of that": "q=the&sort=newest",
    "two common words": "q=the+year",
    "words that are rare together": "q=swimmers+archive+Bergen",
    "words that are never together": "q=swimmers+couriers+choir",
    "a phrase": "q=%22olive+growers%22",
    "a phrase of common words": "q=%22of+the%22",
    "a phrase that nobody wrote": "q=%22year+the%22",
    "a word without another": "q=water+-school",
    "a word and a section": "q=water&section=economy",
    "a word, an author, a topic": "q=the&author=omar-zeidan&topic=water",
    "a word and dates of long ago": "q=the&from=2018-01-01&to=2018-03-31",
    "a section alone": "section=economy&sort=newest",
    "in all languages": "q=the+water&language=all",
    "an Arabic word": "q=%D8%A7%D9%84%D9%85%D8%A7%D8%A1&language=ar",
    "page 50": "q=the&page=50",
    "nothing found": "q=zzyzx",
    "a name": "q=zeidan",
}


def main() -> None:
    wanted = next((int(text) for text in sys.argv[1:] if text.isdigit()), GENERATED)
    use(f"search_{wanted}")
    from newsroom.demo import generated  # noqa: PLC0415 - needs Django set up

    generated.top_up(min(wanted, GENERATED))
    address = os.environ["DATABASE_URL"]
    multiplying.multiply(address, wanted, generated_by=generated.NAME)
    settle(address)
    report()


def report() -> None:
    from bench.asking import by_key, count, page_of, search_of  # noqa: PLC0415 - needs Django set up
    from bench.measuring import cost  # noqa: PLC0415

    settings.PAGE_CACHE = True
    floor = cost(by_key(), times=200).milliseconds
    print(f"The readers' search over {count():,} publications, in milliseconds; a row by its key: {floor:.2f} of CPU\n")
    print(f"{'':30} {'index':>7} {'ratio':>6} {'page':>7} {'median':>7} {'p95':>7}  found")
    dearest = 0.0
    for name, query in QUESTIONS.items():
        ask, found = search_of(query)
        index, page = cost(ask).milliseconds, cost(page_of(query)).milliseconds
        median, slow = passed(page_of(query))
        dearest = max(dearest, page)
        print(f"{name:30} {index:7.1f} {index / floor:6.0f} {page:7.1f} {median:7.1f} {slow:7.1f}  {found}")
    print(f"\nDearest page: {dearest:.0f} ms of CPU; at most {MOST_MILLISECONDS} ms are promised.")


def passed(ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that pass in half of the times, and in 95 of 100, after one that warms up."""
    ask()
    spent = []
    for _number in range(TIMES):
        started = perf_counter()
        ask()
        spent.append((perf_counter() - started) * 1000)
    spent.sort()
    return spent[TIMES // 2], spent[TIMES * 95 // 100]


if __name__ == "__main__":
    main()
