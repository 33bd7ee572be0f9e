"""A story that is taken back is gone from every page of a server that has remembered them, in all its processes."""

import time
from contextlib import closing

import pytest

from articles import publishing
from articles.models import Article, Publication, Rendition
from articles.rights import Role
from bench import stack
from tests.database_address import database_address
from tests.factories import make_author, make_topic, make_user
from tests.newsroom.pages.readers import make_image, publish

from .asking import Proxy

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORD = "zqxborrowed"
PROCESSES = 8  # tries on connections of their own: enough to meet both of the server's processes
PATIENCE_SECONDS = 5  # the promise is one second; the machine that runs the suite may be busy
MOVES = {
    "held": lambda story, chief: publishing.hold(story, by=chief),
    "retracted": lambda story, chief: publishing.retract(story, by=chief, text="It was wrong."),
    "removed": lambda story, chief: publishing.remove(story, by=chief, reason="A court's order."),
}


@pytest.fixture
def server(transactional_db, settings, tmp_path):
    """The whole newsroom for readers as production runs it, on the test's database."""
    for name in ("default", "public"):
        options = {"location": tmp_path / name, "base_url": None}
        local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
        settings.STORAGES = settings.STORAGES | {name: local}
    environment = {"DJANGO_SETTINGS_MODULE": "tests.conformance.served_settings", "TEST_PICTURES": str(tmp_path)}
    with stack.serving(DATABASE_URL=database_address(), **environment) as served:
        yield served


@pytest.fixture
def story(server):
    """A story with the word in all of it, and another of its section, which lists it."""
    publish(headline="Another story")
    image = make_image(file=WORD, captions={"en": WORD}, alternatives={"en": WORD}, credit=WORD)
    author = make_author("rana-haddad")
    lists = {"bylines": [{"author": author.pk, "name": "", "role": "by"}], "topics": [make_topic("harbours").pk]}
    words = {"standfirst": f"{WORD} in brief", "kicker": WORD, "lead_image": image}
    return publish(headline=f"Harbour {WORD}", **words, **lists)


def surfaces(story):
    """The addresses that the word is at, as long as the story is there."""
    day = "/".join(story.path.split("/")[:5]) + "/"
    own = story.path
    lists = ["/", "/world/", day, "/authors/rana-haddad/", "/topics/harbours/"]
    feeds = ["/feed.xml", "/world/rss.xml", "/authors/rana-haddad/feed.xml", "/topics/harbours/feed.xml"]
    others = Publication.objects.exclude(pk=story.pk).filter(language="en").values_list("path", flat=True)
    files = Rendition.objects.filter(image=story.lead_image).values_list("name", flat=True)
    return [own, *lists, *feeds, *others, *(f"/media/{name}" for name in files)]


def heard(server, addresses):
    """Where the word is, asked of every process."""
    found = set()
    for address in addresses:
        for _number in range(PROCESSES):
            with closing(Proxy(server.port)) as proxy:
                if WORD.encode() in proxy.ask(address).body:
                    found.add(address)
    return found


@pytest.mark.parametrize("became", MOVES)
def test_story_that_is_taken_back_is_gone_everywhere(server, story, became):
    addresses = surfaces(story)
    chief = make_user(Role.CHIEF)
    assert heard(server, addresses) == set(addresses)

    MOVES[became](Article.objects.get(pk=story.article_id), chief)
    ends = time.monotonic() + PATIENCE_SECONDS
    while heard(server, addresses[:2]) and time.monotonic() < ends:
        time.sleep(0.05)

    assert heard(server, addresses) == set()
