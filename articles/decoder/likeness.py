"""A fingerprint of how a picture looks, nearly the same for the same picture at another size or quality. Pure."""

from PIL import Image

SIDE = 8


def fingerprint(image: Image.Image) -> str:
    """64 bits in 16 hexadecimal digits: whether each of 8 x 8 fields is lighter than the one on its right.

    This is the difference hash; two pictures are alike where few bits differ, and 64 minus as many where not at all.
    """
    grey = image.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX).tobytes()
    bits = "".join(
        "1" if grey[row * (SIDE + 1) + column] > grey[row * (SIDE + 1) + column + 1] else "0"
        for row in range(SIDE)
        for column in range(SIDE)
    )
    return f"{int(bits, 2):016x}"
