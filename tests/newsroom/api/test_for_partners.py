"""What the README tells partners, done as it stands against a server."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from articles import publishing
from articles.rights import Role
from newsroom.keys import keeping
from tests.factories import make_author, make_section, make_user
from tests.newsroom.pages.readers import make_image, publish

README = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
PART = README.partition("\n## Content API\n")[2].partition("\n## ")[0]
CURL = shutil.which("curl")
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def said(live_server, settings):
    """Makes of a text of the README what it would be for this server, a story and a key."""
    settings.SITE_URL, settings.ALLOWED_HOSTS = live_server.url, ["*"]
    _key, text = keeping.make(name="App", per_minute=1000, by=make_user(is_superuser=True), address="203.0.113.9")

    def said(of, **values):
        found = of.replace("https://news.example", live_server.url).replace("nr_…", text)
        for old, new in values.items():
            found = found.replace(old, new)
        return found

    return said


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.skipif(not CURL, reason="there is no curl on this machine")
def test_every_curl_of_the_readme_gets_an_answer(said, tmp_path):
    author = make_author("rana", names={"en": "Rana Haddad"})
    bylines = [{"author": author.pk, "name": "", "role": "by"}]
    story = publish(section=make_section("sport"), lead_image=make_image(file="Boats"), bylines=bylines)
    key, name = str(story.pk), story.lead_image.renditions.first().name
    here = {"/17/": f"/{key}/", "17.etag": f"{key}.etag", "17.json": f"{key}.json", "picture.webp": name}
    commands = [said(line, **here) for line in re.findall(r"^    (curl .+)$", PART, re.MULTILINE)]

    answers = [run([*shlex.split(line), "--silent", "--show-error", "--fail"], tmp_path) for line in commands]

    assert len(answers) == 9
    listed, updated, found, item, front, *parts, saved, picture = answers
    assert json.loads(listed)["articles"] == [
        {"id": story.pk, "headline": story.headline, "url": said("https://news.example") + story.path}
    ]
    assert json.loads(updated)["articles"] == []
    assert [row["id"] for row in json.loads(found)["articles"]] == [story.pk]
    assert json.loads(item)["headlines"][0]["value"] == story.headline
    assert json.loads(front)["slots"][0]["article"]["id"] == story.pk
    assert [part.startswith("HTTP/1.1 200") and "etag:" in part.lower() for part in parts] == [True, True]
    assert (saved, json.loads((tmp_path / f"{key}.json").read_text())["id"]) == ("", story.pk)
    assert (picture, (tmp_path / name).read_bytes()) == ("", b"Boats")
    again = [line for line in commands if "--etag-compare" in line][0]
    assert run([*shlex.split(again), "--silent", "--write-out", "%{http_code}"], tmp_path) == "304"
    assert json.loads((tmp_path / f"{key}.json").read_text())["id"] == story.pk


def test_copies_of_the_readme_are_what_readers_have(said, tmp_path):
    stories = [publish(headline=f"Boats {number}") for number in range(5)]
    script, chief = tmp_path / "copies.py", make_user(Role.CHIEF)
    [code] = re.findall(r"^```python\n(.+?)^```$", PART, re.MULTILINE | re.DOTALL)
    script.write_text(said(code).replace("limit=100", "limit=2"), encoding="utf-8")

    def copies():
        run([sys.executable, str(script)], tmp_path)
        kept = [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "copies").glob("*.json")]
        return {copy["id"]: copy["headline"] for copy in kept}

    assert copies() == {story.pk: story.headline for story in stories}
    publishing.hold(stories[0].article, by=chief, reason="Doubts.")
    publishing.retract(stories[1].article, by=chief, text="It was wrong.")
    publishing.remove(stories[2].article, by=chief, reason="A court said so.")
    newer = publish(headline="Storm")
    assert copies() == {story.pk: story.headline for story in (*stories[3:], newer)}
    stories[0].article.refresh_from_db()
    publishing.release(stories[0].article, by=chief)
    assert copies() == {story.pk: story.headline for story in (stories[0], *stories[3:], newer)}
