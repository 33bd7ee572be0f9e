import pytest

from newsroom.readership.reads import is_browser, is_read, is_story

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
BROWSERS = [
    FIREFOX,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/605.1",
    "Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari",
    "Opera/9.80 (Android; Opera Mini/36.2) Presto/2.12.423 Version/12.16",
]
PROGRAMS = [
    "",
    "curl/8.5.0",
    "python-requests/2.32",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
    "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0",
    "facebookexternalhit/1.1",
    "WhatsApp/2.23",
]


@pytest.mark.parametrize("agent", BROWSERS)
def test_browser_is_one(agent):
    assert is_browser(agent)


@pytest.mark.parametrize("agent", PROGRAMS)
def test_program_is_no_browser(agent):
    assert not is_browser(agent)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/world/2025/01/04/harbour-reopens/", True),
        ("/ar/world/2025/01/04/الميناء-يعود/", True),
        ("/ar/world/2025/01/04/الميناء/".encode().decode("latin-1"), True),
        ("/", False),
        ("/world/", False),
        ("/world/2025/01/04/", False),
        ("/world/2025/01/04/harbour/respond/", False),
        ("/admin/articles/article/1/change/", False),
        ("/world/2025/01/04/" + "x" * 3000 + "/", False),
        ("/" * 4000, False),
    ],
)
def test_story_is_known_by_the_shape_of_its_address(path, expected):
    assert is_story(path) is expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"method": "HEAD"}, False),
        ({"method": "POST"}, False),
        ({"status": 304}, False),
        ({"status": 404}, False),
        ({"status": 206}, False),
        ({"purpose": "prefetch"}, False),
        ({"purpose": "prefetch;prerender"}, False),
        ({"purpose": "Preview"}, False),
        ({"agent": "curl/8.5.0"}, False),
    ],
)
def test_read_is_a_whole_page_that_a_browser_asked_for(changes, expected):
    assert is_read(**{"method": "GET", "status": 200, "agent": FIREFOX} | changes) is expected
