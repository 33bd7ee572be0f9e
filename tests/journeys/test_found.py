"""A story in programs that show it without its page: the printer, Firefox's reader view; and no browser complains."""

from pathlib import Path

import pytest
from django.conf import settings as project

from tests.factories import make_author, make_section
from tests.newsroom.pages.readers import publish

READER_VIEW = Path(project.VAR) / "tools/node_modules/@mozilla/readability/Readability.js"
PARAGRAPH = "The harbour reopened on Monday after the storm, and the boats went out again before the sun was up. "
ARABIC = "عاد الميناء إلى العمل يوم الاثنين بعد العاصفة، وخرجت القوارب إلى البحر قبل شروق الشمس. "

COLOURS = """() => {
    const [page, body] = [document.documentElement, document.body].map((part) => getComputedStyle(part));
    return [body.color, page.backgroundColor, body.backgroundColor];
}"""


@pytest.fixture
def stories(live_server, settings):
    settings.SITE_URL = live_server.url
    section = make_section("world", names={"en": "World", "ar": "العالم"})
    author = make_author("rana", names={"en": "Rana Haddad", "ar": "رنا حداد"})
    lists = {"section": section, "bylines": [{"author": author.pk, "name": "", "role": "by"}]}
    body = "".join(f"<p>{PARAGRAPH * 3}</p>" for _number in range(6))
    english = publish(body=body, standfirst="At last.", **lists)
    body = "".join(f"<p>{ARABIC * 3}</p>" for _number in range(6))
    headline = "الميناء يعود إلى العمل بعد العاصفة"
    arabic = publish(body=body, headline=headline, language="ar", translation_of_id=english.article_id, **lists)
    return {"en": english, "ar": arabic}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_story_prints_as_a_whole_without_chrome_and_with_its_address(page, live_server, violations, stories, language):
    story = stories[language]
    page.goto(live_server.url + story.path)
    page.emulate_media(media="print", color_scheme="dark")

    seen = page.inner_text("body")

    assert [seen.count(text) for text in (PARAGRAPH.strip(), ARABIC.strip())].count(18) == 1
    assert f"{live_server.url}/{'ar/' if language == 'ar' else ''}world/2025/01/04/" in seen
    assert [page.is_visible(part) for part in ("nav.sections", ".skip", ".languages", ".opinion", ".more")] == [
        False
    ] * 5
    colours = page.evaluate(COLOURS)
    assert colours[0] == "rgb(0, 0, 0)"
    assert set(colours[1:]) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert violations == []


@pytest.mark.slow
@pytest.mark.skipif(not READER_VIEW.exists(), reason="tests/readability.sh has not brought the reader view's script")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_reader_view_finds_the_story(page, live_server, stories, language):
    story = stories[language]
    page.goto(live_server.url + story.path)
    script = READER_VIEW.read_text(encoding="utf-8")

    found = page.evaluate(f"() => {{ {script}; return new Readability(document.cloneNode(true)).parse() }}")

    assert found["title"] == story.headline
    assert found["byline"] == {"en": "Rana Haddad", "ar": "رنا حداد"}[language]
    assert found["siteName"] == {"en": "Newsroom", "ar": "غرفة الأخبار"}[language]
    assert found["publishedTime"] == "2025-01-04T19:12:00+02:00"
    assert (found["lang"], found["dir"]) == (language, {"en": "ltr", "ar": "rtl"}[language])
    text = {"en": PARAGRAPH, "ar": ARABIC}[language].strip()
    assert found["textContent"].count(text) == 18
