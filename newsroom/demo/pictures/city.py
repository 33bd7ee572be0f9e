"""Two cities: the old one in the evening sun, the new one by night."""

from random import Random

from newsroom.demo.pictures.canvas import (
    HEIGHT,
    WIDTH,
    Canvas,
    Point,
    arc,
    box,
    ground,
    mix,
    moved,
    roll,
    smooth,
)
from newsroom.demo.pictures.figures import archway, cypress, gull, stars

INK = "#4c2f4e"


def old_city(c: Canvas) -> None:
    c.sky("#e9a6a1", "#f6c9a4", "#fbe3b8", "#fdeecf")
    c.sun((820, 360), 92, fill="#fff8e2", halo="#ffe0a0")
    c.fade(ground(roll(520, height=34, seed=1.0, length=1400)), "#dba79d", "#e9c0a2")
    houses(c, 600, tone="#e2ad96", size=62, seed=2)
    minaret(c, (430, 700), size=1.0)
    houses(c, 680, tone="#d69a7d", size=78, seed=5)
    shrine(c, (1075, 700))
    houses(c, 790, tone="#c58468", size=92, seed=9, gap=(820, 1330))
    for x, size in ((690, 190), (745, 240), (1410, 250), (1465, 190)):
        cypress(c, (x, 850), size=size, fill="#5d5a4a", light="#75705a")
    wall(c)
    for x, y, size in ((610, 215, 30), (665, 250, 22), (1310, 190, 26)):
        gull(c, (x, y), size=size, fill="#8a5563")


def houses(c: Canvas, base: float, *, tone: str, size: float, seed: int, gap: tuple[int, int] = (0, 0)) -> None:
    """Draw a terrace of flat and domed roofs, none taller than a storey inside the gap."""
    chance, x = Random(seed), -20.0
    while x < WIDTH:
        width, height = size * chance.uniform(1.1, 2.0), size * chance.uniform(0.6, 2.1)
        if gap[0] < x < gap[1]:
            height = size * 0.5
        house(
            c,
            (x, base - height),
            width=width,
            tone=mix(tone, "#fff0d0", share=chance.uniform(0, 0.35)),
            chance=chance,
        )
        x += width * 0.94


def house(c: Canvas, corner: Point, *, width: float, tone: str, chance: Random) -> None:
    x, y = corner
    if chance.random() < 0.4:
        c.poly(
            arc((x + width / 2, y + 4), (width * 0.34, width * 0.3), start=180, end=360),
            mix(tone, "#ffffff", share=0.25),
        )
    c.fade(box(x, y, right=x + width, bottom=y + 420), tone, mix(tone, INK, share=0.3))
    c.rect((x + width * 0.82, y, x + width, y + 420), f"{INK}2a")
    c.rect((x - 4, y - 5, x + width + 4, y + 6), mix(tone, "#ffffff", share=0.35))
    for step in range(1, int(width // 34)):
        if chance.random() < 0.75:
            c.poly(archway(x + 34 * step, y + 62, width=15, height=32), f"{INK}c0")


def minaret(c: Canvas, foot: Point, *, size: float) -> None:
    parts = (
        ([(-40, 60), (40, 60), (34, -330), (-34, -330)], "#f7dcae", "#c98c72"),
        ([(-56, -330), (56, -330), (44, -296), (-44, -296)], "#c98c72", "#b0735f"),
        ([(-26, -330), (26, -330), (24, -430), (-24, -430)], "#fbe6bf", "#dba97f"),
        ([(-32, -430), (32, -430), (0, -510)], "#6a8f86", "#4d6f70"),
    )
    for shape, light, shade in parts:
        c.fade(moved(shape, to=foot, size=size), light, shade)
    c.poly(moved([(14, 60), (40, 60), (34, -330), (14, -330)], to=foot, size=size), f"{INK}30")
    c.line(moved([(0, -505), (0, -540)], to=foot, size=size), "#4d6f70", width=6)
    for y in (-120, -250, -360):
        c.poly(archway(foot[0], foot[1] + y * size, width=17, height=48), f"{INK}c0")


def shrine(c: Canvas, foot: Point) -> None:
    """Draw the great dome on its drum and eight-sided hall."""
    x, y = foot
    c.glow((x, y - 330), 420, fill="#ffe6a6", strength=0.7)
    c.fade(box(x - 260, y - 150, right=x + 260, bottom=y + 100), "#5f9aa3", "#3f6f80")
    c.rect((x - 272, y - 164, x + 272, y - 142), "#f9e3b4")
    c.rect((x + 130, y - 142, x + 260, y + 100), f"{INK}38")
    for step in range(-3, 4):
        c.poly(archway(x + 72 * step, y - 10, width=44, height=104), "#f4d9a6")
        c.poly(archway(x + 72 * step, y - 10, width=28, height=88), "#35516a")
    c.fade(box(x - 165, y - 236, right=x + 165, bottom=y - 160), "#7fb3b0", "#4f8790")
    c.rect((x - 176, y - 246, x + 176, y - 232), "#f9e3b4")
    for step in range(-5, 6):
        c.poly(archway(x + 29 * step, y - 170, width=16, height=46), "#35516a")
    half = smooth([(0, -492), (60, -470), (126, -410), (162, -330), (164, -246)])
    c.fade([*moved(half, to=foot), *reversed(moved(half, to=foot, flip=True))], "#ffe08a", "#f0b440", "#c9822f")
    c.poly(
        moved(
            smooth([(-40, -470), (-100, -400), (-128, -320), (-100, -260), (-70, -330), (-62, -410)], closed=True),
            to=foot,
        ),
        "#fff3c070",
    )
    c.line([(x, y - 488), (x, y - 552)], "#c9822f", width=8)
    c.disc((x, y - 520), 11, fill="#f0b440")


def wall(c: Canvas) -> None:
    c.fade(box(0, 850, right=WIDTH, bottom=HEIGHT), "#a9664f", "#5f3648")
    for x in range(-10, WIDTH, 76):
        c.rect((x, 818, x + 48, 862), "#a9664f", radius=6)
    chance = Random(6)
    for row in range(4):
        for x in range(-40 + 30 * (row % 2), WIDTH, 84):
            if chance.random() < 0.45:
                c.rect(
                    (x, 876 + 32 * row, x + 74, 900 + 32 * row),
                    f"#f3b98a{chance.randrange(18, 46):02x}",
                    radius=4,
                )
    c.poly(archway(300, 1010, width=190, height=142), "#f3c795")
    c.poly(archway(300, 1010, width=146, height=118), "#3f2440")


def skyline(c: Canvas) -> None:
    c.sky("#0b1640", "#1d2d6b", "#4b4a93", "#b06a98", "#f0a184")
    stars(c, count=170, fill="#ffffff", seed=5, bottom=460)
    c.glow((1170, 230), 330, fill="#cfd8ff", strength=0.55)
    c.disc((1170, 230), 76, fill="#fdf4dc")
    for dx, dy, radius in ((-24, -18, 15), (20, 14, 20), (26, -30, 9)):
        c.disc((1170 + dx, 230 + dy), radius, fill="#efe0bd")
    towers(c, 770, tone="#5d4f93", heights=(150, 380), seed=4, lit=0.0)
    towers(c, 770, tone="#33336f", heights=(110, 330), seed=21, lit=0.3)
    c.glow((900, 770), 900, fill="#f7a98a", strength=0.5)
    landmark(c, (520, 770))
    towers(c, 770, tone="#171d4c", heights=(50, 205), seed=13, lit=0.42)
    c.reflect(770, tint="#141b48", strength=0.5)
    c.rect((0, 764, WIDTH, 774), "#0b1236")
    chance = Random(3)
    for _ in range(90):
        x, y, half = chance.uniform(0, WIDTH), chance.uniform(785, 1000), chance.uniform(20, 120)
        c.rect((x - half, y, x + half, y + 3), f"#101a46{chance.randrange(60, 170):02x}", radius=1)


def towers(c: Canvas, base: float, *, tone: str, heights: tuple[int, int], seed: int, lit: float) -> None:
    chance, x = Random(seed), -30.0
    while x < WIDTH:
        width, height = chance.uniform(70, 130), chance.uniform(*heights)
        top = base - height
        c.fade(box(x, top, right=x + width, bottom=base), tone, mix(tone, "#b06a98", share=0.22))
        if chance.random() < 0.4:
            c.rect((x + width * 0.3, top - 26, x + width * 0.7, top + 2), tone)
            c.line([(x + width / 2, top - 60), (x + width / 2, top)], tone, width=5)
        windows(c, (x, top), size=(width, height), lit=lit, chance=chance)
        x += width + chance.uniform(-8, 14)


def windows(c: Canvas, corner: Point, *, size: tuple[float, float], lit: float, chance: Random) -> None:
    (left, top), (width, height) = corner, size
    for row in range(int((height - 20) // 24)):
        for place in range(int((width - 14) // 18)):
            if chance.random() < lit:
                x, y = left + 12 + 18 * place, top + 14 + 24 * row
                c.rect((x, y, x + 9, y + 13), chance.choice(("#ffd77a", "#ffe9b3", "#ffb964")))


def landmark(c: Canvas, foot: Point) -> None:
    """Draw the tallest tower, stepped and lit from inside."""
    c.glow((foot[0], foot[1] - 520), 330, fill="#ffb98a", strength=0.5)
    chance = Random(8)
    for half, low, high in ((104, 0, 330), (78, 330, 470), (50, 470, 560)):
        corner = (foot[0] - half, foot[1] - high)
        c.fade(box(*corner, right=foot[0] + half, bottom=foot[1] - low), "#3f3f8c", "#262a66")
        c.rect((foot[0] + half * 0.4, foot[1] - high, foot[0] + half, foot[1] - low), "#0b164048")
        windows(c, corner, size=(half * 2, high - low), lit=0.72, chance=chance)
        c.rect((corner[0] - 5, corner[1] - 8, foot[0] + half + 5, corner[1] + 4), "#6a5fa8")
    c.poly(moved([(-30, -564), (30, -564), (4, -680), (-4, -680)], to=foot), "#4b4a93")
    c.disc((foot[0], foot[1] - 684), 8, fill="#ff7d6b")


CITY = {"old-city": old_city, "skyline": skyline}
