import gzip

import brotli
import pytest

from newsroom.pagecache.codings import can_be_compressed, compressed, preferred


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("identity", ""),
        ("deflate, zstd", ""),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br; q=0.5, gzip ; q=0.5", "br"),
        ("br;q=0, gzip;q=0", ""),
        ("br;q=0.0, *", "gzip"),
        ("br;q=0, *;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity;q=0", ""),
        ("identity;q=0, *;q=0.1", "br"),
        ("identity;q=0.9, br;q=0.4", ""),
        ("identity;q=0.4, br;q=0.4", "br"),
        ("br;q=1.5", ""),
        ("br;q=no, gzip", "gzip"),
        ("br;q=-1", ""),
        (",,;,gzip;;q=1,", ""),
        ("brotli, gzipped", ""),
        ("\xff\x00br", ""),
        ("br," * 500, "br"),
    ],
)
def test_reader_gets_the_coding_that_it_likes_best_and_only_one_that_it_takes(accepted, coding):
    assert preferred(accepted) == coding


def test_compressed_text_is_the_text():
    text = "الميناء يعود إلى العمل ".encode() * 50

    assert brotli.decompress(compressed(text, "br")) == text
    assert gzip.decompress(compressed(text, "gzip")) == text
    assert compressed(text, "gzip") == compressed(text, "gzip")  # no time in it: one page, one tag


@pytest.mark.parametrize(
    ("content_type", "size", "answer"),
    [
        ("text/html; charset=utf-8", 5000, True),
        ("application/atom+xml", 5000, True),
        ("Application/JSON", 5000, True),
        ("image/svg+xml", 5000, True),
        ("application/vnd.iptc.ninjs+json", 5000, True),
        ("application/octet-stream", 5000, False),
        ("image/jpeg", 5000, False),
        ("", 5000, False),
        ("text/plain", 3, False),
    ],
)
def test_texts_that_are_long_enough_can_be_compressed(content_type, size, answer):
    assert can_be_compressed(content_type, b"x" * size) is answer
