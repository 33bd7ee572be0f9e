"""What a reader's eyes and fingers meet on a page, asked of the browser by reader_layout.js."""

import json
from pathlib import Path

LAYOUT = Path(__file__).with_suffix(".js").read_text("utf-8").strip()
# WCAG 1.4.12 and 1.4.4.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } "
SPACED += "p { margin-block-end: 2em !important }"
DOUBLED = ":root { font-size: 200% }"


def complaints(page, about):
    return page.evaluate(f"{LAYOUT}.{about}()")


def settle(page):
    """Returns when nothing moves any more: all letters and pictures are there, those below the window too."""
    page.evaluate(f"{LAYOUT}.settle()")


def dress(page, css):
    page.evaluate(f"{LAYOUT}.dress({json.dumps(css)})")


def walk_by_tab(page, most=400):
    """What is wrong on the way through all of a page by the Tab key, and the names of the stops."""
    stops, found, last = [], [], -1
    for _stop in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(f"{LAYOUT}.focus()")
        if focus is None or focus["place"] <= last:
            break
        found += [f"no outline: {focus['name']}"] * (not focus["shows"])
        found += [f"covered: {focus['name']}"] * focus["isCovered"]
        stops.append(focus["name"])
        last = focus["place"]
    return stops, found
