"""Draws a QR code as the path of an SVG, so that the page itself shows it and nothing is fetched."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode

QUIET = 4  # modules of white around it, which readers need (ISO/IEC 18004)


@dataclass(frozen=True)
class Drawn:
    """`path` is the dark modules, one unit each, in a square of `size` units."""

    size: int
    path: str


def drawn(text: str) -> Drawn:
    code = qrcode.QRCode(border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Drawn(size=len(rows), path=path)
