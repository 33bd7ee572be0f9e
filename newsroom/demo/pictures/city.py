"""The city: its old roofs, its towers at night, its stadium and its market."""

from random import Random

from newsroom.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, arc, box, ground, mix, moved, roll, smooth
from newsroom.demo.pictures.figures import archway, cypress, gull, person, stars

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
        house(c, (x, base - height), width=width, tone=mix(tone, "#fff0d0", share=chance.uniform(0, 0.35)), chance=chance)
        x += width * 0.94


def house(c: Canvas, corner: Point, *, width: float, tone: str, chance: Random) -> None:
    x, y = corner
    if chance.random() < 0.4:
        c.poly(arc((x + width / 2, y + 4), (width * 0.34, width * 0.3), start=180, end=360), mix(tone, "#ffffff", share=0.25))
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
    c.poly(moved(smooth([(-40, -470), (-100, -400), (-128, -320), (-100, -260), (-70, -330), (-62, -410)], closed=True), to=foot), "#fff3c070")
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
                c.rect((x, 876 + 32 * row, x + 74, 900 + 32 * row), f"#f3b98a{chance.randrange(18, 46):02x}", radius=4)
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
    c.poly([(x - 60, y), (x + 60, y), (800 + (800 - x) * 0.1 + 420, 900), (800 + (800 - x) * 0.1 - 420, 900)], "#eaf6ff14")
    c.rect((x - 112, y - 62, x + 112, y + 48), "#3b4f73", radius=10)
    for row in range(3):
        for place in range(6):
            c.disc((x - 88 + 35 * place, y - 42 + 34 * row), 13, fill="#ffffff")
    c.glow((x, y - 8), 380, fill="#e6f4ff", strength=0.85)


def pitch(c: Canvas) -> None:
    c.fade(box(0, 636, right=WIDTH, bottom=HEIGHT), "#4fb866", "#2c8a4b")
    for step in range(-7, 8, 2):
        near, far = 330, 150
        c.poly([(960 + far * step, 636), (960 + far * (step + 1), 636), (960 + near * (step + 1), 1000), (960 + near * step, 1000)], "#ffffff1c")
    for line in ([(0, 668), (WIDTH, 668)], [(620, 668), (470, 800), (1690, 800)], [(900, 668), (870, 716), (1420, 716), (1370, 668)]):
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
    with c.inside(outline):
        centre = (x - radius * 0.1, y - radius * 0.08)
        c.poly(arc_five(centre, radius * 0.36, turn=-90), "#22304d")
        for step in range(5):
            turn = -90 + 72 * step
            inner, outer = (arc(centre, radius * share, start=turn, end=turn)[0] for share in (0.36, 0.72))
            c.line([inner, outer], "#22304d", width=6)
            c.poly(arc_five(arc(centre, radius * 1.0, start=turn, end=turn)[0], radius * 0.32, turn=turn + 180), "#22304d")
            rim = [arc(centre, radius * share, start=turn + shift, end=turn + shift)[0] for share, shift in ((0.75, 17), (0.66, 36), (0.75, 55))]
            c.line(rim, "#22304d", width=6)
            c.line([rim[1], arc(centre, radius * 1.3, start=turn + 36, end=turn + 36)[0]], "#22304d", width=6)


def arc_five(centre: Point, radius: float, *, turn: float) -> list[Point]:
    return [arc(centre, radius, start=turn + 72 * step, end=turn)[0] for step in range(5)]


FRUITS = ("#e4572e", "#f3a712", "#7fa650", "#a4243b", "#f6d55c", "#d1495b")


def market(c: Canvas) -> None:
    c.sky("#f7dcb0", "#f2c793", "#e7ab77")
    for x in (190, 800, 1410):
        c.fade(archway(x, 900, width=500, height=800), "#d98f62", "#b96a4c")
        c.fade(archway(x, 900, width=400, height=730), "#7a3b3f", "#4d2738")
    c.fade(box(0, 850, right=WIDTH, bottom=HEIGHT), "#c68a62", "#8f5646")
    for x, y in ((330, 200), (800, 150), (1270, 200)):
        lantern(c, (x, y))
    person(c, (520, 830), size=40, coat="#2f7f79", skin="#c98d68", hair="#3a2530", legs="#3a2530")
    person(c, (1250, 820), size=37, coat="#f4e3c1", skin="#d9a07a", hair="#7a3b3f", legs="#3a2530")
    stall(c, 150, right=890, top=330, colours=("#d8413c", "#fff4de"), seed=3)
    stall(c, 985, right=1560, top=370, colours=("#2f8f83", "#fff4de"), seed=8)


def lantern(c: Canvas, at: Point) -> None:
    x, y = at
    c.line([(x, 0), (x, y)], "#4d2738", width=5)
    c.glow((x, y + 40), 190, fill="#ffe19a", strength=0.8)
    c.poly([(x - 22, y + 14), (x, y - 10), (x + 22, y + 14)], "#4d2738")
    c.poly([(x - 26, y + 14), (x + 26, y + 14), (x + 18, y + 70), (x - 18, y + 70)], "#ffd56b")
    c.rect((x - 20, y + 68, x + 20, y + 78), "#4d2738")


def stall(c: Canvas, left: float, *, right: float, top: float, colours: tuple[str, str], seed: int) -> None:
    for x in (left + 26, right - 26):
        c.rect((x - 9, top, x + 9, 960), "#7a4a35")
    c.poly([(left - 40, 975), (right + 40, 975), (right + 10, 950), (left - 10, 950)], "#4d273860")
    width = (right - left - 20) / 4
    for row in range(2):
        for step in range(4):
            crate(c, (left + 10 + width * step, 760 + 104 * row), width=width - 8, fruit=FRUITS[(step + 3 * row + seed) % 6], seed=seed + step)
    awning(c, left, right=right, top=top, colours=colours)


def crate(c: Canvas, corner: Point, *, width: float, fruit: str, seed: int) -> None:
    (x, y), chance = corner, Random(seed)
    c.rect((x, y - 26, x + width, y + 70), "#5a3030")
    radius = 19
    for row in range(3):
        for step in range(int((width - 16) // (radius * 1.75))):
            at = (x + 27 + step * radius * 1.75 + (row % 2) * 9, y - 30 + 20 * row + chance.uniform(-3, 3))
            c.disc(at, radius, fill=mix(fruit, "#4d2738", share=chance.uniform(0.02, 0.22)))
            c.disc((at[0] - 6, at[1] - 7), 5, fill="#ffffff70")
    for row in range(2):
        c.rect((x, y + 16 + 36 * row, x + width, y + 46 + 36 * row), ("#c9905a", "#b57b4a")[row], radius=4)


def awning(c: Canvas, left: float, *, right: float, top: float, colours: tuple[str, str]) -> None:
    count = 10
    step, inset = (right - left + 80) / count, 60
    upper = (right - left + 80 - 2 * inset) / count
    c.rect((left, top + 150, right, top + 230), "#2a122840")
    for place in range(count):
        tone, x, high = colours[place % 2], left - 40 + step * place, left - 40 + inset + upper * place
        c.fade([(high, top), (high + upper, top), (x + step, top + 140), (x, top + 140)], tone, mix(tone, "#7a3b3f", share=0.14))
        c.poly([(x, top + 138), (x + step, top + 138), *arc((x + step / 2, top + 160), (step / 2, 34), start=0, end=180)], mix(tone, "#7a3b3f", share=0.28))
    c.rect((left - 40 + inset - 6, top - 10, right + 40 - inset + 6, top + 6), "#7a4a35", radius=6)


CITY = {"old-city": old_city, "skyline": skyline, "stadium": stadium, "market": market}
