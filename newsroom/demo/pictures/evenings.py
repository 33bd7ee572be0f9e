"""Evenings out: the stadium and the concert."""

from random import Random

from newsroom.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, arc, box, ground, moved, smooth
from newsroom.demo.pictures.figures import stars


def stadium(c: Canvas) -> None:
    c.sky("#101b3f", "#1b3566", "#2f5f86")
    stars(c, count=70, fill="#ffffff", seed=2, bottom=260)
    stand(c, 360, bottom=640, seed=4)
    for x, y in ((190, 120), (1410, 120)):
        floodlight(c, (x, y))
    pitch(c)
    goal(c)
    ball(c, (500, 770), radius=150)


def stand(c: Canvas, top: float, *, bottom: float, seed: int) -> None:
    rim = smooth([(-30, top - 90), (400, top), (800, top + 22), (1200, top), (1630, top - 90)])
    c.fade([(x, y - 36) for x, y in rim] + [(x, y + 20) for x, y in reversed(rim)], "#e9eef4", "#8fa6bd")
    c.fade(ground(rim, bottom=bottom), "#16254d", "#23406f")
    chance = Random(seed)
    for row in range(15):
        for x in range(-6, WIDTH, 19):
            y = top + 44 + row * 16 + 6 * chance.random() - 95 * ((x - 800) / 800) ** 2 * (1 - row / 16)
            tone = chance.choice(("#e8505b", "#f9d56e", "#f3ecc2", "#14b1ab", "#3f6fa8", "#2c4a7d", "#2c4a7d"))
            c.disc((x + 9 * (row % 2) + 3 * chance.random(), y), 5.6, fill=tone)
    c.rect((0, bottom - 52, WIDTH, bottom), "#f3f6f4")
    for step, tone in enumerate(("#e8505b", "#14b1ab", "#f9d56e", "#3f6fa8") * 2):
        c.rect((20 + 200 * step, bottom - 44, 180 + 200 * step, bottom - 8), tone, radius=4)


def floodlight(c: Canvas, at: Point) -> None:
    x, y = at
    c.line([(x, y), (x, 330)], "#8fa6bd", width=14)
    c.poly(
        [(x - 60, y), (x + 60, y), (800 + (800 - x) * 0.1 + 420, 900), (800 + (800 - x) * 0.1 - 420, 900)],
        "#eaf6ff14",
    )
    c.rect((x - 112, y - 62, x + 112, y + 48), "#3b4f73", radius=10)
    for row in range(3):
        for place in range(6):
            c.disc((x - 88 + 35 * place, y - 42 + 34 * row), 13, fill="#ffffff")
    c.glow((x, y - 8), 380, fill="#e6f4ff", strength=0.85)


def pitch(c: Canvas) -> None:
    c.fade(box(0, 636, right=WIDTH, bottom=HEIGHT), "#4fb866", "#2c8a4b")
    for step in range(-7, 8, 2):
        near, far = 330, 150
        c.poly(
            [
                (960 + far * step, 636),
                (960 + far * (step + 1), 636),
                (960 + near * (step + 1), 1000),
                (960 + near * step, 1000),
            ],
            "#ffffff1c",
        )
    for line in (
        [(0, 668), (WIDTH, 668)],
        [(620, 668), (470, 800), (1690, 800)],
        [(900, 668), (870, 716), (1420, 716), (1370, 668)],
    ):
        c.line(line, "#f4fff4", width=7)


def goal(c: Canvas) -> None:
    frame = [(960, 668), (960, 470), (1310, 470), (1310, 668)]
    for step in range(1, 12):
        x = 960 + 29 * step
        c.line([(x, 474), (960 + 29 * step * 0.92 + 14, 640)], "#ffffff70", width=2)
        c.line([(960, 470 + 16.5 * step), (1310, 470 + 16.5 * step)], "#ffffff70", width=2)
    c.line(frame, "#ffffff", width=13)


def ball(c: Canvas, at: Point, *, radius: float) -> None:
    x, y = at
    c.disc((x + 30, y + radius + 8), (radius * 1.15, 26), fill="#12452c90")
    outline = arc(at, radius)
    c.fade(outline, "#ffffff", "#f1f4f6", "#b9c6cf")
    centre = (x - radius * 0.1, y - radius * 0.08)
    with c.inside(outline):
        c.poly(pentagon(centre, radius * 0.36, turn=-90), "#22304d")
        for step in range(5):
            seams(c, centre, radius=radius, turn=-90 + 72 * step)


def seams(c: Canvas, centre: Point, *, radius: float, turn: float) -> None:
    """Draw one outer patch of a ball, its seam to the middle patch and its seam to the next outer one."""
    outer = pentagon(spot(centre, radius, turn=turn), radius * 0.32, turn=turn + 180)
    c.poly(outer, "#22304d")
    c.line([spot(centre, radius * 0.36, turn=turn), outer[0]], "#22304d", width=6)
    side, following = (spot(centre, radius * 0.95, turn=turn + lean) for lean in (18.7, 53.3))
    c.line([side, following], "#22304d", width=6)


def spot(centre: Point, reach: float, *, turn: float) -> Point:
    return arc(centre, reach, start=turn, end=turn)[0]


def pentagon(centre: Point, radius: float, *, turn: float) -> list[Point]:
    return [spot(centre, radius, turn=turn + 72 * step) for step in range(5)]


def concert(c: Canvas) -> None:
    c.sky("#180a35", "#3a1166", "#8a1f7c", "#e2497f")
    c.glow((560, 620), 760, fill="#ff8fa3", strength=0.85)
    for step, tone in enumerate(("#56d9ff", "#ff6fc8", "#ffd36e", "#8f7bff", "#56d9ff", "#ff6fc8", "#ffd36e")):
        beam(c, 130 + 225 * step, target=560 + (step - 2) * 175, fill=tone)
    c.rect((0, 30, WIDTH, 52), "#12072a")
    c.rect((0, 86, WIDTH, 100), "#12072a")
    for x in range(-20, WIDTH, 60):
        c.line([(x, 92), (x + 30, 42), (x + 60, 92)], "#12072a", width=7)
    c.fade(box(0, 700, right=WIDTH, bottom=1000), "#b0307f", "#5a1a70", "#2a0e4d")
    for x, height in ((60, 330), (1460, 330)):
        speaker(c, (x, 720), height=height)
    singer(c, (560, 712))
    player(c, (930, 712))
    crowd(c)


def beam(c: Canvas, x: float, *, target: float, fill: str) -> None:
    c.poly([(x - 14, 100), (x + 14, 100), (target + 130, 760), (target - 130, 760)], f"{fill}30")
    c.poly([(x - 8, 100), (x + 8, 100), (target + 60, 760), (target - 60, 760)], f"{fill}2c")
    c.rect((x - 26, 70, x + 26, 118), "#12072a", radius=12)
    c.disc((x, 116), (20, 9), fill="#fff6e0")


def speaker(c: Canvas, foot: Point, *, height: float) -> None:
    x, y = foot
    c.rect((x - 80, y - height, x + 160, y), "#12072a", radius=10)
    for share, radius in ((0.3, 78), (0.72, 46)):
        c.disc((x + 40, y - height * (1 - share)), radius, fill="#341255")
        c.disc((x + 40, y - height * (1 - share)), radius * 0.45, fill="#12072a")


def singer(c: Canvas, foot: Point) -> None:
    ink = "#14062b"
    dress = [(-34, -330), (34, -330), (30, -210), (96, 0), (-96, 0), (-30, -210)]
    c.poly(moved(dress, to=foot), ink)
    c.disc((foot[0], foot[1] - 392), (38, 44), fill=ink)
    c.poly(
        moved(smooth([(-40, -400), (-66, -330), (-50, -270), (-10, -300), (10, -430)], closed=True), to=foot),
        ink,
    )
    c.line(moved([(-30, -316), (-120, -380), (-176, -500)], to=foot), ink, width=26)
    c.line(moved([(28, -314), (100, -262), (66, -352)], to=foot), ink, width=24)
    c.line(moved([(66, -352), (40, -380)], to=foot), ink, width=14)
    c.line(moved([(70, -340), (110, 0)], to=foot), ink, width=7)


def player(c: Canvas, foot: Point) -> None:
    """Draw an oud player on a chair."""
    ink = "#14062b"
    c.rect((foot[0] - 62, foot[1] - 120, foot[0] + 50, foot[1] - 96), ink)
    for x in (-52, 36):
        c.line(moved([(x, -100), (x, 0)], to=foot), ink, width=12)
    c.rect((foot[0] - 58, foot[1] - 290, foot[0] + 44, foot[1] - 100), ink, radius=44)
    c.disc((foot[0] - 4, foot[1] - 336), (34, 40), fill=ink)
    c.line(moved([(-10, -112), (-96, -104), (-100, 0), (-130, 0)], to=foot), ink, width=30)
    c.poly(
        moved(smooth([(-110, -190), (-40, -250), (50, -220), (40, -140), (-40, -128)], closed=True), to=foot),
        "#8a3a2f",
    )
    c.disc((foot[0] - 10, foot[1] - 190), 20, fill=ink)
    c.line(moved([(-100, -188), (-240, -168), (-262, -128)], to=foot), "#8a3a2f", width=14)


def crowd(c: Canvas) -> None:
    chance = Random(11)
    for row, tone in enumerate(("#5b1a70", "#360d58", "#14062b")):
        y, size = 806 + 66 * row, 36 + 11 * row
        for step in range(-1, 24 - 4 * row):
            x = step * size * 2.15 + chance.uniform(-12, 12)
            head = y + chance.uniform(-16, 16)
            c.disc((x, head), (size * 0.62, size * 0.74), fill=tone)
            c.rect((x - size, head + size * 0.6, x + size, 1200), tone, radius=size * 0.8)
            if chance.random() < 0.42:
                hand = (x + chance.uniform(-24, 24) + size * 0.8, head - size * chance.uniform(1.6, 2.6))
                c.line(
                    [(x + size * 0.7, head + size * 1.2), (x + size * 1.05, head), hand],
                    tone,
                    width=size * 0.38,
                )
                c.disc(hand, size * 0.28, fill=tone)


EVENINGS = {"stadium": stadium, "concert": concert}
