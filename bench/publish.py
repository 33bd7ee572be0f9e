"""A publish, and the page that readers then get, against one row that is inserted and committed."""

from __future__ import annotations

from bench.database import use

MOST_QUERIES, MOST_MILLISECONDS = 30, 50
TIMES = 20


def main() -> None:
    use("pages")
    from bench.measuring import cost  # noqa: PLC0415 - needs Django set up
    from bench.pages import approved, insert_a_row, publish, reads_it  # noqa: PLC0415

    stories = [approved(number) for number in range(TIMES * 2)]
    floor = cost(insert_a_row)
    published = cost(lambda: publish(stories.pop()))
    live = [approved(number) for number in range(TIMES * 2)]
    whole = cost(lambda: reads_it(publish(live.pop())))
    print(f"{'one row':28} {floor}")
    print(f"{'a publish':28} {published}")
    print(f"{'until readers have the page':28} {whole}")
    print(
        f"\nRatio {whole.milliseconds / floor.milliseconds:.1f}. Promised: at most {MOST_QUERIES} queries a publish and"
    )
    print(f"the page within {MOST_MILLISECONDS} ms of processor time.")


if __name__ == "__main__":
    main()
