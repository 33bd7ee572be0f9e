"""Pictures: all renditions of a 12-megapixel photo, an import of fifty, and the web server's memory while twenty people
upload, against a plain resize and save of the same photo."""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

from PIL import Image

from articles import renditions
from bench import memory, stack
from bench.database import use

MOST_SECONDS, MOST_MEGABYTES, MOST_RATIO = 4, 50, 40
PHOTO = (4000, 3000)
PEOPLE, IMPORTED, MEGABYTES = 20, 50, 12
BOUNDARY = "b0undary"


def main() -> None:
    use("pictures", demo=False)
    content = photo(PHOTO)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "photo")
        path.write_bytes(content)
        floor = seconds(lambda: plainly(content))
        whole = seconds(lambda: render(path, folder))
        imported = seconds(lambda: bring_in(folder))
    print(f"{'a plain resize and save':36} {floor:6.2f} s of CPU")
    print(f"{'all renditions of 12 megapixels':36} {whole:6.2f} s of CPU, {whole / floor:.1f} times that")
    print(f"{f'an import of {IMPORTED} pictures':36} {imported:6.2f} s of CPU, {imported / IMPORTED:.2f} s each")
    grown = uploading()
    print(f"{f'the web server while {PEOPLE} upload':36} {grown / 1024**2:6.1f} MB more")
    print(f"\nPromised: {MOST_SECONDS} s of CPU, {MOST_RATIO} times a plain save, and {MOST_MEGABYTES} MB.")
    sys.exit(whole > MOST_SECONDS or whole / floor > MOST_RATIO or grown > MOST_MEGABYTES * 1024**2)


def photo(size: tuple[int, int]) -> bytes:
    """As hard to compress as a photo: clouds of colour, and grain."""
    small = Image.effect_noise((size[0] // 20, size[1] // 20), 120).convert("L")
    clouds = [small.rotate(90 * turn).resize(size, Image.Resampling.BICUBIC) for turn in range(3)]
    image = Image.blend(Image.merge("RGB", clouds), Image.effect_noise(size, 30).convert("RGB"), 0.15)
    return encoded(image)


def encoded(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    return file.getvalue()


def plainly(content: bytes) -> None:
    """What it takes at the least to make one picture of a photo: decode, resize, save."""
    image = Image.open(io.BytesIO(content))
    image.draft("RGB", (1600, 1200))
    encoded(image.resize((1600, 1200), Image.Resampling.LANCZOS))


def render(path: Path, folder: str) -> None:
    from articles import decoding  # noqa: PLC0415 - needs Django set up

    cuts = renditions.cuts(renditions.boxes(PHOTO, focal=(0.5, 0.5), crops={}))
    decoding.render(path, folder, cuts=cuts, rights={"creator": "Rana Haddad"})


def bring_in(folder: str) -> None:
    """Adds pictures of a megapixel with their renditions, as a wire's import does."""
    from django.conf import settings  # noqa: PLC0415 - needs Django set up
    from django.core.files.storage import storages  # noqa: PLC0415

    from articles import pictures  # noqa: PLC0415
    from articles.rights import Source  # noqa: PLC0415

    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES["default"] = disk | {"OPTIONS": {"location": folder, "base_url": None}}
    storages.__init__()
    for number in range(IMPORTED):
        file = encoded(Image.effect_noise((1200, 800), 20 + number).convert("RGB"))
        pictures.add(file, by=Source("Wire"), render_now=True)


def uploading() -> int:
    """By how many bytes the web server grows while many people send it a photo each, at once."""
    with stack.serving(DATABASE_URL=os.environ["DATABASE_URL"]) as served:
        upload(served.port)  # what is loaded with the first one stays
        with memory.growth(served.pid) as grown, ThreadPoolExecutor(PEOPLE) as people:
            list(people.map(lambda _number: upload(served.port), range(PEOPLE)))
    return grown[0]


def upload(port: int) -> None:
    """Sends a file in a form of ours whose token is none: it is read to its end to look for that."""
    start = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'.encode()
    body = start + bytes(MEGABYTES * 1024**2) + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Origin": stack.SITE}
    headers |= stack.PROXIED | {"Cookie": f"__Host-newsroom-csrf={'a' * 32}"}
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("POST", "/admin/login/", body, headers)
    line.getresponse().read()
    line.close()


def seconds(action: Callable[[], object]) -> float:
    """Processor time of this process and of those that it started and that have ended."""
    before = _used()
    action()
    return _used() - before


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
