"""Pixels of an opened picture: decoded at the size that is needed, turned upright, in sRGB. Pure."""

from __future__ import annotations

import io

from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile

from articles.decoder.opening import MOST_PROFILE_BYTES, SIDEWAYS, orientation, part
from articles.decoder.shrinking import Area, shrunk
from articles.decoder.weighing import divisor

Box = tuple[float, float, float, float]  # left, top, width and height, as fractions
WHOLE: Box = (0, 0, 1, 1)

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SRGB = ImageCms.createProfile("sRGB")
_DATED = slice(24, 36)  # ICC.1:2022, 7.2.8: when the profile was made


def decode(image: ImageFile, *, scale: float) -> None:
    """Decodes the first frame of an opened picture to its end, a JPEG no larger than is needed for this fraction of
    its size. Raises what decoders raise."""
    by = divisor(image, scale=scale)
    if by > 1:
        image.draft(image.mode, (max(1, image.width // by), max(1, image.height // by)))
    image.load()


def seen(image: ImageFile, *, box: Box = WHOLE, size: tuple[int, int]) -> Image.Image:
    """A part of a decoded picture, as it is meant to be seen: the box and the size are those of the upright one. It is
    shrunk before anything else: turns and colours are cheap then."""
    turn = orientation(image)
    area = _area(_as_stored(box, turn=turn), part(image))
    small = shrunk(image, area, size=size[::-1] if turn in SIDEWAYS else size)
    profile = image.info.get("icc_profile")
    small.info = {"icc_profile": profile} if profile and len(profile) <= MOST_PROFILE_BYTES else {}
    return upright_in_srgb(small, turn=turn)


def _area(box: Box, within: Area) -> Area:
    """The pixels of a box; one at the least."""
    width, height = within[2] - within[0], within[3] - within[1]
    x0, x1 = (round(side * width) for side in (box[0], box[0] + box[2]))
    y0, y1 = (round(side * height) for side in (box[1], box[1] + box[3]))
    x0, y0 = min(x0, width - 1), min(y0, height - 1)
    return within[0] + x0, within[1] + y0, within[0] + max(x1, x0 + 1), within[1] + max(y1, y0 + 1)


def _as_stored(box: Box, *, turn: int) -> Box:
    """Where a box of the upright picture lies in the one that the camera wrote."""
    left, top, width, height = box
    across = 1 - left - width if turn in (2, 3, 6, 7) else left
    down = 1 - top - height if turn in (3, 4, 7, 8) else top
    return (down, across, height, width) if turn in SIDEWAYS else (across, down, width, height)


def upright_in_srgb(image: Image.Image, *, turn: int) -> Image.Image:
    """RGB pixels as they are meant to be seen, on white paper where the picture is transparent; no metadata."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    opaque = _in_srgb(image.convert("RGB") if alpha else image)
    paper = Image.new("RGB", opaque.size, "white")
    paper.paste(opaque, mask=alpha)
    return paper.transpose(TURNS[turn]) if turn in TURNS else paper


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours by the picture's own profile; plain conversion where it has none, or one that does not fit it."""
    profile = image.info.get("icc_profile")
    plain = image.convert("RGB")
    if not profile:
        return plain
    for pixels in (image, plain, *_grey(plain)):
        try:
            read = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(pixels, read, SRGB, outputMode="RGB") or plain
        except (ImageCms.PyCMSError, OSError, ValueError):
            continue  # a grey picture with a colour profile fits once it is RGB, one with transparency as grey alone
    return plain


def _grey(image: Image.Image) -> list[Image.Image]:
    """The same as one channel of grey, if it has no colours."""
    red, green, blue = image.split()
    return [red] if red.tobytes() == green.tobytes() == blue.tobytes() else []


def srgb_profile() -> bytes:
    """The profile that every rendition carries, the same bytes each time: a rendition is named by its content."""
    profile = bytearray(ImageCms.ImageCmsProfile(SRGB).tobytes())
    profile[_DATED] = bytes.fromhex("07d0 0001 0001 0000 0000 0000")
    return bytes(profile)
