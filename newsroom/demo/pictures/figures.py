"""Figures that several demo pictures share: trees, people, birds, clouds, stars, windows, wheels."""

import math
from random import Random

from newsroom.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, arc, moved, smooth


def gull(c: Canvas, at: Point, *, size: float, fill: str) -> None:
    for start, side in ((195, -0.5), (185, 0.5)):
        wing = arc((side, 0.1), (0.5, 0.42), start=start, end=start + 160)
        c.line(moved(wing, to=at, size=size), fill, width=max(3, size / 9))


def cloud(c: Canvas, at: Point, *, size: float, fill: str) -> None:
    x, y = at
    for dx, dy, radius in ((-0.9, -0.2, 0.3), (-0.35, -0.42, 0.5), (0.3, -0.34, 0.42), (0.85, -0.2, 0.28)):
        c.disc((x + dx * size, y + dy * size), radius * size, fill=fill)
    c.rect((x - 1.3 * size, y - 0.2 * size, x + 1.25 * size, y + 0.1 * size), fill, radius=0.15 * size)


def person(c: Canvas, at: Point, *, size: float, coat: str, skin: str, hair: str, legs: str) -> None:
    """Draw someone standing with the feet at this point, ten times as tall as the size."""
    x, y = at
    for side in (-0.75, 0.75):
        c.line([(x + side * size, y - 4 * size), (x + side * size, y - 0.4 * size)], legs, width=1.1 * size)
    c.rect((x - 1.6 * size, y - 7.8 * size, x + 1.6 * size, y - 3.2 * size), coat, radius=1.3 * size)
    c.disc((x, y - 8.9 * size), 1.15 * size, fill=skin)
    c.poly(arc((x, y - 9.1 * size), 1.25 * size, start=180, end=360), hair)


def broadleaf(c: Canvas, at: Point, *, size: float, tones: tuple[str, str, str], trunk: str, seed: int) -> None:
    """Draw a round tree standing at this point: dark leaves below, light leaves towards the light."""
    x, y = at
    half = smooth([(0.22, 0.05), (0.1, -0.14), (0.07, -0.5), (0.26, -1.0)])
    stem = [*half, *((-x, y) for x, y in reversed(half))]
    c.poly(moved(stem, to=at, size=size), trunk)
    c.disc((x, y - 1.15 * size), (0.5 * size, 0.34 * size), fill=tones[0])
    chance, leaves = Random(seed), 1 + size / 90
    for tone, count, shift, spread in zip(tones, (26, 22, 16), (0, -0.13, -0.27), (1, 0.86, 0.62), strict=True):
        for _ in range(round(count * leaves)):
            turn, reach = chance.random() * 6.283, math.sqrt(chance.random()) * spread
            place = (
                x + size * (0.72 * reach * math.cos(turn) - shift * 0.4),
                y + size * (-1.15 + 0.45 * reach * math.sin(turn) + shift),
            )
            c.disc(place, size * chance.uniform(0.14, 0.24) * spread / leaves**0.4, fill=tone)


def cypress(c: Canvas, at: Point, *, size: float, fill: str, light: str) -> None:
    outline = smooth(
        [(0, -1), (0.12, -0.6), (0.16, -0.2), (0.05, 0), (-0.05, 0), (-0.16, -0.2), (-0.12, -0.6)],
        closed=True,
    )
    c.poly(moved(outline, to=at, size=size), fill)
    c.poly(moved([(x * 0.45 - 0.045, y * 0.86 - 0.06) for x, y in outline], to=at, size=size), light)


def palm(c: Canvas, at: Point, *, size: float, trunk: str, leaf: str) -> None:
    stem = smooth([(0, 0), (0.05, -0.35), (0.02, -0.7), (0.1, -1)])
    c.line(moved(stem, to=at, size=size), trunk, width=size * 0.06)
    for reach, drop in (
        (-0.55, 0.12),
        (-0.5, -0.16),
        (-0.25, -0.34),
        (0.2, -0.36),
        (0.5, -0.16),
        (0.55, 0.12),
    ):
        frond = smooth(
            [
                (0.1, -1),
                (0.1 + reach * 0.55, -1.1 + drop * 0.9),
                (0.1 + reach, -1 + drop + 0.12),
                (0.1 + reach * 0.5, -1 + drop * 0.75),
            ],
            closed=True,
        )
        c.poly(moved(frond, to=at, size=size), leaf)


def pine(c: Canvas, at: Point, *, size: float, fill: str) -> None:
    for top, half in ((-1, 0.16), (-0.78, 0.22), (-0.52, 0.28)):
        c.poly(moved([(0, top), (half, top + 0.46), (-half, top + 0.46)], to=at, size=size), fill)
    c.poly(moved([(-0.04, -0.1), (0.04, -0.1), (0.04, 0), (-0.04, 0)], to=at, size=size), fill)


def stars(c: Canvas, *, count: int, fill: str, seed: int, bottom: float = HEIGHT) -> None:
    chance = Random(seed)
    for _ in range(count):
        radius = 0.9 + 2.6 * chance.random() ** 5
        place = (chance.random() * WIDTH, bottom * chance.random() ** 1.2)
        c.disc(place, radius, fill=f"{fill}{chance.randrange(90, 256):02x}")


def wheel(c: Canvas, at: Point, *, size: float, tyre: str, hub: str) -> None:
    c.disc(at, size, fill=tyre)
    c.disc(at, size * 0.55, fill=hub)
    c.disc(at, size * 0.18, fill=tyre)


def glitter(c: Canvas, at: Point, *, width: float, depth: float, fill: str, seed: int) -> None:
    """Lay the broken light of a sun or lamp on water, from this point down."""
    chance, y = Random(seed), at[1] + 8.0
    while y < at[1] + depth:
        share = (y - at[1]) / depth
        half = width * (0.35 + 0.65 * share) * chance.uniform(0.25, 1)
        x, thick = at[0] + chance.uniform(-0.3, 0.3) * width, 2 + 7 * share
        c.rect((x - half, y - thick / 2, x + half, y + thick / 2), fill, radius=thick / 2)
        y += 9 + 24 * share


def archway(x: float, y: float, *, width: float, height: float) -> list[Point]:
    """Return a round-headed opening whose sill has its middle at this point."""
    half = width / 2
    return [(x - half, y), *arc((x, y - height + half), half, start=180, end=360), (x + half, y)]
