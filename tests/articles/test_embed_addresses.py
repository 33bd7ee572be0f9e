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
        ("https://player.vimeo.com/video/12345?h=8272103f6e&badge=0", "vimeo:12345/8272103f6e"),
        ("https://vimeo.com/12345/8272103f6e?share=copy", "vimeo:12345/8272103f6e"),
        ("https://twitter.com/harbour/status/123456?s=20", "x:123456"),
        ("https://x.com/i/web/status/123456/photo/1", "x:123456"),
        ("https://www.instagram.com/harbour.news/reel/Cabc123/?igsh=1", "instagram:Cabc123"),
        ("https://www.facebook.com/watch/?v=1234567", "facebook:1234567"),
        ("https://www.facebook.com/harbour.news/videos/a-title/12345", "facebook:harbour.news/videos/12345"),
        ("https://m.facebook.com/story.php?story_fbid=pfbid0x&id=10001", "facebook:10001/posts/pfbid0x"),
        ("https://www.tiktok.com/@harbour.news/video/7123?is_from=1", "tiktok:@harbour.news/video/7123"),
        ("https://t.me/s/harbour/55", "telegram:harbour/55"),
        ("https://soundcloud.com/harbour/waves?in=x", "soundcloud:harbour/waves"),
        ("https://www.youtube.com/live/abc_123?feature=share", "youtube:abc_123"),
        ("http://www.youtube.com/watch?list=PL1&v=abc-123&ab_channel=x#t=5", "youtube:abc-123"),
        ("https://music.youtube.com/watch?v=abc123", "youtube:abc123"),
        ("https://vimeo.com/showcase/77/video/12345", "vimeo:12345"),
        ("https://mobile.twitter.com/harbour/status/123456", "x:123456"),
        ("https://x.com/i/status/123456?t=a&s=09", "x:123456"),
        ("https://www.instagram.com/p/Cabc123/embed/captioned/", "instagram:Cabc123"),
        ("https://instagr.am/p/Cabc123/", "instagram:Cabc123"),
        ("https://www.facebook.com/watch/live/?v=1234567&ref=x", "facebook:1234567"),
        ("https://www.facebook.com/reel/1234567", "facebook:reel/1234567"),
        ("https://www.facebook.com/share/v/1AbcD/?mibextid=x", "facebook:share/v/1AbcD"),
        ("https://www.facebook.com/photo/?fbid=1234567&set=a.1", "facebook:1234567"),
        ("https://web.facebook.com/groups/harbour/permalink/123456/", "facebook:groups/harbour/posts/123456"),
        ("https://www.tiktok.com/@harbour/photo/7123", "tiktok:@harbour/photo/7123"),
        ("https://www.tiktok.com/embed/v2/7123?lang=en", "tiktok:embed/v2/7123"),
        ("https://t.me/harbour/55?single", "telegram:harbour/55"),
        ("https://telegram.me/harbour/55/60", "telegram:harbour/55"),
        (
            '<script async src="https://telegram.org/js/w.js?22" data-telegram-post="harbour/55"></script>',
            "telegram:harbour/55",
        ),
        ("https://m.soundcloud.com/harbour/sets/waves", "soundcloud:harbour/sets/waves"),
        ('<script src="https://datawrapper.dwcdn.net/abcde/embed.js" data-target="#c"></script>', "datawrapper:abcde"),
        ("https://app.datawrapper.de/chart/abcde/publish", "datawrapper:abcde"),
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
        ("https://soundcloud.com/harbour/tracks", "SoundCloud"),
        ("https://fb.watch/abc123/", "Facebook"),
        ("https://vm.tiktok.com/ZM123/", "TikTok"),
        ('<iframe src="https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1">', "SoundCloud"),
        ("x" * 100_000, ""),
    ],
)
def test_other_addresses_are_of_none(pasted, provider):
    assert (embed_at(pasted), provider_at(pasted)) == (None, provider)
