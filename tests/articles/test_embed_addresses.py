import pytest

from articles import bodies
from articles.embed_addresses import embed_at, provider_at
from articles.embeds import Embed


@pytest.mark.parametrize(
    ("pasted", "embed"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10s", "youtube:dQw4w9WgXcQ"),
        ("  youtu.be/-Qw4w9WgXcQ?si=x ", "youtube:-Qw4w9WgXcQ"),
        ("https://m.youtube.com/shorts/abc_123/", "youtube:abc_123"),
        ("https://vimeo.com/channels/harbour/12345", "vimeo:12345"),
        ("https://player.vimeo.com/video/12345?h=1", "vimeo:12345"),
        ("https://twitter.com/harbour/status/123456?s=20", "x:123456"),
        ("https://x.com/i/web/status/123456/photo/1", "x:123456"),
        ("https://www.instagram.com/harbour.news/reel/Cabc123/?igsh=1", "instagram:Cabc123"),
        ("https://www.facebook.com/watch/?v=1234567", "facebook:1234567"),
        ("https://www.facebook.com/harbour.news/videos/a-title/12345", "facebook:harbour.news/videos/12345"),
        ("https://m.facebook.com/story.php?story_fbid=pfbid0x&id=10001", "facebook:10001/posts/pfbid0x"),
        ("https://www.tiktok.com/@harbour.news/video/7123?is_from=1", "tiktok:@harbour.news/video/7123"),
        ("https://t.me/s/harbour/55", "telegram:harbour/55"),
        ("https://soundcloud.com/harbour/waves?in=x", "soundcloud:harbour/waves"),
        ("https://www.datawrapper.de/_/abcde/", "datawrapper:abcde"),
        ("https://datawrapper.dwcdn.net/abcde/3/", "datawrapper:abcde"),
        ('<iframe src="https://www.youtube.com/embed/abc123?a=1&amp;b=2" width="3"></iframe>', "youtube:abc123"),
        (
            '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F7">',
            "facebook:a/posts/7",
        ),
        ('<blockquote><a href="https://t.co/x">t</a><a href="https://twitter.com/a/status/99">d</a>', "x:99"),
    ],
)
def test_address_is_of_an_embed_that_a_body_may_hold(pasted, embed):
    found = embed_at(pasted)

    assert found == Embed(*embed.split(":", 1))
    assert bodies.references(f'<figure data-embed="{embed}"></figure>').embeds == {found}


@pytest.mark.parametrize(
    ("pasted", "provider"),
    [
        ("", ""),
        ("\x00", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,https://youtu.be/abc123", ""),
        ("http://[bad", ""),
        ("https://example.org/youtube.com/watch?v=abc123", ""),
        ("https://youtube.com.example.org/watch?v=abc123", ""),
        ("https://youtube.com@example.org/watch?v=abc123", ""),
        ("https://www.youtube.com/@harbour", "YouTube"),
        ("https://www.youtube.com/watch?v=" + "a" * 300, "YouTube"),
        ("https://www.youtube.com/watch?v=abc%22%3E", "YouTube"),
        ("https://vimeo.com/12345/secret", "Vimeo"),
        ("https://x.com/harbour/status/٣", "X"),
        ("https://t.me/c/123", "Telegram"),
        ("https://t.me/harbour" + "a" * 300 + "/1", "Telegram"),
        ("https://soundcloud.com/harbour/sets", "SoundCloud"),
        ("x" * 100_000, ""),
    ],
)
def test_other_addresses_are_of_none(pasted, provider):
    assert (embed_at(pasted), provider_at(pasted)) == (None, provider)
