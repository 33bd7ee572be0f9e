"""Rooms: the library and the classroom."""

from random import Random

from newsroom.demo.pictures.canvas import WIDTH, Canvas, Point, arc, box, mix, moved, smooth
from newsroom.demo.pictures.figures import archway

BOOKS = ("#b5483a", "#d98e3f", "#e8c777", "#4d7a6a", "#2f5d62", "#8c3b44", "#efe0bd", "#6b4a63")


def library(c: Canvas) -> None:
    c.sky("#1f3b37", "#25463f", "#1a302d")
    for left, right in ((-30, 400), (440, 870), (1250, 1640)):
        shelves(c, left, right=right, seed=left)
    window(c)
    ladder(c)
    c.fade(box(0, 850, right=WIDTH, bottom=1000), "#8a5536", "#5a3526")
    c.rect((0, 838, WIDTH, 862), "#b57545")
    lamp(c, (1290, 840))
    open_book(c, (1010, 836))
    for step, (half, tone) in enumerate(((150, "#2f5d62"), (130, "#d98e3f"), (140, "#8c3b44"))):
        c.rect((250 - half, 798 - 42 * step, 250 + half, 838 - 42 * step), tone, radius=8)
        c.rect((262 - half, 806 - 42 * step, 244 + half, 830 - 42 * step), "#efe0bd", radius=4)


def shelves(c: Canvas, left: float, *, right: float, seed: int) -> None:
    c.rect((left - 18, 40, right + 18, 860), "#6b432d")
    chance = Random(seed)
    for floor in (215, 375, 535, 695, 845):
        c.fade(box(left, floor - 138, right=right, bottom=floor), "#2c1c18", "#3d271e")
        x = left + 6.0
        while x < right - 30:
            x = book(c, (x, floor), chance=chance, room=right - x)
        c.rect((left - 18, floor, right + 18, floor + 20), "#8a5a3a")


def book(c: Canvas, foot: Point, *, chance: Random, room: float) -> float:
    """Stand one book at this foot; return where the next may stand."""
    (x, floor), width, height = foot, chance.uniform(18, 36), chance.uniform(84, 124)
    if chance.random() < 0.06:
        return x + 34
    cover = mix(chance.choice(BOOKS), "#2c1c18", share=0.12)
    c.rect((x, floor - height, x + min(width, room - 4), floor), cover, radius=3)
    for band in (0.16, 0.24, 0.8):
        c.rect(
            (
                x + 3,
                floor - height * (1 - band),
                x + min(width, room - 4) - 3,
                floor - height * (1 - band) + 4,
            ),
            "#f3dfae90",
        )
    return x + width + 2


def window(c: Canvas) -> None:
    c.poly(archway(1060, 760, width=350, height=690), "#8a5a3a")
    c.fade(archway(1060, 745, width=306, height=652), "#f7b267", "#fbd9a0", "#fdeccb")
    with c.inside(archway(1060, 745, width=306, height=652)):
        c.sun((1110, 440), 52, fill="#fff7e0", halo="#ffe3a8")
        for x, top in ((930, 600), (1000, 560), (1090, 620), (1170, 580)):
            c.rect((x, top, x + 80, 760), "#d98e5f")
        c.disc((1060, 600), (46, 50), fill="#c97a50")
    for x in (1060, 960, 1160):
        c.rect((x - 5, 90, x + 5, 745), "#8a5a3a")
    for y in (300, 520):
        c.rect((908, y - 5, 1212, y + 5), "#8a5a3a")
    c.poly([(910, 745), (1210, 745), (900, 1000), (300, 1000)], "#ffe3a81c")


def ladder(c: Canvas) -> None:
    for x in (470, 590):
        c.line([(x, 852), (x + 60, 110)], "#d9a05b", width=16)
    for step in range(9):
        x, y = 474 + 6.3 * step, 800 - 78 * step
        c.line([(x, y), (x + 120, y)], "#e8b872", width=12)


def lamp(c: Canvas, foot: Point) -> None:
    x, y = foot
    c.glow((x, y - 160), 420, fill="#ffdf9a", strength=0.75)
    c.rect((x - 70, y - 18, x + 70, y), "#e0b04f", radius=9)
    c.rect((x - 8, y - 190, x + 8, y - 10), "#e0b04f")
    shade = smooth([(-120, -170), (-96, -226), (0, -246), (96, -226), (120, -170)])
    c.fade(moved(shade, to=foot), "#3f9a78", "#2a7059")
    c.rect((x - 122, y - 176, x + 122, y - 164), "#fff0c0", radius=6)


def open_book(c: Canvas, foot: Point) -> None:
    for flip in (False, True):
        leaf = [(0, -22), (50, -62), (150, -58), (190, -46), (190, -6), (0, -2)]
        c.poly(moved([(x, y + 12) for x, y in leaf], to=foot, flip=flip), "#8c3b44")
        c.fade(moved(smooth(leaf[:4]) + leaf[4:], to=foot, flip=flip), "#fffaf0", "#e6d2ab")
        for step in range(3):
            c.line(moved([(40, -40 + 11 * step), (168, -38 + 11 * step)], to=foot, flip=flip), "#b79f7b", width=4)


def classroom(c: Canvas) -> None:
    c.sky("#f4d58a", "#f0c56d", "#e8b459")
    c.fade(box(0, 760, right=WIDTH, bottom=1000), "#c98447", "#a8652f")
    daylight(c)
    blackboard(c)
    globe(c, (1130, 640))
    coats = ("#d9534a", "#2f7f86", "#6a4c7d", "#f7f0df", "#3d6fa3")
    hairs = ("#2d2226", "#4a2f27", "#2d2226", "#5b3a29", "#33262b")
    for step, x in enumerate((110, 430, 770, 1110, 1450)):
        pupil(c, (x, 1000), coat=coats[step], hair=hairs[step], is_asking=step == 1)


def daylight(c: Canvas) -> None:
    c.rect((1250, 130, 1540, 560), "#fff6e0", radius=10)
    c.fade(box(1270, 150, right=1520, bottom=540), "#7ec4d6", "#d9f0ea")
    with c.inside(box(1270, 150, right=1520, bottom=540)):
        c.disc((1310, 560), (150, 110), fill="#7fae6b")
        c.disc((1490, 580), (140, 150), fill="#5f9460")
    c.rect((1388, 150, 1402, 540), "#fff6e0")
    c.rect((1270, 330, 1520, 344), "#fff6e0")
    c.poly([(1270, 150), (1270, 540), (620, 1000), (100, 1000)], "#fff6d038")


def blackboard(c: Canvas) -> None:
    c.rect((196, 116, 1064, 604), "#9a5e33", radius=14)
    c.fade(box(220, 140, right=1040, bottom=580), "#2f6b5c", "#245347")
    c.rect((230, 600, 1030, 618), "#7d4a27", radius=6)
    chalk = "#f4f1e4"
    c.line([(300, 480), (520, 480), (300, 250), (300, 480)], chalk, width=7)
    c.line([(300, 450), (330, 450), (330, 480)], chalk, width=5)
    c.line(arc((680, 330), 92), "#f7cf6b", width=7)
    c.line([(680, 330), (760, 284)], "#f7cf6b", width=6)
    for step, length in enumerate((150, 110, 150)):
        c.line([(850, 250 + 50 * step), (850 + length, 250 + 50 * step)], chalk, width=6)
    c.line(smooth([(600, 520), (680, 470), (760, 530), (840, 480), (920, 530), (990, 490)]), "#ef9a8a", width=6)
    c.rect((420, 588, 470, 600), chalk, radius=5)


def globe(c: Canvas, at: Point) -> None:
    x, y = at
    c.rect((x - 150, y + 120, x + 170, y + 150), "#8a4f2a", radius=6)
    c.rect((x - 130, y + 150, x + 150, y + 300), "#9f5f34")
    c.rect((x - 50, y + 106, x + 50, y + 120), "#6b3d22", radius=6)
    c.rect((x - 7, y + 60, x + 7, y + 110), "#6b3d22")
    c.line(arc((x, y), 92, start=-70, end=110), "#6b3d22", width=9)
    c.disc((x, y), 80, fill="#3d8fb0")
    with c.inside(arc((x, y), 80)):
        c.poly(
            moved(smooth([(-60, -50), (-10, -70), (10, -30), (-20, 0), (-50, 10)], closed=True), to=at),
            "#9cc26b",
        )
        c.poly(moved(smooth([(10, 0), (60, -20), (70, 30), (30, 70), (5, 40)], closed=True), to=at), "#9cc26b")
        c.disc((x - 40, y - 40), 60, fill="#ffffff28")


def pupil(c: Canvas, foot: Point, *, coat: str, hair: str, is_asking: bool) -> None:
    """Seat a pupil seen from behind, at a desk cut off by the lower edge."""
    x, y = foot
    if is_asking:
        c.line([(x + 76, y - 110), (x + 118, y - 200), (x + 104, y - 330)], coat, width=46)
        c.disc((x + 102, y - 358), 27, fill="#d99e76")
    c.rect((x - 100, y - 165, x + 100, y + 120), coat, radius=70)
    c.rect((x - 24, y - 200, x + 24, y - 140), "#d99e76", radius=20)
    c.disc((x, y - 238), (68, 74), fill=hair)
    c.disc((x - 66, y - 226), 14, fill="#d99e76")
    c.disc((x + 66, y - 226), 14, fill="#d99e76")
    c.rect((x - 118, y - 70, x + 118, y - 20), "#7d4a27", radius=12)
    c.rect((x - 118, y - 70, x + 118, y - 58), "#9a5e33", radius=6)


INDOORS = {"library": library, "classroom": classroom}
