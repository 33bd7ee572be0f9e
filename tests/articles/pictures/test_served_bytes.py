"""Every file that readers get, by its bytes: it carries a profile, our packet, and nothing else."""

from PIL import Image as Pixels

from articles import pictures
from articles.decoder.pixels import srgb_profile
from articles.decoder.rights_xmp import packet
from articles.pictures import rendering
from tests.factories import make_article
from tests.samples.pictures import jpegs, parts
from tests.served_bytes import held

from .conftest import SAID

SECRET = b"a source who must not be named"
RIGHTS = {
    "creator": "Rana Haddad",
    "credit": "Newsroom",
    "copyright_notice": "© 2026",
    "licence_url": "https://a.example/",
}


def telltale():
    """A photo that says everything wherever a file can say it: EXIF with a place and a thumbnail, XMP, IPTC,
    a comment, an unknown segment, another view, and bytes behind its end."""
    exif = Pixels.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 46.0, 0.0)})
    thumbnail = parts.jpeg(parts.quartered((16, 16)), comment=SECRET)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + (5 + len(SECRET)).to_bytes(4, "big")
    segments = [
        parts.segment(0xE1, jpegs.XMP + parts.xmp_packet(f"<dc:source>{SECRET.decode()}</dc:source>")),
        parts.segment(0xED, iptc + b"\x1c\x02\x78" + len(SECRET).to_bytes(2, "big") + SECRET),
        parts.segment(0xEB, SECRET),
        parts.segment(0xFE, SECRET),
    ]
    photo = parts.jpeg(parts.quartered((700, 400)), exif=exif)
    return parts.with_segments(photo, *segments) + thumbnail + SECRET


def test_the_reader_finds_what_others_carry():
    """Otherwise it would prove nothing."""
    found = held(telltale())

    assert [len(found.profiles), len(found.packets)] == [0, 1]
    assert [said.partition(":")[0] for said in found.more[:4]] == ["marker ed", "marker eb", "marker fe", "marker e1"]
    assert found.more[-1].startswith("trailer of ")
    for format in ("WEBP", "AVIF"):
        exif = Pixels.Exif()
        exif[0x010E] = "x"
        assert held(parts.encoded(parts.quartered(), format, exif=exif)).more


def test_what_readers_get_carries_a_profile_and_our_packet_and_nothing_else(reporter, shelves):
    said = {"alternatives": SAID["alternatives"], **RIGHTS}
    image = pictures.add(telltale(), by=reporter, render_now=True, **said)
    unconfirmed = [path.read_bytes() for path in (shelves.private / "renditions").iterdir()]
    pictures.describe(image, by=reporter, captions=SAID["captions"])
    rendering.render(image.pk)
    make_article("published", "live", lead_image=image)
    public = [path.read_bytes() for path in shelves.public.iterdir()]

    assert len(public) == len(unconfirmed) > 20
    ours = packet({name.removesuffix("_notice"): text for name, text in RIGHTS.items()})
    for files, packets in ((unconfirmed, []), (public, [ours])):
        for content in files:
            assert SECRET not in content
            assert held(content) == ([srgb_profile()], packets, [])
