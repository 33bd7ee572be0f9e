"""Twenty people, or twenty tabs of one, save at once from one revision, through real connections: one is saved,
nineteen are refused, and every text can be had back."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.test import Client

from articles.models import Article
from articles.rights import Role
from newsroom.desk.models import KeptText
from tests.factories import make_article, make_section, make_user

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SHOTS = 20
AT_ONCE = 6  # fewer than the connections of the pool, as everywhere: two processes of four threads in production


@pytest.fixture
def stale_volley(live_server, typed, address):
    def fire(article, people):
        path, barrier = address(article), Barrier(AT_ONCE)
        tabs = [_tab(live_server.url + path, person) for person in people]
        fields = typed(article)

        def save(number):
            opener, token = tabs[number]
            values = fields | {"body": f"<p>The text of tab {number:02}.</p>", "csrfmiddlewaretoken": token}
            sent = urllib.request.Request(live_server.url + path, urllib.parse.urlencode(values).encode())
            if number < AT_ONCE:
                barrier.wait(timeout=30)
            try:
                answer = opener.open(sent, timeout=60)
            except urllib.error.HTTPError as refusal:
                answer = refusal
            with answer:
                answer.read()  # or the server would not know that the answer has come
                return answer.status

        with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
            return list(pool.map(save, range(SHOTS)))

    return fire


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


def _tab(address, person):
    """A browser of the person with the form open: how to ask, and the form's token."""
    client = Client()
    client.force_login(person)
    cookie = f"newsroom={client.cookies['newsroom'].value}"
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), _NoRedirect)
    with opener.open(urllib.request.Request(address, headers={"Cookie": cookie}), timeout=60) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())[1]
        secret = page.headers["Set-Cookie"].split(";")[0]
    plain = urllib.request.build_opener(_NoRedirect)
    plain.addheaders = [("Cookie", f"{cookie}; {secret}")]
    return plain, token


@pytest.mark.parametrize("by_one", [False, True])
def test_twenty_stale_saves_at_once_lose_no_text(stale_volley, signed_in, address, by_one):
    section = make_section("world")
    one = make_user(Role.EDITOR, section)
    people = [one] * SHOTS if by_one else [make_user(Role.EDITOR, section) for _number in range(SHOTS)]
    article = make_article(section=section)

    statuses = stale_volley(article, people)

    saved = Article.objects.get(pk=article.pk)
    kept = KeptText.objects.filter(kind="refused")
    texts = [row.typed["body"][0] for row in kept] + [saved.body]
    assert sorted(statuses) == [302] + [409] * 19
    assert saved.revision_number == 2
    assert sorted(texts) == [f"<p>The text of tab {number:02}.</p>" for number in range(SHOTS)]
    for row in kept:
        page = signed_in(row.typed_by).get(address(article, "kept_text", row.pk)).content.decode()
        assert re.search(r"The text of tab \d\d\.", row.typed["body"][0])[0] in re.sub("<[^>]+>", "", page)
