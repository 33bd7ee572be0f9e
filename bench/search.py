"""The readers' search, for rare and common words alike: milliseconds, half of the times and 95 of 100 of them.

`python -m bench.search 200000` fills a database of its own with so many stories the first time. A question is asked
again and again, as a page and of the index alone; beside them, a row read by its key.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter

from bench.database import use

TIMES = 40
MOST_MILLISECONDS = 100
QUESTIONS = {
    "a rare word": "q=Padua",
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
    wanted = next((int(text) for text in sys.argv[1:] if text.isdigit()), 10_000)
    use(f"search_{wanted}")
    from bench.filling import fill  # noqa: PLC0415 - needs Django set up

    fill(wanted)
    report()


def report() -> None:
    from bench.asking import by_key, count, page_of, search_of  # noqa: PLC0415 - needs Django set up

    floor = times(by_key())[0]
    print(f"The readers' search over {count():,} publications; a row by its key takes {floor:.2f} ms\n")
    print(f"{'':32} {'index':>8} {'p95':>8} {'page':>8} {'p95':>8}  found")
    worst = 0.0
    for name, query in QUESTIONS.items():
        ask, found = search_of(query)
        index, page = times(ask), times(page_of(query))
        worst = max(worst, page[1])
        columns = " ".join(f"{value:8.1f}" for value in (*index, *page))
        print(f"{name:32} {columns}  {found}  ratio {index[0] / floor:.0f}")
    print(f"\nSlowest page, 95 of 100: {worst:.0f} ms; at most {MOST_MILLISECONDS} ms are promised.")


def times(ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that half of the times and 95 of 100 take at most, after one that warms up."""
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
