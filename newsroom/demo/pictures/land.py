"""Open country and water: olive hills, desert, mountains, sea, harbour."""

import math
from random import Random

from newsroom.demo.pictures.canvas import WIDTH, Canvas, Point, box, ground, mix, moved, roll, smooth
from newsroom.demo.pictures.figures import broadleaf, cloud, cypress, glitter, gull, palm, pine

OLIVE = ("#55693f", "#7c9159", "#a9b984")


def olive_hills(c: Canvas) -> None:
    c.sky("#f6d9a4", "#fbeccb", "#fdf5e2")
    c.sun((1120, 250), 74, fill="#fffaf0", halo="#ffe2a0")
    tones = ("#d3d3ae", "#b9c18f", "#9caa6d", "#7f9254")
    for step, tone in enumerate(tones):
        skyline = roll(450 + 95 * step, height=62 - 6 * step, seed=1.3 + 2.1 * step, length=1150 - 90 * step)
        c.fade(ground(skyline), mix(tone, "#fff3d0", share=0.35), tone, tone)
        terraces(c, skyline, fill=mix(tone, "#4b5a34", share=0.28), count=2 + step)
        grove(c, skyline, size=26 + 17 * step, seed=step)
    c.fade(ground(roll(900, height=34, seed=5.2, length=1700)), "#6d7f45", "#4a5a30")
    c.disc((500, 912), (330, 34), fill="#36432388")
    broadleaf(c, (520, 915), size=400, tones=OLIVE, trunk="#5d4a37", seed=4)
    cypress(c, (1385, 905), size=270, fill="#3f5236", light="#566b47")
    cypress(c, (1455, 925), size=340, fill="#3a4c32", light="#526743")


def terraces(c: Canvas, skyline: list[Point], *, fill: str, count: int) -> None:
    for step in range(1, count + 1):
        c.line([(x, y + 19 * step + 3 * step**2) for x, y in skyline], f"{fill}90", width=3)


def grove(c: Canvas, skyline: list[Point], *, size: float, seed: int) -> None:
    chance = Random(seed)
    for x, y in skyline[2::5]:
        if chance.random() < 0.7:
            at = (x + chance.uniform(-30, 30), y + size * chance.uniform(0.3, 1.0))
            broadleaf(c, at, size=size, tones=OLIVE, trunk="#6b563f", seed=seed)


def desert(c: Canvas) -> None:
    c.sky("#5b2a55", "#c2544f", "#f3935a", "#fbc27a")
    c.sun((540, 400), 118, fill="#fff0c4", halo="#ffd27d")
    c.fade(ground(roll(545, height=30, seed=2.2, length=1300)), "#d8734f", "#b9553f")
    c.fade(ground(roll(600, height=36, seed=0.4, length=1500)), "#e58a50", "#b65138")
    for x, y in ((400, 646), (545, 642), (690, 648)):
        camel(c, (x, y), size=1.15, fill="#4a1d3c")
    dune(
        c,
        [(-40, 700), (300, 655), (620, 645), (900, 690), (1250, 760), (1650, 740)],
        crest=2,
        colours=("#f6b064", "#c2603f"),
    )
    dune(
        c,
        [(-40, 830), (260, 850), (640, 800), (1080, 665), (1350, 720), (1650, 800)],
        crest=3,
        colours=("#f9bd72", "#9c4038"),
    )
    dune(
        c,
        [(-40, 880), (200, 860), (520, 900), (900, 950), (1300, 930), (1650, 900)],
        crest=1,
        colours=("#e4894f", "#6f2b3a"),
    )
    c.disc((1375, 800), (190, 20), fill="#7a303a")
    palm(c, (1400, 796), size=300, trunk="#4a1d33", leaf="#4f2a3c")
    palm(c, (1470, 806), size=215, trunk="#4a1d33", leaf="#5a3040")


def dune(c: Canvas, knots: list[Point], *, crest: int, colours: tuple[str, str]) -> None:
    """Draw a dune lit from the left, its far side in shadow from the crest (an index into the knots)."""
    light, shade = colours
    skyline = smooth(knots)
    c.fade(ground(skyline), light, mix(light, shade, share=0.55))
    x, y = knots[crest]
    edge = smooth([(x, y), (x + 60, y + 90), (x - 30, y + 190), (x + 130, y + 300), (x + 40, y + 420)])
    far = [point for point in skyline if point[0] >= x]
    c.fade([*far, (1650, 1010), *reversed(edge)], shade, mix(shade, light, share=0.4))


def camel(c: Canvas, at: Point, *, size: float, fill: str) -> None:
    body = [
        (-46, -46),
        (-30, -62),
        (-8, -92),
        (16, -62),
        (36, -58),
        (50, -74),
        (58, -100),
        (74, -108),
        (92, -100),
        (90, -92),
        (74, -90),
        (66, -62),
        (46, -36),
        (10, -34),
        (-34, -34),
    ]
    c.poly(moved(smooth(body, closed=True), to=at, size=size), fill)
    for x, lean in ((-38, -6), (-26, 6), (28, -4), (40, 8)):
        c.line(moved([(x, -40), (x + lean * 0.4, -20), (x + lean, 6)], to=at, size=size), fill, width=8 * size)
    c.line(moved([(-44, -52), (-54, -26)], to=at, size=size), fill, width=4 * size)


def mountains(c: Canvas) -> None:
    c.sky("#6f9fce", "#b5cfe6", "#f7d6cf", "#fbe6d4")
    c.sun((1180, 300), 62, fill="#fff7ea", halo="#ffe3cf")
    ridge = [
        (-20, 520),
        (140, 430),
        (300, 500),
        (900, 470),
        (1080, 380),
        (1230, 460),
        (1400, 390),
        (1640, 500),
    ]
    c.fade(ground(ridge), "#a9bfdc", "#d3d6e4")
    peak(c, (1180, 365), half=430, colours=("#8ea6cc", "#6d86b3"))
    peak(c, (545, 165), half=560, colours=("#6c86b5", "#44598c"))
    peak(c, (170, 380), half=330, colours=("#5f7aa9", "#3f5484"))
    c.fade(box(0, 520, right=1600, bottom=700), "#f3dfe000", "#f3dfe0d0")
    woods(c, 688, size=80, fill="#496a83", seed=3)
    woods(c, 704, size=118, fill="#2f4f66", seed=8)
    c.rect((0, 684, 1600, 704), "#2f4f66")
    c.reflect(704, tint="#7fa3c4", strength=0.42)
    for y, left, right in ((735, 200, 700), (772, 820, 1500), (812, 60, 460), (862, 640, 1300)):
        c.rect((left, y, right, y + 4), "#ffffff50", radius=2)
    c.fade(ground(smooth([(-20, 905), (300, 930), (700, 985), (1100, 975), (1620, 880)])), "#274257", "#16283a")
    for x, y, size in ((60, 960, 380), (170, 975, 270), (1350, 980, 330), (1460, 960, 470), (1560, 960, 330)):
        pine(c, (x, y), size=size, fill="#1b3247")


def peak(c: Canvas, top: Point, *, half: float, colours: tuple[str, str]) -> None:
    """Draw a faceted summit, lit from the right, with its snow."""
    (x, y), (light, shade), foot = top, colours, 710
    drop = foot - y
    spine = [
        (x, y),
        (x + half * 0.05, y + drop * 0.2),
        (x - half * 0.06, y + drop * 0.42),
        (x + half * 0.1, foot),
    ]
    c.fade([*spine, (x + half, foot), (x + half * 0.45, y + drop * 0.5)], light, mix(light, "#f3dfe0", share=0.4))
    c.fade([*spine, (x - half, foot), (x - half * 0.5, y + drop * 0.52)], shade, mix(shade, "#f3dfe0", share=0.3))
    right = [(0.27, 0.3), (0.2, 0.29), (0.16, 0.38), (0.1, 0.3), (0.03, 0.36)]
    left = [(-0.29, 0.3), (-0.22, 0.27), (-0.16, 0.36), (-0.09, 0.29), (0.01, 0.37)]
    place = [[(x + dx * half, y + dy * drop) for dx, dy in edge] for edge in (right, left)]
    c.poly([(x, y), *place[0], spine[1]], "#fff6ef")
    c.poly([(x, y), *place[1], spine[1]], "#c9d5ea")


def woods(c: Canvas, y: float, *, size: float, fill: str, seed: int) -> None:
    chance = Random(seed)
    for x in range(-10, 1620, round(size * 0.27)):
        pine(c, (x + chance.uniform(-8, 8), y), size=size * chance.uniform(0.55, 1), fill=fill)


def sea(c: Canvas) -> None:
    c.sky("#bfe9e4", "#e4f5ea", "#fdf3d8")
    c.sun((1130, 270), 84, fill="#fffdf2", halo="#fff0b8")
    cloud(c, (290, 260), size=120, fill="#ffffffff")
    cloud(c, (1430, 400), size=80, fill="#ffffffff")
    for x, y, size in ((790, 230, 34), (880, 275, 25), (725, 300, 21)):
        gull(c, (x, y), size=size, fill="#2a6f7c")
    tones = ("#8fd3cd", "#5bbcbc", "#2f9fa8", "#1d7f92", "#135f79", "#0d4460")
    for step, tone in enumerate(tones):
        if step == 3:
            sailing_boat(c, (545, 652), size=1.25)
        swell(c, 545 + 18 * step + 11 * step**2, reach=150 + 46 * step, fill=tone, shift=97 * step)


def swell(c: Canvas, y: float, *, reach: float, fill: str, shift: float) -> None:
    """Draw a row of waves whose crests lean to the right, edged with foam."""
    turns = [math.tau * step / 24 for step in range(24 * int(WIDTH / reach + 4))]
    crest = [
        (
            reach * (turn / math.tau - 1.5 + 0.12 * math.cos(turn)) - shift % reach,
            y - reach * 0.1 * (1 + math.cos(turn)),
        )
        for turn in turns
    ]
    c.fade(ground(crest), mix(fill, "#ffffff", share=0.2), fill, mix(fill, "#06283d", share=0.25))
    c.line(crest, mix(fill, "#ffffff", share=0.85), width=2 + reach / 60)
    below = [(px + reach * 0.06, py + reach * 0.13) for px, py in crest]
    c.line(below, mix(fill, "#ffffff", share=0.22), width=2 + reach / 80)


def sailing_boat(c: Canvas, at: Point, *, size: float) -> None:
    parts = (
        ([*smooth([(8, -330), (68, -220), (118, -130), (150, -58)]), (8, -58)], ("#ffffff", "#f4e3c4")),
        (
            [*smooth([(-10, -300), (-66, -200), (-102, -120), (-124, -58)]), (-10, -58)],
            ("#f26b4e", "#d64a3c"),
        ),
        ([(-150, -42), (170, -42), (120, 14), (-105, 14)], ("#264a63", "#173449")),
    )
    c.line(moved([(0, -345), (0, -40)], to=at, size=size), "#5b4030", width=8)
    for shape, colours in parts:
        c.fade(moved(shape, to=at, size=size), *colours)
    c.line(moved([(-146, -36), (164, -36)], to=at, size=size), "#f6e8cf", width=8)


def harbour(c: Canvas) -> None:
    c.sky("#23456b", "#6b6c92", "#e48f7b", "#f9c48d", "#fbd9a5")
    c.sun((930, 520), 70, fill="#fff2d2", halo="#ffd79a")
    c.fade(ground(roll(560, height=40, seed=3.6, length=1200)), "#9a6f86", "#b98186")
    c.fade(box(0, 590, right=1600, bottom=1000), "#eda57f", "#8f6f86", "#2d5372", "#173a58")
    glitter(c, (930, 592), width=120, depth=380, fill="#ffe6b8c0", seed=2)
    c.fade(ground(smooth([(1010, 640), (1090, 585), (1300, 572), (1620, 560)]), bottom=655), "#4d4260", "#3a3553")
    lighthouse(c, (1265, 585))
    boat(c, (820, 680), size=0.42, colours=("#31506e", "#e9d3b0"))
    boat(c, (120, 690), size=0.55, colours=("#7b3f4f", "#f2d9b0"))
    boat(c, (500, 800), size=1.15, colours=("#c8483c", "#fbe6c3"))
    boat(c, (1440, 915), size=0.95, colours=("#1f7a80", "#f7d9a0"))
    for x, y, size in ((250, 250, 34), (335, 300, 24), (700, 190, 26)):
        gull(c, (x, y), size=size, fill="#fbe6c3")


def lighthouse(c: Canvas, at: Point) -> None:
    c.poly(moved([(0, -334), (-1400, -520), (-1400, -330)], to=at), "#ffe9b81e")
    c.fade(moved([(-28, -300), (28, -300), (44, 0), (-44, 0)], to=at), "#fff3df", "#d9b3a3")
    for top in (-240, -120):
        inset = 28 + 16 * (top + 300) / 300
        c.poly(
            moved([(-inset, top), (inset, top), (inset + 3, top + 56), (-inset - 3, top + 56)], to=at),
            "#c8483c",
        )
    c.poly(moved([(-38, -312), (38, -312), (34, -298), (-34, -298)], to=at), "#3a3553")
    c.poly(moved([(-18, -352), (18, -352), (18, -312), (-18, -312)], to=at), "#ffe9b0")
    c.poly(moved([(-26, -352), (0, -384), (26, -352)], to=at), "#c8483c")
    c.glow((at[0], at[1] - 332), 120, fill="#fff0c0", strength=0.9)


def boat(c: Canvas, at: Point, *, size: float, colours: tuple[str, str]) -> None:
    hull, trim = colours

    def put(points: list[Point]) -> list[Point]:
        return moved(points, to=at, size=size)

    c.disc((at[0], at[1] + 18 * size), (250 * size, 20 * size), fill="#0f2f4a90")
    c.line(put([(-20, -330), (-20, -60)]), "#4a3038", width=8 * size)
    for end in (-235, 225):
        c.line(put([(-20, -325), (end, -82)]), "#4a303890", width=3 * size)
    c.poly(put([(-26, -320), (-26, -268), (-104, -292)]), hull)
    c.fade(put([(20, -150), (140, -150), (150, -50), (10, -50)]), trim, mix(trim, "#b98186", share=0.4))
    c.poly(put([(6, -168), (154, -168), (148, -148), (12, -148)]), hull)
    for left in (34, 88):
        c.poly(put([(left, -132), (left + 38, -132), (left + 40, -92), (left, -92)]), "#35506b")
    c.fade(
        put(
            smooth([(-250, -98), (-120, -66), (60, -58), (230, -84)])
            + smooth([(230, -84), (190, 8), (0, 18), (-170, 12), (-250, -98)])
        ),
        hull,
        mix(hull, "#152a44", share=0.55),
    )
    c.line(put(smooth([(-246, -92), (-120, -60), (60, -52), (226, -78)])), trim, width=11 * size)


LAND = {"harbour": harbour, "olive-hills": olive_hills, "sea": sea, "desert": desert, "mountains": mountains}
