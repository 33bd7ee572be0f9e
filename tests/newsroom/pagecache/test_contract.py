"""A committed change is on every page of every process: the web server's door, its own listener, real commits."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.core.handlers.wsgi import WSGIHandler

from articles import publishing, reference
from articles.models import Section
from articles.rights import Role
from newsroom.pagecache.knowing import current_edition
from newsroom.pagecache.serving import Serving
from tests.factories import make_author, make_topic, make_user
from tests.newsroom.pages.readers import publish

from .asking import asking
from .waiting import until

NONCE = "Zqxjv"


def test_change_is_on_every_page_as_soon_as_the_edition_is_known(transactional_db, page_cache):
    """Each step is checked on pages that were remembered before it. What makes them new is the number alone."""
    ask = asking(Serving(WSGIHandler()))
    author, topic, chief = make_author("rana"), make_topic("ports"), make_user(Role.CHIEF)
    lists = {"bylines": [{"author": author.pk, "name": "", "role": "by"}], "topics": [topic.pk]}
    publish(headline="Neighbour", **lists)
    paths = ["/", "/world/", "/world/2025/01/04/", "/authors/rana/", "/topics/ports/", "/feed.xml", "/news-sitemap.xml"]

    def shown(*also):
        return {path for path in (*paths, *also) if NONCE in ask(path).body.decode()}

    def after(change, *arguments, **named):
        before = current_edition()
        shown()
        change(*arguments, **named)
        until(lambda: current_edition() != before)

    assert shown() == set()
    story = []
    after(lambda: story.append(publish(headline=f"{NONCE} in port", **lists)))
    own, article = story[0].path, story[0].article
    on_pages = shown(own)
    assert {*paths[:-1], own} == on_pages
    for take_back, words in (("hold", {}), ("retract", {"text": "It was wrong."}), ("remove", {})):
        after(getattr(publishing, take_back), article, by=chief, **words)
        assert shown(own) == set()
    assert ask(own).status == 410
    section = Section.objects.get(slug="world")
    section.names = {"en": f"{NONCE} section"}
    after(reference.save, section, by=chief)
    assert {"/", "/world/", "/world/2025/01/04/", "/authors/rana/", "/topics/ports/"} <= shown()


def test_crowd_that_asks_for_the_same_page_at_once_is_one_question_to_django(transactional_db, edition):
    """Each of these threads has a connection of its own, as the web server's have."""
    gate, asked = threading.Event(), []
    django = WSGIHandler()

    def slowly(environ, start_response):
        asked.append(environ["PATH_INFO"])
        until(gate.is_set)
        return django(environ, start_response)

    serving = Serving(slowly)
    ask = asking(serving)
    gate.set()
    ask("/corrections/")  # the door is known from now on
    gate.clear()
    with ThreadPoolExecutor(6) as crowd:
        pages = [crowd.submit(ask, "/") for number in range(4)]
        until(lambda: len(asked) > 1 and len(serving.flights) == 1)
        gate.set()
        bodies = {page.result(20).body for page in pages}

    assert len(bodies) == 1
    assert asked == ["/corrections/", "/"]
