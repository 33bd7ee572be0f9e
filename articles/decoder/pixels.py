"""Pixels of an opened picture: decoded at the size that is needed, turned upright, in sRGB. Pure."""

from __future__ import annotations

import io

from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile

from articles.decoder.opening import MOST_PROFILE_BYTES, orientation, part

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


def decoded(image: ImageFile, *, scale: float) -> Image.Image:
    """The first frame, shrunk before anything else: turns and colours are cheap then. Raises what decoders raise."""
    left, top, right, bottom = part(image)
    width, height = (max(1, round(side * scale)) for side in (right - left, bottom - top))
    if scale < 1:
        image.draft(image.mode, (2 * width, 2 * height))  # a JPEG is then decoded at a half or a quarter
    image.load()
    profile, whole = image.info.get("icc_profile"), (0, 0, *image.size)
    shown = _resizable(image if part(image) == whole else image.crop(part(image)))
    shrunk = shown.resize((width, height), Image.Resampling.LANCZOS) if scale < 1 else shown
    shrunk.info = {"icc_profile": profile} if profile and len(profile) <= MOST_PROFILE_BYTES else {}
    return shrunk


def _resizable(image: Image.Image) -> Image.Image:
    """The same picture with 8 bits a channel, its transparency, if any, in a channel of its own."""
    if image.mode.startswith("I"):
        colour, deep = image.info.get("transparency"), image.tobytes("raw", "I;16B")
        image = Image.frombytes("L", image.size, deep[::2])
        image.info = {} if colour is None else {"transparency": colour}
    if "transparency" in image.info or image.mode in ("PA", "LA"):
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("RGB")


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


def seen(image: ImageFile, *, scale: float) -> Image.Image:
    """The opened picture as it is meant to be seen, at most this fraction of its size."""
    turn = orientation(image)  # while the picture still has its metadata
    return upright_in_srgb(decoded(image, scale=scale), turn=turn)
