"""A copy on a plain web server, crawled as a browser would."""

import re
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from html import unescape
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from articles.models import Publication
from newsroom.moving.exporting import FORMATS
from newsroom.moving.exporting.formats import Choice
from newsroom.moving.exporting.running import run
from tests.newsroom.pages.readers import make_image, publish, publish_both
from tests.newsroom.responses.letters import approved

_LINK = re.compile(r'(?:href|src|action|content)="((?:http://127\.0\.0\.1:8000)?/[^"]*)"')
_SETS = re.compile(r'srcset="([^"]*)"')
_CORE = re.compile(r"<title>.*?</title>|<h1.*?</h1>|<div class=\"body\".*?</div>", re.DOTALL)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_given):
        pass


@contextmanager
def served(folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield HTTPConnection(*server.server_address, timeout=10)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def got(line, address):
    line.request("GET", quote(address, safe="/%?=&"))
    answer = line.getresponse()
    return answer.status, answer.headers.get_content_type(), answer.read()


def links(page):
    text = page.decode()
    found = {*_LINK.findall(text), *(one.split()[0] for row in _SETS.findall(text) for one in row.split(","))}
    own = {unescape(address).partition("#")[0].removeprefix(settings.SITE_URL) for address in found}
    return {address for address in own if address.startswith("/")}


def crawled(line):
    """Everything that can be reached: status and body by address."""
    answers, waiting = {}, {"/", "/ar/", "/sitemap.xml"}
    while waiting:
        address = waiting.pop()
        status, media_type, body = answers[address] = got(line, address)
        if media_type == "text/html" and status == 200:
            waiting |= links(body) - set(answers)
    return answers


@pytest.fixture
def newsroom(db):
    """Stories in both languages with a picture, an author, a topic and a letter, and enough for a second page."""
    english, arabic = publish_both(lead_image=make_image(), at=timezone.now() - timedelta(hours=1))
    approved(english)
    for number in range(21):
        publish(headline=f"قوارب {number}", language="ar", body="<p>عادت القوارب.</p>")
    return english, arabic


@pytest.mark.slow
def test_every_link_of_a_copy_leads_somewhere(newsroom, tmp_path):
    written = list(run(FORMATS["static"], tmp_path / "copy", Choice()))
    assert [one.problem for one in written if one.problem] == []

    with served(tmp_path / "copy") as line:
        answers = crawled(line)
        line.close()

    assert {address: status for address, (status, _type, _body) in answers.items() if status != 200} == {}
    live = {story.path: Client().get(story.path).content.decode() for story in Publication.objects.live()}
    assert set(live) - set(answers) == set()
    copied = {path: answers[path][2].decode() for path in live}
    assert {path: _CORE.findall(page) for path, page in copied.items()} == {
        path: _CORE.findall(page) for path, page in live.items()
    }
    assert {len(_CORE.findall(page)) for page in live.values()} == {3}
    assert any("/before/" in address for address in answers)
