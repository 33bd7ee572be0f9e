"""Machines at work: railway, solar field, printing press, observatory."""

from random import Random

from newsroom.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, arc, box, ground, moved, roll, smooth
from newsroom.demo.pictures.figures import cloud, person, pine, stars

PAPER, INK, RED = "#f7efdc", "#22262e", "#d8432f"


def railway(c: Canvas) -> None:
    c.sky("#5aa9c9", "#a8d8dc", "#fbe9c6", "#fbd7a8")
    cloud(c, (1180, 200), size=130, fill="#fff8ea")
    cloud(c, (250, 150), size=90, fill="#fff8ea")
    c.fade(ground(roll(430, height=70, seed=0.6, length=1200)), "#8fb9b5", "#b9d3bd")
    c.fade(ground(roll(540, height=60, seed=3.0, length=1000)), "#5f9a85", "#8dbb8d")
    for x, y, size in ((90, 610, 110), (160, 625, 140), (1360, 590, 120), (1440, 600, 160), (1530, 610, 120)):
        pine(c, (x, y), size=size, fill="#2f6f68")
    c.fade(ground(roll(720, height=34, seed=5.4, length=1500)), "#4d8a5f", "#2f6a52")
    banks = (
        [(655, 740), (716, 800), (620, 865), (470, 1010)],
        [(840, 1010), (722, 865), (772, 800), (678, 740)],
    )
    river = [*smooth(banks[0]), *smooth(banks[1])]
    c.fade(river, "#a8d8dc", "#4f9fb8")
    viaduct(c, 500, foot=860)
    train(c, (90, 486))
    c.fade(ground(roll(925, height=26, seed=2.0, length=1900)), "#2c5f50", "#173d38")
    for x, y, size in ((60, 980, 330), (170, 990, 230), (1500, 985, 300), (1400, 995, 210)):
        pine(c, (x, y), size=size, fill="#16403b")


def viaduct(c: Canvas, top: float, *, foot: float) -> None:
    """Draw the arches a pier at a time, so that the valley shows between them."""
    span, half = 250, 96
    spring = top + 50 + half
    for step in range(-1, 8):
        x = 60 + span * step
        side = span / 2 - half
        left = arc((x - span / 2, spring), half, start=-90, end=0)
        right = arc((x + span / 2, spring), half, start=180, end=270)
        c.fade(
            [*left, (x - side - 8, foot + 110), (x + side + 8, foot + 110), *right],
            "#e9b384",
            "#b5745a",
            "#8a5450",
        )
        c.poly(
            [(x + 6, spring), (x + side, spring), (x + side + 8, foot + 110), (x + 8, foot + 110)],
            "#6b3b4638",
        )
        c.line(left, "#f7d3a1", width=9)
        c.line(right, "#f7d3a1", width=9)
        c.rect((x - side - 8, spring - 6, x + side + 8, spring + 12), "#f7d3a1", radius=4)
    c.rect((0, top + 6, WIDTH, top + 52), "#e9b384")
    c.rect((0, top - 6, WIDTH, top + 14), "#f7d3a1")
    c.rect((0, top + 44, WIDTH, top + 52), "#b5745a")


def train(c: Canvas, foot: Point) -> None:
    """Draw a fast train running to the right, its last carriage out of sight."""
    x, y = foot
    for left in (-420, -50):
        c.fade(box(x + left, y - 150, right=x + left + 356, bottom=y), "#fffaf0", "#e6e3dc")
        carriage(c, (x + left, y), right=x + left + 356)
        c.rect((x + left + 356, y - 136, x + left + 370, y), "#27445c")
    nose = [
        (320, -150),
        (620, -150),
        *smooth([(620, -150), (730, -128), (820, -70), (850, -16)]),
        (840, 0),
        (320, 0),
    ]
    c.fade(moved(nose, to=foot), "#fffaf0", "#e6e3dc")
    carriage(c, (x + 320, y), right=x + 640)
    c.poly(moved([(832, -52), (848, -22), (842, -22), (700, -22), (640, -52)], to=foot), "#d8432f")
    c.poly(moved(smooth([(664, -132), (728, -116), (778, -80)]) + [(690, -80), (664, -104)], to=foot), "#27445c")
    c.disc((x + 818, y - 38), (15, 9), fill="#fff1b8")
    c.rect((x - 420, y, x + 840, y + 10), "#27445c")


def carriage(c: Canvas, foot: Point, *, right: float) -> None:
    x, y = foot
    c.rect((x, y - 52, right, y - 22), "#d8432f")
    c.rect((x + 18, y - 122, right - 18, y - 70), "#27445c", radius=12)
    doors = round((right - x) / 64)
    for step in range(1, doors):
        left = x + 18 + (right - x - 36) * step / doors
        c.rect((left - 4, y - 122, left + 4, y - 70), "#f1ece2")


def solar(c: Canvas) -> None:
    c.sky("#3f9fe0", "#8fd0f2", "#e4f5f2", "#fff6d0")
    c.sun((480, 250), 96, fill="#fff3b0", halo="#fff0a0")
    c.fade(ground(roll(560, height=34, seed=2.6, length=1200)), "#8fc58a", "#b8d98d")
    for x, y, size in ((890, 560, 0.62), (1085, 545, 0.86), (1345, 575, 1.15)):
        turbine(c, (x, y), size=size)
    c.fade(ground(roll(610, height=14, seed=0.2, length=1700)), "#7fbf5c", "#4f9a49", "#35803f")
    for x, y, size in (
        (150, 660, 0.42),
        (520, 660, 0.42),
        (890, 660, 0.42),
        (1260, 660, 0.42),
        (1600, 660, 0.42),
    ):
        panel(c, (x, y), size=size)
    for x in (20, 600, 1180):
        panel(c, (x, 790), size=0.68)
    for x in (-190, 690, 1570):
        panel(c, (x, 985), size=1.06)


def turbine(c: Canvas, foot: Point, *, size: float) -> None:
    c.fade(moved([(-6, -400), (6, -400), (12, 60), (-12, 60)], to=foot, size=size), "#ffffff", "#d3e4ea")
    hub = (foot[0], foot[1] - 400 * size)
    for turn in (-75, 45, 165):
        tip, root, back = (
            arc(hub, reach * size, start=turn + lean, end=turn)[0] for reach, lean in ((215, 0), (46, 13), (18, -70))
        )
        c.poly([hub, root, tip, back], "#ffffff")
    c.disc(hub, 14 * size, fill="#c4d9e2")


def panel(c: Canvas, foot: Point, *, size: float) -> None:
    """Draw one slanted panel on its legs, wider at the foot, twelve cells by four."""

    def spot(across: float, down: float) -> Point:
        left, right = 110 - 110 * down, 700 + 60 * down
        return moved([(left + (right - left) * across, -250 + 210 * down)], to=foot, size=size)[0]

    c.poly([spot(0.03, 1.14), spot(1.05, 1.14), spot(1.1, 1.3), spot(-0.02, 1.3)], "#1d5a3466")
    for across in (0.18, 0.82):
        c.line([spot(across, 0.6), spot(across, 1.22)], "#8fa3ad", width=12 * size)
    corners = [spot(0, 0), spot(1, 0), spot(1, 1), spot(0, 1)]
    c.fade(corners, "#2f6fc0", "#1f4a97", "#163474")
    with_light = [spot(0.3, 0), spot(0.5, 0), spot(0.28, 1), spot(0.06, 1)]
    c.poly(with_light, "#bfe6ff40")
    for step in range(1, 12):
        c.line([spot(step / 12, 0), spot(step / 12, 1)], "#a9d3f5", width=2.6 * size)
    for step in range(1, 4):
        c.line([spot(0, step / 4), spot(1, step / 4)], "#a9d3f5", width=2.6 * size)
    c.line([*corners, corners[0]], "#eef6fa", width=9 * size)


def printing_press(c: Canvas) -> None:
    c.sky("#efe2c4", "#e6d3ab", "#d9bd8c")
    for x in range(90, WIDTH, 240):
        c.rect((x, 70, x + 170, 190), "#fbf4df", radius=6)
        c.rect((x + 81, 70, x + 89, 190), "#d9bd8c")
    c.fade(box(0, 830, right=WIDTH, bottom=HEIGHT), "#8f7a62", "#5d5048")
    web = [
        (430, 440),
        (640, 380),
        (700, 300),
        (760, 520),
        (860, 560),
        (930, 300),
        (1000, 520),
        (1090, 560),
        (1160, 300),
        (1230, 520),
        (1290, 640),
    ]
    for x in (690, 920, 1150):
        tower(c, x)
    c.line([(430, 446), (640, 300), *web[2:]], "#fffaf0", width=15)
    for x in (700, 930, 1160):
        for dy, radius in ((300, 46), (412, 62), (530, 62), (640, 46)):
            cylinder(c, (x + 22 * (1 if dy in (412, 640) else -1), dy), radius=radius, is_inked=dy in (412, 530))
    delivery(c)
    roll_of_paper(c, (340, 630), radius=235)
    newspaper(c, (640, 985), size=1.15)


def tower(c: Canvas, x: float) -> None:
    c.fade(box(x - 80, 230, right=x + 104, bottom=850), "#3f4a5a", INK)
    c.rect((x - 92, 212, x + 116, 244), "#566377", radius=8)
    c.rect((x - 100, 830, x + 124, 866), "#171a20", radius=6)
    for step, tone in enumerate((RED, "#f2b632", "#5fb3a1")):
        c.disc((x - 50 + 32 * step, 774), 11, fill=tone)


def cylinder(c: Canvas, at: Point, *, radius: float, is_inked: bool) -> None:
    c.disc(at, radius, fill=RED if is_inked else "#8896a8")
    c.disc(at, radius * 0.82, fill="#e8604c" if is_inked else "#b4bfcc")
    c.disc(at, radius * 0.3, fill=INK)


def roll_of_paper(c: Canvas, at: Point, *, radius: float) -> None:
    x, y = at
    c.disc((x + 20, y + radius + 6), (radius * 1.2, 26), fill="#2a221c80")
    c.poly([(x - 40, y), (x + 40, y), (x + 110, y + radius + 6), (x - 110, y + radius + 6)], INK)
    c.fade(arc(at, radius), "#fffdf5", PAPER, "#d9c7a2")
    for step in range(1, 9):
        c.line(arc(at, radius * (1 - step * 0.088), start=20 * step, end=20 * step + 300), "#cdb88f", width=3)
    c.disc(at, radius * 0.2, fill="#8a5a3a")
    c.disc(at, radius * 0.1, fill=INK)


def delivery(c: Canvas) -> None:
    """Draw the folder and the belt that carries finished copies down to the floor."""
    c.fade([(1260, 560), (1440, 560), (1440, 850), (1260, 850)], "#566377", "#2d3440")
    c.rect((1250, 544, 1450, 572), RED, radius=8)
    c.line([(1180, 880), (1620, 880)], INK, width=26)
    for x in range(1190, 1620, 54):
        c.disc((x, 880), 20, fill="#8896a8")
    for step in range(4):
        newspaper(c, (1490 - 92 * step + 10, 866), size=0.62)


def newspaper(c: Canvas, foot: Point, *, size: float) -> None:
    """Draw a front page, leaning away, its lower edge at this point."""

    def put(left: float, top: float, right: float, low: float) -> list[Point]:
        return moved(
            [
                (left - top * 0.12, top),
                (right - top * 0.12, top),
                (right - low * 0.12, low),
                (left - low * 0.12, low),
            ],
            to=foot,
            size=size,
        )

    c.poly(put(-84, -214, 96, 8), "#00000038")
    c.poly(put(-92, -220, 92, 0), "#fffdf5")
    c.poly(put(-78, -206, 78, -176), INK)
    c.poly(put(-78, -164, 10, -90), RED)
    for step in range(7):
        c.poly(put(22 if step < 4 else -78, -162 + 20 * step, 78, -154 + 20 * step), "#8c8577")


def observatory(c: Canvas) -> None:
    c.sky("#0a0f2e", "#1b1b52", "#43307f", "#8a4f9a", "#e08a8f")
    chance = Random(17)
    for step in range(26):
        at = (80 + step * 46, 640 - step * 27 + chance.uniform(-46, 46))
        c.glow(at, chance.uniform(90, 190), fill=chance.choice(("#8f7bff", "#5fa8e8", "#f0a0d8")), strength=0.2)
    stars(c, count=420, fill="#ffffff", seed=9, bottom=760)
    c.line([(250, 130), (470, 236)], "#8fa0ff", width=2)
    c.poly([(250, 130), (468, 237), (472, 230)], "#dfe4ff")
    c.disc((470, 234), 5.5, fill="#ffffff")
    c.fade(ground(roll(720, height=44, seed=1.9, length=1300)), "#4a2f78", "#7a4a8c")
    c.fade(ground(roll(800, height=40, seed=4.2, length=1500)), "#2f2160", "#3d2a6b")
    c.fade(
        ground(smooth([(-20, 960), (350, 900), (720, 800), (1060, 756), (1330, 780), (1640, 900)])),
        "#1a1545",
        "#0a0a26",
    )
    dome(c, (1065, 770))
    for x, y, size in (
        (120, 990, 250),
        (215, 985, 180),
        (1440, 900, 150),
        (1510, 930, 210),
        (1580, 960, 170),
    ):
        pine(c, (x, y), size=size, fill="#0b0c2a")
    person(c, (700, 832), size=9.5, coat="#0b0c2a", skin="#0b0c2a", hair="#0b0c2a", legs="#0b0c2a")


def dome(c: Canvas, foot: Point) -> None:
    x, y = foot
    c.glow((x - 110, y - 330), 420, fill="#ffcf8a", strength=0.5)
    c.fade(box(x - 215, y - 180, right=x + 215, bottom=y + 40), "#dcd6f0", "#7d6fae")
    c.rect((x + 90, y - 180, x + 215, y + 40), "#2f216050")
    outline = arc((x, y - 190), (240, 270), start=180, end=360)
    c.fade(outline, "#f5f0ff", "#a99bd3")
    with c.inside(outline):
        c.disc((x + 190, y - 150), (230, 330), fill="#4a3a8a55")
        c.poly([(x - 20, y - 190), (x - 150, y - 480), (x - 30, y - 480), (x + 70, y - 190)], "#ffcf8a")
        c.poly([(x - 4, y - 190), (x - 118, y - 480), (x - 54, y - 480), (x + 54, y - 190)], "#3a2140")
    tube = [(-134, -466), (-80, -490), (48, -214), (-6, -190)]
    c.fade(moved(tube, to=foot), "#fff6e0", "#c9a98f")
    c.line(moved([(-140, -462), (-76, -492)], to=foot), "#e0705f", width=14)
    c.rect((x - 256, y - 204, x + 256, y - 170), "#c7bbe6", radius=10)
    c.rect((x - 34, y - 110, x + 34, y + 44), "#ffd98f", radius=8)
    for dx in (-150, -96, 96, 150):
        c.rect((x + dx - 14, y - 104, x + dx + 14, y - 56), "#ffd98f", radius=6)


WORKS = {"railway": railway, "solar": solar, "printing-press": printing_press, "observatory": observatory}
