"""A story that is taken back is gone from every page of a server that has remembered them, in all its processes."""

import io
import time
from contextlib import closing

import pytest
from django.core.files.storage import storages
from PIL import Image as Pixels

from articles import pictures, publishing
from articles.models import Article, Publication, Rendition, Transition
from articles.rights import Role
from bench import stack
from newsroom.desk.jobs import after_move
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
    after_move(Transition.objects.latest("pk").pk)  # as the worker does next
    assert files_for_readers() == set()


def files_for_readers():
    """What lies in public storage."""
    _folders, names = storages["public"].listdir("")
    return set(names)


def shown(image):
    return {f"/media/{name}" for name in image.renditions.values_list("name", flat=True)}


def picture(colour):
    """A file of a picture that no other test has."""
    file = io.BytesIO()
    Pixels.new("RGB", (64, 48), colour).save(file, "JPEG")
    return file.getvalue()


def gone(server, addresses):
    """Those of the addresses that no process has anything at, seen through the time that readers may have to wait."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while True:
        with_something = {path for path in addresses if {status(server, path) for _n in range(PROCESSES)} != {404}}
        if not with_something or time.monotonic() > ends:
            return addresses - with_something
        time.sleep(0.05)


def status(server, path, **headers):
    with closing(Proxy(server.port)) as proxy:
        return proxy.ask(path, **headers).status


def test_picture_that_is_replaced_and_withdrawn_is_gone_everywhere(server):
    """From the page, and at each of its addresses, whoever asks and whatever they have already."""
    chief = make_user(Role.CHIEF)
    words = {"captions": {"en": WORD}, "alternatives": {"en": WORD}, "credit": WORD}
    image = pictures.add(picture("teal"), by=chief, render_now=True, **words)
    assert gone(server, shown(image)) == shown(image)
    story = publish(headline="Harbour", lead_image=image)
    before = shown(image)
    assert {status(server, path) for path in before} == {200}
    assert heard(server, [story.path, "/"]) == {story.path, "/"}

    pictures.replace(image, picture("maroon"), by=chief, render_now=True)
    after = shown(image)
    assert before.isdisjoint(after)
    assert gone(server, before) == before
    assert {status(server, path) for path in after} == {200}
    assert files_for_readers() == {path.removeprefix("/media/") for path in after}

    pictures.withdraw(image, by=chief, reason="The agency asked.")
    assert gone(server, after) == after
    known = f'"{min(after).removeprefix("/media/")}"'
    assert status(server, min(after), If_None_Match=known) == 404
    assert status(server, min(after), Range="bytes=0-0") == 404
    assert heard(server, [story.path, "/", "/world/", "/feed.xml", "/rss.xml"]) == set()
    assert files_for_readers() == set()

    pictures.bring_back(image, by=chief, reason="It was ours.")
    assert {status(server, path) for path in after} == {200}
