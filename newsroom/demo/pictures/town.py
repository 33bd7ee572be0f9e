"""An ordinary day in town: bus, market, clinic."""

from random import Random

from newsroom.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, arc, box, mix, moved, smooth
from newsroom.demo.pictures.figures import archway, broadleaf, person, wheel

FRUITS = ("#e4572e", "#f3a712", "#7fa650", "#a4243b", "#f6d55c", "#d1495b")

PULSE = ((-120, 0), (-50, 0), (-25, -55), (10, 55), (35, -20), (48, 0), (120, 0))


def bus(c: Canvas) -> None:
    c.sky("#8fd6d2", "#c6ece0", "#f5f3d7")
    c.disc((1190, 300), 120, fill="#fff7d6")
    chance, x = Random(12), -30.0
    while x < WIDTH:
        x += block(c, x, chance=chance)
    for x, size in ((120, 190), (1010, 170), (1500, 210)):
        broadleaf(c, (x, 800), size=size, tones=("#2f8f7a", "#45a98a", "#7cc79c"), trunk="#5b4b45", seed=int(x))
    c.rect((0, 796, WIDTH, 850), "#e9dcc0")
    c.fade(box(0, 846, right=WIDTH, bottom=HEIGHT), "#4f5d73", "#3a465b")
    for x in range(-60, WIDTH, 300):
        c.rect((x, 936, x + 170, 950), "#f5e6b8", radius=6)
    shelter(c, (1200, 820))
    coach(c, (150, 880))


def block(c: Canvas, x: float, *, chance: Random) -> float:
    """Draw one block of flats from this edge; return its width."""
    width, top = chance.uniform(130, 220), chance.uniform(300, 560)
    tone = chance.choice(("#f2b89a", "#f7d3a1", "#a8d5c8", "#f4e2bd", "#e79a86"))
    c.rect((x, top, x + width - 6, 800), tone)
    c.rect((x - 5, top - 10, x + width - 1, top + 8), mix(tone, "#5b4b45", share=0.3))
    for step in range(int((width - 30) // 42)):
        for floor in range(int((770 - top) // 62)):
            left, high = x + 20 + 42 * step, top + 32 + 62 * floor
            c.rect((left, high, left + 24, high + 36), mix(tone, "#35516a", share=0.42), radius=4)
    return width


def coach(c: Canvas, foot: Point) -> None:
    x, y = foot
    c.disc((x + 440, y + 40), (500, 26), fill="#20293888")
    c.rect((x, y - 420, x + 880, y), "#e5483d", radius=48)
    c.rect((x, y - 130, x + 880, y - 20), "#c9362f")
    c.rect((x, y - 150, x + 880, y - 128), "#fff2d6")
    c.rect((x + 60, y - 440, x + 500, y - 416), "#c9362f", radius=10)
    c.rect((x + 26, y - 372, x + 858, y - 196), "#263247", radius=24)
    for step in range(5):
        left = x + 40 + 124 * step
        c.fade(box(left, y - 360, right=left + 112, bottom=y - 208), "#a9dfe6", "#6fb3c4")
        passenger(c, (left + 56, y - 208), tone=("#f4b942", "#2f8f7a", "#7d5a8c", "#f3efe4", "#3d6fa3")[step])
        c.poly(
            [(left + 8, y - 208), (left + 58, y - 360), (left + 84, y - 360), (left + 34, y - 208)],
            "#ffffff38",
        )
    c.rect((x + 668, y - 364, x + 770, y - 24), "#263247", radius=10)
    c.fade(box(x + 676, y - 356, right=x + 716, bottom=y - 34), "#a9dfe6", "#6fb3c4")
    c.fade(box(x + 722, y - 356, right=x + 762, bottom=y - 34), "#a9dfe6", "#6fb3c4")
    c.fade(box(x + 784, y - 360, right=x + 850, bottom=y - 208), "#c4ecec", "#86c5d0")
    c.rect((x + 700, y - 410, x + 862, y - 380), "#ffd35c", radius=8)
    c.rect((x + 842, y - 104, x + 884, y - 64), "#fff1b8", radius=12)
    c.rect((x - 4, y - 104, x + 18, y - 64), "#ffb14a", radius=6)
    for place in (180, 580):
        c.poly(arc((x + place, y + 2), 92, start=180, end=360), "#263247")
        wheel(c, (x + place, y), size=74, tyre="#1b2331", hub="#c9d3d8")


def passenger(c: Canvas, foot: Point, *, tone: str) -> None:
    x, y = foot
    c.poly(arc((x, y), (40, 56), start=180, end=360), tone)
    c.disc((x, y - 76), 25, fill="#b97f5e")
    c.poly(arc((x, y - 80), 27, start=180, end=360), "#33262b")


def shelter(c: Canvas, foot: Point) -> None:
    x, y = foot
    c.rect((x + 10, y - 330, x + 300, y - 60), "#dff3ef")
    c.poly([(x + 60, y - 60), (x + 180, y - 330), (x + 230, y - 330), (x + 110, y - 60)], "#ffffff90")
    for post in (0, 300):
        c.rect((x + post, y - 340, x + post + 14, y), "#35516a")
    c.rect((x - 30, y - 362, x + 344, y - 330), "#2f8f7a", radius=10)
    c.rect((x + 60, y - 92, x + 250, y - 74), "#b5714b", radius=6)
    person(c, (x + 90, y + 8), size=23, coat="#f4b942", skin="#c98d68", hair="#33262b", legs="#35516a")
    person(c, (x + 210, y + 8), size=21, coat="#7d5a8c", skin="#dba37d", hair="#5b3a29", legs="#33262b")


def market(c: Canvas) -> None:
    c.sky("#f7dcb0", "#f2c793", "#e7ab77")
    for x in (190, 800, 1410):
        c.fade(archway(x, 900, width=500, height=800), "#d98f62", "#b96a4c")
        c.fade(archway(x, 900, width=400, height=730), "#7a3b3f", "#4d2738")
    c.fade(box(0, 850, right=WIDTH, bottom=HEIGHT), "#c68a62", "#8f5646")
    for x, y in ((330, 200), (800, 150), (1270, 200)):
        lantern(c, (x, y))
    for left, right, top in ((170, 870, 440), (1005, 1540, 480)):
        c.fade(box(left, top, right=right, bottom=900), "#8a4640", "#b8684e")
    person(c, (540, 885), size=33, coat="#2f7f79", skin="#d9a07a", hair="#2c1a22", legs="#3a2530")
    person(c, (1245, 885), size=30, coat="#f3b13f", skin="#d9a07a", hair="#4a2323", legs="#3a2530")
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
    c.rect((left + 14, 740, right - 14, 950), "#4d2738")
    for row in range(2):
        for step in range(4):
            crate(
                c,
                (left + 10 + width * step, 760 + 104 * row),
                width=width - 8,
                fruit=FRUITS[(step + 3 * row + seed) % 6],
                seed=seed + step,
            )
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
    c.rect((left + 17, top + 150, right - 17, top + 215), "#2a122850")
    for place in range(count):
        tone, x, high = colours[place % 2], left - 40 + step * place, left - 40 + inset + upper * place
        c.fade(
            [(high, top), (high + upper, top), (x + step, top + 140), (x, top + 140)],
            tone,
            mix(tone, "#7a3b3f", share=0.14),
        )
        c.poly(
            [
                (x, top + 138),
                (x + step, top + 138),
                *arc((x + step / 2, top + 160), (step / 2, 34), start=0, end=180),
            ],
            mix(tone, "#7a3b3f", share=0.28),
        )
    c.rect((left - 40 + inset - 6, top - 10, right + 40 - inset + 6, top + 6), "#7a4a35", radius=6)


def clinic(c: Canvas) -> None:
    c.sky("#c9ece4", "#e5f6ee", "#f7faf1")
    c.disc((1330, 330), 420, fill="#d5efe6")
    for x, radius in ((90, 150), (300, 110), (1530, 170)):
        c.disc((x, 700), radius, fill="#8fc9ad")
    c.fade(box(0, 770, right=WIDTH, bottom=1000), "#6f8f98", "#4d6b76")
    c.rect((0, 756, WIDTH, 790), "#d3dedb")
    ward(c)
    for x in (120, 520, 920, 1320):
        c.rect((x, 920, x + 200, 932), "#f3f1dc", radius=6)
    ambulance(c, (190, 850))
    person(c, (1200, 788), size=20, coat="#ffffff", skin="#c98d68", hair="#2f2a33", legs="#3d9c8b")
    person(c, (1300, 790), size=19, coat="#3d9c8b", skin="#dba37d", hair="#5b3a29", legs="#2c6f64")


def ward(c: Canvas) -> None:
    c.fade(box(640, 250, right=1540, bottom=770), "#ffffff", "#e6eeea")
    c.rect((620, 226, 1560, 262), "#3d9c8b", radius=6)
    for y in (320, 480):
        for x in (700, 830, 1250, 1380):
            c.rect((x, y, x + 96, y + 110), "#86c5d2", radius=8)
            c.poly([(x + 8, y + 102), (x + 60, y + 8), (x + 84, y + 8), (x + 32, y + 102)], "#ffffff50")
    c.fade(box(985, 140, right=1195, bottom=770), "#49ad9b", "#37907f")
    heart(c, (1090, 285), size=66, fill="#ffffff")
    c.line(moved(PULSE, to=(1090, 290), size=0.62), "#ef6f5e", width=8)
    c.rect((1000, 560, 1180, 770), "#d8f0ee")
    c.rect((1085, 560, 1095, 770), "#37907f")
    c.rect((960, 530, 1220, 560), "#ef6f5e", radius=8)


def heart(c: Canvas, at: Point, *, size: float, fill: str) -> None:
    half = [(0, 0.95), (0.55, 0.45), (0.98, -0.05), (0.9, -0.6), (0.5, -0.8), (0.14, -0.66), (0, -0.4)]
    for flip in (False, True):
        c.poly(moved(smooth(half), to=at, size=size, flip=flip), fill)


def ambulance(c: Canvas, foot: Point) -> None:
    """Draw an ambulance facing right, its near corner of ground at this point."""
    x, y = foot
    c.disc((x + 370, y + 46), (430, 24), fill="#2c454f80")
    c.rect((x + 120, y - 452, x + 190, y - 400), "#4aa8e0", radius=20)
    c.glow((x + 155, y - 430), 150, fill="#9fdcff", strength=0.9)
    cab = [(500, -330), (620, -330), (670, -300), (720, -180), (770, -160), (780, -20), (500, -20)]
    c.fade(moved(cab, to=foot), "#ffffff", "#e3e8e4")
    c.rect((x, y - 412, x + 520, y - 10), "#ffffff", radius=26)
    c.poly(moved([(548, -298), (618, -298), (640, -284), (680, -182), (548, -182)], to=foot), "#4b7f93")
    c.poly(moved([(560, -290), (590, -290), (566, -190), (556, -190)], to=foot), "#ffffff50")
    c.rect((x, y - 160, x + 776, y - 104), "#ef6f5e")
    c.rect((x, y - 96, x + 778, y - 80), "#f4b942")
    heart(c, (x + 260, y - 275), size=86, fill="#ef6f5e")
    c.line(moved(PULSE, to=(x + 260, y - 272), size=0.8), "#ffffff", width=10)
    c.rect((x + 744, y - 150, x + 782, y - 112), "#ffe9a0", radius=8)
    c.rect((x - 10, y - 46, x + 794, y - 10), "#39505a", radius=10)
    for place in (140, 630):
        c.disc((x + place, y - 16), 84, fill="#39505a")
        wheel(c, (x + place, y - 8), size=70, tyre="#22323a", hub="#c6d3d4")


TOWN = {"bus": bus, "market": market, "clinic": clinic}
