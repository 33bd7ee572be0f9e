"""A story's form against a page of the desk with nothing on it: queries, and how many times its processor time."""

from __future__ import annotations

from bench.database import use

MOST_QUERIES = 25


def main() -> None:
    use("pages")
    from bench.measuring import cost  # noqa: PLC0415
    from bench.pages import EMPTY, browser_of, draft, with_empty_page  # noqa: PLC0415 - needs Django set up

    browser, story = browser_of("editor"), draft()
    with with_empty_page():
        floor = cost(lambda: browser.get(EMPTY))
        page = cost(lambda: browser.get(f"/admin/articles/article/{story.pk}/change/"))
    print(f"{'an empty page':20} {floor}")
    print(f"{'a story’s form':20} {page}")
    print(f"\nRatio {page.milliseconds / floor.milliseconds:.2f}; at most {MOST_QUERIES} queries are promised.")


if __name__ == "__main__":
    main()
