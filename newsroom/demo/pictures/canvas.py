"""The sheet the demo pictures are drawn on: 1600 by 1000 units, drawn twice as large and shrunk."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageOps

WIDTH, HEIGHT = 1600, 1000
OVERSAMPLING = 2
GRADIENT_EDGE = 179  # where Pillow's radial gradient meets its square

Point = tuple[float, float]
Points = Sequence[Point]
Radius = float | tuple[float, float]


@dataclass(frozen=True)
class Canvas:
    """Draws in units of the sheet, whatever the size in pixels; colours are "#rrggbb" or "#rrggbbaa"."""

    image: Image.Image
    scale: float

    @cached_property
    def pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image, "RGBA")

    def pixels(self, points: Points) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def poly(self, points: Points, fill: str) -> None:
        self.pen.polygon(self.pixels(points), fill=fill)

    def rect(self, box: tuple[float, float, float, float], fill: str, *, radius: float = 0) -> None:
        """Fill the box (left, top, right, bottom)."""
        edges = [round(edge * self.scale) for edge in box]
        self.pen.rounded_rectangle(edges, radius=radius * self.scale, fill=fill)

    def disc(self, centre: Point, radius: Radius, *, fill: str) -> None:
        rx, ry = both(radius)
        x, y = centre
        self.pen.ellipse(self.pixels([(x - rx, y - ry), (x + rx, y + ry)]), fill=fill)

    def line(self, points: Points, fill: str, *, width: float) -> None:
        """Draw a line with round ends and joints."""
        pixels = self.pixels(points)
        self.pen.line(pixels, fill=fill, width=max(1, round(width * self.scale)), joint="curve")
        if width * self.scale > 3 and len(fill) == 7:
            for end in (points[0], points[-1]):
                self.disc(end, width / 2, fill=fill)

    def fade(self, points: Points, *stops: str) -> None:
        """Fill the shape from its top to its bottom through the stops, which may be translucent."""
        pixels = self.pixels(points)
        left, top = (math.floor(min(values)) for values in zip(*pixels, strict=True))
        right, bottom = (math.ceil(max(values)) for values in zip(*pixels, strict=True))
        size = (max(1, right - left), max(1, bottom - top))
        shape = Image.new("L", size)
        ImageDraw.Draw(shape).polygon([(x - left, y - top) for x, y in pixels], fill=255)
        layer = column(stops, height=size[1]).resize(size, Image.Resampling.NEAREST)
        mask = ImageChops.multiply(shape, layer.getchannel("A"))
        self.image.paste(layer.convert("RGB"), (left, top), mask)

    def sky(self, *stops: str) -> None:
        self.fade(box(0, 0, right=WIDTH, bottom=HEIGHT), *stops)

    def glow(self, centre: Point, radius: float, *, fill: str, strength: float = 1.0) -> None:
        """Spread light that falls off with the square of the distance."""
        side = max(1, round(2 * radius * self.scale))
        falloff = [round(255 * strength * max(0.0, 1 - value / GRADIENT_EDGE) ** 2) for value in range(256)]
        mask = Image.radial_gradient("L").point(falloff).resize((side, side), Image.Resampling.BILINEAR)
        corner = tuple(round((value - radius) * self.scale) for value in centre)
        self.image.paste(ImageColor.getrgb(fill), (*corner, corner[0] + side, corner[1] + side), mask)

    def sun(self, centre: Point, radius: float, *, fill: str, halo: str) -> None:
        self.glow(centre, radius * 6, fill=halo, strength=0.75)
        self.disc(centre, radius * 1.35, fill=f"{fill}40")
        self.disc(centre, radius, fill=fill)

    def reflect(self, y: float, *, tint: str, strength: float) -> None:
        """Mirror what stands above the waterline into the water below it, tinted by the water."""
        waterline, (width, height) = round(y * self.scale), self.image.size
        above = self.image.crop((0, max(0, 2 * waterline - height), width, waterline))
        water = Image.new("RGB", above.size, ImageColor.getrgb(tint))
        self.image.paste(Image.blend(ImageOps.flip(above), water, strength), (0, waterline))

    @contextmanager
    def inside(self, points: Points) -> Iterator[None]:
        """Keep what is drawn in the block only where it falls inside the shape."""
        before, mask = self.image.copy(), Image.new("L", self.image.size, 255)
        ImageDraw.Draw(mask).polygon(self.pixels(points), fill=0)
        yield
        self.image.paste(before, (0, 0), mask)


def blank(size: tuple[int, int]) -> Canvas:
    """Return an empty sheet large enough to cover the size in pixels."""
    scale = OVERSAMPLING * max(size[0] / WIDTH, size[1] / HEIGHT)
    return Canvas(Image.new("RGB", (math.ceil(WIDTH * scale), math.ceil(HEIGHT * scale))), scale)


def finish(canvas: Canvas, size: tuple[int, int]) -> Image.Image:
    """Shrink to the size, cropping evenly, and add the grain that keeps gradients from showing bands."""
    picture = ImageOps.fit(canvas.image, size, Image.Resampling.LANCZOS)
    grain = Image.frombytes("L", size, Random(7).randbytes(size[0] * size[1]))
    grain = grain.point([value * 5 // 256 for value in range(256)])
    return ImageChops.add(picture, Image.merge("RGB", (grain,) * 3), offset=-2)


def both(radius: Radius) -> tuple[float, float]:
    return radius if isinstance(radius, tuple) else (radius, radius)


def box(left: float, top: float, *, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def column(stops: Sequence[str], *, height: int) -> Image.Image:
    """Return a gradient one pixel wide, evenly through the stops from top to bottom."""
    strip = Image.new("RGBA", (1, height))
    colours = [ImageColor.getcolor(stop, "RGBA") for stop in (*stops, stops[-1])]
    for y in range(height):
        place = y / max(1, height - 1) * (len(stops) - 1)
        first, share = int(place), place % 1
        pair = zip(colours[first], colours[first + 1], strict=True)
        strip.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in pair))
    return strip


def mix(first: str, second: str, *, share: float) -> str:
    """Return the colour that is this share of the way from the first to the second."""
    pair = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pair)


def arc(centre: Point, radius: Radius, *, start: float = 0, end: float = 360) -> list[Point]:
    """Return points along an ellipse; degrees run clockwise from the right, as on screen."""
    rx, ry = both(radius)
    turns = [math.radians(start + (end - start) * step / 60) for step in range(61)]
    return [(centre[0] + rx * math.cos(turn), centre[1] + ry * math.sin(turn)) for turn in turns]


def smooth(points: Points, *, closed: bool = False) -> list[Point]:
    """Return a curve through the points (Catmull-Rom)."""
    ends = (points[-1:], points[:2]) if closed else (points[:1], points[-1:])
    knots = [*ends[0], *points, *ends[1]]
    return [
        tuple(bend(values, share=step / 12) for values in zip(*knots[i : i + 4], strict=True))
        for i in range(len(knots) - 3)
        for step in range(13)
    ]


def bend(knots: Sequence[float], *, share: float) -> float:
    a, b, c, d = knots
    square, cube = share**2, share**3
    return 0.5 * (2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * square + (3 * b - a - 3 * c + d) * cube)


def roll(y: float, *, height: float, seed: float, length: float = 900) -> list[Point]:
    """Return a rolling skyline from edge to edge; the seed shifts it, the length stretches it."""
    return [
        (
            x,
            y - height * (0.65 * math.sin(x / length * 6.28 + seed) + 0.35 * math.sin(x / length * 14.5 + seed * 2.3)),
        )
        for x in range(-20, WIDTH + 41, 20)
    ]


def ground(skyline: Points, *, bottom: float = HEIGHT + 10) -> list[Point]:
    """Close a skyline downwards into a shape."""
    return [*skyline, (skyline[-1][0], bottom), (skyline[0][0], bottom)]


def moved(points: Points, *, to: Point, size: float = 1.0, flip: bool = False) -> list[Point]:
    """Return a shape drawn round the origin, enlarged, perhaps mirrored, and carried to its place."""
    side = -size if flip else size
    return [(to[0] + x * side, to[1] + y * size) for x, y in points]
