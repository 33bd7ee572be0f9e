"""Where a picture has most to see: the focal point suggested for it. Pure."""

from PIL import Image, ImageFilter

FIELDS = 24  # the longer side of the grid that is compared
WINDOW = 4  # fields around each one that count with it: a face is larger than one field
EDGE_COUNTS = 0.5  # as much as the middle counts the border: what matters is seldom there


def focal_point(image: Image.Image) -> tuple[float, float]:
    """The middle of the part with most detail, as fractions of width and height from the top left.

    A picture without any detail has it in its middle.
    """
    edges = image.convert("L").filter(ImageFilter.FIND_EDGES)
    edges = edges.crop((1, 1, max(2, edges.width - 1), max(2, edges.height - 1)))  # the filter makes up a border
    scale = FIELDS / max(edges.size)
    size = max(1, round(edges.width * scale)), max(1, round(edges.height * scale))
    around = edges.resize(size, Image.Resampling.BOX).filter(ImageFilter.BoxBlur(WINDOW / 2))
    details = around.tobytes()
    weights = {
        (column, row): details[row * size[0] + column] * _weight(column, size[0]) * _weight(row, size[1])
        for row in range(size[1])
        for column in range(size[0])
    }
    best = max(weights.values())
    if not best:
        return 0.5, 0.5
    found = [field for field, weight in weights.items() if weight == best]
    column, row = found[len(found) // 2]
    return round((column + 0.5) / size[0], 3), round((row + 0.5) / size[1], 3)


def _weight(field: int, fields: int) -> float:
    """1 in the middle, falling to `EDGE_COUNTS` at the border."""
    from_middle = abs((field + 0.5) / fields - 0.5) * 2
    return 1 - (1 - EDGE_COUNTS) * from_middle
