"""Hebrew, which the newsroom does not have by default: a setting and a translation file are all that it takes. French,
which has no translation file: its pages are all there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from articles.rights import Role
from tests.factories import make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import publish

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[3]
LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def stories(settings):
    settings.NEWSROOM_LANGUAGES = ["en", "ar", "he"]
    section = make_section("world", names={"en": "World", "ar": "العالم", "he": "עולם"})
    author = make_author("rana-haddad", names={"en": "Rana Haddad", "ar": "رنا حداد", "he": "רנא חדאד"})
    topic = make_topic("harbours", names={"en": "Harbours", "he": "נמלים"})
    lists = {
        "section": section,
        "bylines": [{"author": author.pk, "name": "", "role": "by"}],
        "topics": [topic.pk],
    }
    english = publish(**lists)
    hebrew = publish(
        language="he",
        headline="הנמל נפתח מחדש",
        standfirst="הסירות יצאו עם שחר.",
        body="<h2>בבוקר</h2><p>הסירות חזרו לים.</p><table><tr><td>1</table><figure data-embed=youtube:abc123></figure>",
        source="סוכנות",
        translation_of_id=english.article_id,
        **lists,
    )
    publish(language="he", headline="עוד סירה", body="<p>הים שקט.</p>", **lists)
    return english, hebrew


def ask(reader, desk=(), *, third="he"):
    """What pages tell in a process whose environment names three languages, on the test's own database."""
    values = connection.settings_dict
    user, password, host = (quote(str(values[name]), safe="") for name in ("USER", "PASSWORD", "HOST"))
    address = f"postgresql://{user}:{password}@/{values['NAME']}?host={host}&port={values['PORT'] or 5432}"
    person = make_user(Role.CHIEF, is_superuser=True)
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "NEWSROOM_LANGUAGES": f"en,ar,{third}",
        "NEWSROOM_NAME": "en=Newsroom,ar=غرفة الأخبار,he=חדר החדשות",
    }
    answered = subprocess.run(
        [sys.executable, "-m", "tests.newsroom.pages.third_language"],
        input=json.dumps({"reader": list(reader), "desk": list(desk), "username": person.username, "language": third}),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=environment,
        text=True,
    )
    return json.loads(answered.stdout)


def test_every_kind_of_page_is_in_hebrew(stories):
    english, hebrew = stories
    paths = ["/he/", "/he/world/", hebrew.path, "/he/world/2025/", "/he/world/2025/01/04/", "/he/corrections/"]
    paths += ["/he/authors/rana-haddad/", "/he/topics/harbours/", "/he/search/?q=הנמל", "/he/search/?q=x&section=y"]
    missing = ["/he/not-there/"]

    told = ask([english.path, *paths, *missing])
    switch = told.pop(english.path)["switch"]

    assert {path: page["status"] for path, page in told.items()} == dict.fromkeys(paths, 200) | dict.fromkeys(
        missing, 404
    )
    assert {path: page["language"] for path, page in told.items()} == dict.fromkeys(told, ["he", "rtl"])
    assert {path: LATIN.findall(page["words"]) for path, page in told.items() if LATIN.search(page["words"])} == {}
    assert switch[:2] == ["/ar/", hebrew.path]
    assert told[hebrew.path]["switch"][:2] == [english.path, "/ar/"]
    assert told["/he/world/"]["switch"][:2] == ["/world/", "/ar/world/"]
    assert "יום שבת, 4 בינואר 2025, 19:12 - שעון ירושלים" in told[hebrew.path]["words"]
    assert "סרטון ב־" in told[hebrew.path]["words"]
    assert "4 בינואר 2025" in told["/he/world/2025/01/04/"]["words"]


def test_desk_asks_for_names_in_three_languages(stories):
    pages = ["/admin/", "/admin/articles/section/add/", "/admin/articles/article/add/"]

    told = ask([], pages)

    assert {path: (page["status"], page["language"]) for path, page in told.items()} == dict.fromkeys(
        pages, (200, ["he", "rtl"])
    )
    assert told["/admin/articles/section/add/"]["fields"] == ["name_en", "name_ar", "name_he"]


def test_language_without_a_translation_file_has_every_page(settings):
    settings.NEWSROOM_LANGUAGES = ["en", "ar", "fr"]
    section = make_section("world", names={"en": "World", "fr": "Monde"})
    author, topic = make_author("rana-haddad", names={"en": "Rana Haddad"}), make_topic("ports", names={"en": "Ports"})
    story = publish(
        language="fr",
        headline="Le port rouvre à l’aube",
        body="<p>Les bateaux étaient prêts.</p>",
        section=section,
        bylines=[{"author": author.pk, "name": "", "role": "by"}],
        topics=[topic.pk],
    )
    paths = ["/fr/", "/fr/world/", story.path, "/fr/world/2025/", "/fr/world/2025/01/04/", "/fr/corrections/"]
    paths += ["/fr/authors/rana-haddad/", "/fr/topics/ports/", "/fr/search/?q=bateau", f"{story.path}respond/"]

    told = ask(paths, third="fr")

    assert {path: (page["status"], page["language"]) for path, page in told.items()} == dict.fromkeys(
        paths, (200, ["fr", "ltr"])
    )
    assert "4 janvier 2025 19:12" in told[story.path]["words"]
    assert "Le port rouvre à l’aube" in told["/fr/search/?q=bateau"]["words"]
