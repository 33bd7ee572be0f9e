"""Pictures of stories that sources bring: fetched from a real server on this machine, or found beside their files."""

import os

import pytest

from articles import bodies, desk
from articles.models import Article, Image, Publication
from articles.pictures import rendering
from articles.rights import Role
from newsroom.wire.models import Polling, Source, TakenPicture, WireItem
from newsroom.wire.polling import ask, folders, try_out
from newsroom.wire.polling.keeping import forget
from tests.factories import make_section, make_user
from tests.newsroom.moving.old_site import jpeg

from ..serving import answer
from .feeds import feed, illustrated, ninjs

FEED = "/feed.xml?key=secret"


@pytest.fixture(autouse=True)
def _settled(monkeypatch):
    monkeypatch.setattr(folders, "SETTLED_SECONDS", -1)


@pytest.fixture
def site(served, make_feed):
    """A server with a feed and pictures by their paths, and the source that asks it."""

    def made(body, pictures=(), **values):
        paths = {FEED: answer(body)} | {path: answer(content) for path, content in dict(pictures).items()}
        server = served(paths)
        return paths, server, make_feed(server, **({"takes_pictures": True} | values))

    return made


def shown(article):
    return bodies.references(article.body).pictures


def pictures_asked(server):
    return [path for path in server.paths if path != FEED]


def waits(source):
    return Polling.objects.get(source=source).pictures_left


def test_picture_comes_from_where_the_story_names_it_with_what_is_said_of_it(site):
    pictures = {"/pics/quay.jpg": jpeg(1)}
    _paths, server, source = site(feed(illustrated("/pics/quay.jpg")), pictures, credit_line="© Coast")

    asked = ask(source)

    image = Image.objects.get()
    assert (shown(Article.objects.get()), asked.lines[0].reason) == ({image.pk}, "")
    assert (image.captions, image.alternatives) == ({"en": "The quay at noon"}, {"en": "A quay"})
    assert (image.credit, image.source, image.uploaded_by) == ("© Coast", "Coast Feed", None)
    assert TakenPicture.objects.get().address == server.address("/pics/quay.jpg").partition("//")[2]


def test_picture_is_asked_for_once_whatever_becomes_of_its_feed(site):
    paths, server, source = site(feed(illustrated("/a.jpg")), {"/a.jpg": jpeg(1)})
    ask(source)
    paths[FEED] = answer(feed(illustrated("/a.jpg", text="Boats go from Tuesday."), illustrated("/a.jpg", name="2")))

    again = ask(source)

    assert [str(line.outcome) for line in again.lines] == ["updated", "filed"]
    assert pictures_asked(server) == ["/a.jpg"]
    assert [shown(article) for article in Article.objects.all()] == [{Image.objects.get().pk}] * 2


def test_no_picture_is_asked_for_unless_the_source_says_so(site):
    _paths, server, source = site(feed(illustrated("/a.jpg")), {"/a.jpg": jpeg()}, takes_pictures=False)

    asked = ask(source)

    assert (pictures_asked(server), Image.objects.count()) == ([], 0)
    assert asked.lines[0].reason == f"Pictures that were not taken in (1): {server.address('/a.jpg')}."


def test_picture_that_is_none_stops_neither_its_story_nor_another_picture(site, canary):
    inside = canary.address("/a.jpg")
    addresses = ("/gone.jpg", "/page.jpg", inside, "http://[x/a.jpg", "ftp://a.example/a.jpg", "/good.jpg")
    _paths, _server, source = site(feed(illustrated(*addresses)), {"/page.jpg": b"<html>", "/good.jpg": jpeg(2)})

    [line] = ask(source).lines

    assert (str(line.outcome), shown(Article.objects.get())) == ("filed", {Image.objects.get().pk})
    for reason in ("answered with status 404", "not a JPEG", "Nothing is fetched from port", "no address on the inter"):
        assert reason in line.reason


@pytest.mark.slow
def test_pictures_that_were_refused_are_not_asked_for_at_each_look(site):
    paths, server, source = site(feed(illustrated("/gone.jpg")))
    ask(source)
    paths[FEED] = answer(feed(illustrated("/gone.jpg"), illustrated(name="2")))

    ask(source)

    assert pictures_asked(server) == ["/gone.jpg"]


def test_so_many_are_taken_at_once_and_the_others_the_next_time(site, monkeypatch):
    monkeypatch.setattr("newsroom.wire.polling.pictures.MOST", 1)
    items = [illustrated(f"/{n}.jpg", name=str(n)) for n in range(3)]
    _paths, server, source = site(feed(*items), {"/0.jpg": jpeg(0), "/2.jpg": jpeg(2)})

    first = ask(source)
    waiting, is_marked = len(waits(source)), bool(Polling.objects.get().digest)
    second, third, fourth = (ask(source) for _time in range(3))

    assert "its turn comes when the source is asked the next time" in first.lines[1].reason
    assert [str(line.outcome) for line in first.lines] == ["filed"] * 3
    assert (waiting, is_marked, first.is_unfinished) == (2, False, True)
    assert [str(line.outcome) for line in third.lines] == ["unchanged", "unchanged", "updated"]
    assert (second.is_unfinished, third.is_unfinished, fourth.is_unchanged) == (True, False, True)
    assert pictures_asked(server) == ["/0.jpg", "/1.jpg", "/2.jpg"]
    assert [len(shown(article)) for article in Article.objects.order_by("pk")] == [1, 0, 1]


def test_story_is_published_once_its_pictures_had_their_turn(site, monkeypatch, economy):
    monkeypatch.setattr("newsroom.wire.polling.pictures.MOST", 1)
    items = [illustrated(f"/{n}.jpg", name=str(n)) for n in range(3)]
    values = {"publishes": True, "trusted_by": make_user(Role.CHIEF), "section": economy, "credit_line": "© Coast"}
    _paths, _server, source = site(feed(*items), {"/0.jpg": jpeg(0), "/2.jpg": jpeg(2)}, **values)

    published = []
    for _time in range(3):
        lines = ask(source).lines
        published.append([len(one.pictures.all()) for one in Publication.objects.order_by("article_id")])

    assert published == [[1], [1, 0], [1, 0, 1]]
    assert "Not published" not in lines[-1].reason


@pytest.mark.slow
def test_no_picture_is_begun_when_the_time_is_over(site, monkeypatch):
    monkeypatch.setattr("newsroom.wire.polling.pictures.SECONDS", 0)
    _paths, server, source = site(feed(illustrated("/a.jpg")), {"/a.jpg": jpeg()})

    assert [str(line.outcome) for line in ask(source).lines] == ["filed"]
    assert (pictures_asked(server), len(waits(source))) == ([], 1)


@pytest.mark.slow
def test_server_that_cannot_be_reached_is_not_asked_for_the_others(site, served, settings):
    settings.FETCH_INSIDE = ["127.0.0.1:9"]  # where nobody listens
    addresses = [f"http://127.0.0.1:9/{n}.jpg" for n in range(3)]
    _paths, _server, source = site(feed(illustrated(*addresses)))

    [line] = ask(source).lines

    assert line.reason.count("cannot be reached: ") == 1
    assert line.reason.count("its server cannot be reached") == 2


@pytest.mark.slow
def test_pictures_wished_for_later_come_to_stories_that_nobody_has_in_hand(site, editor):
    items = [illustrated(f"/{n}.jpg", name=str(n)) for n in range(2)]
    _paths, server, source = site(feed(*items), {"/0.jpg": jpeg(0), "/1.jpg": jpeg(1)}, takes_pictures=False)
    ask(source)
    first, second = Article.objects.order_by("pk")
    desk.take(first, by=editor)
    Source.objects.update(takes_pictures=True)
    source.refresh_from_db()
    forget(source)

    assert [str(line.outcome) for line in ask(source).lines] == ["unchanged", "updated"]
    second.refresh_from_db()
    assert (pictures_asked(server), len(shown(second))) == (["/1.jpg"], 1)


def test_trusted_source_publishes_with_its_pictures(site, economy):
    trusting = make_user(Role.CHIEF)
    values = {"publishes": True, "trusted_by": trusting, "section": economy, "credit_line": "© Coast"}
    _paths, _server, source = site(feed(illustrated("/a.jpg")), {"/a.jpg": jpeg(1)}, **values)

    asked = ask(source)

    assert Publication.objects.count() == 1, asked.lines
    assert list(Publication.objects.get().pictures.all()) == [Image.objects.get()]


def test_trying_names_the_pictures_and_takes_none(site):
    _paths, server, source = site(feed(illustrated("/a.jpg")), {"/a.jpg": jpeg()})

    [line] = try_out(source).lines

    assert line.reason == (
        f"Pictures that were not taken in (1): {server.address('/a.jpg')} (it would be taken in; a try takes none)."
    )
    assert (pictures_asked(server), Image.objects.count()) == ([], 0)


def full(*_given, **_named):
    raise OSError(28, "No space left on device")


@pytest.mark.slow
def test_disk_that_is_full_keeps_no_story_back(site, monkeypatch, caplog):
    monkeypatch.setattr("django.core.files.storage.memory.InMemoryStorage._save", full)
    _paths, _server, source = site(feed(illustrated("/a.jpg")), {"/a.jpg": jpeg()})

    [line] = ask(source).lines

    assert (str(line.outcome), Image.objects.count()) == ("filed", 0)
    assert "not taken in" in line.reason


@pytest.mark.slow
def test_kill_brings_no_picture(site):
    paths, server, source = site(ninjs())
    ask(source)
    paths[FEED] = answer(ninjs(status="canceled", version="2"))

    ask(source)

    assert (pictures_asked(server), WireItem.objects.get().standing) == ([], "canceled")


def test_trying_a_source_that_publishes_leaves_readers_no_file(site, economy, settings, tmp_path):
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"public": place}
    body, pictures = feed(illustrated("/a.jpg")), {"/a.jpg": jpeg()}
    _paths, _server, source = site(body, pictures, section=economy, credit_line="© Coast")
    ask(source)
    Source.objects.update(publishes=True, trusted_by=make_user(Role.CHIEF))
    source.refresh_from_db()

    [tried] = try_out(source).lines
    files = os.listdir(tmp_path)
    forget(source)
    [asked] = ask(source).lines

    assert (str(tried.outcome), files) == ("updated", [])
    assert str(asked.outcome) == "updated"
    assert os.listdir(tmp_path)


@pytest.mark.slow
def test_disk_that_is_full_at_a_publication_is_told_and_the_story_waits(site, monkeypatch, economy):
    body, pictures = feed(illustrated("/a.jpg")), {"/a.jpg": jpeg()}
    _paths, _server, source = site(body, pictures, section=economy, credit_line="© Coast")
    ask(source)
    Source.objects.update(publishes=True, trusted_by=make_user(Role.CHIEF))
    source.refresh_from_db()
    rendering.render(Image.objects.get().pk)
    forget(source)
    with monkeypatch.context() as patched:
        patched.setattr("django.core.files.storage.memory.InMemoryStorage._save", full)
        asked, tried = ask(source), try_out(source)

    assert asked.problem == "The server could not do it, and its log says why: No space left on device."
    assert tried.problem == asked.problem
    assert (Polling.objects.get().failures, Publication.objects.count()) == (1, 0)
    ask(source)
    assert (Polling.objects.get().failures, Publication.objects.count()) == (0, 1)


@pytest.fixture
def illustrating(agency, folder):
    Source.objects.update(takes_pictures=True)
    agency.refresh_from_db()
    (folder / "quay.jpg").write_bytes(jpeg(1))
    (folder.parent / "secret.jpg").write_bytes(jpeg(9))
    (folder / "linked.jpg").symlink_to(folder.parent / "secret.jpg")
    return agency


def put(folder, *items, name="a.rss"):
    (folder / name).write_bytes(feed(*items))


@pytest.mark.slow
def test_file_whose_story_cannot_be_published_for_want_of_room_is_filed_later(illustrating, folder, monkeypatch):
    put(folder, illustrated("quay.jpg"))
    Source.objects.update(credit_line="© Coast", section=make_section("economy"))
    illustrating.refresh_from_db()
    ask(illustrating)
    rendering.render(Image.objects.get().pk)
    Source.objects.update(publishes=True, trusted_by=make_user(Role.CHIEF))
    illustrating.refresh_from_db()
    os.utime(folder / "a.rss", (0, 0))
    with monkeypatch.context() as patched:
        patched.setattr("django.core.files.storage.memory.InMemoryStorage._save", full)
        asked = ask(illustrating)

    assert (asked.problem, Publication.objects.count()) == ("a.rss cannot be filed: No space left on device.", 0)
    assert (ask(illustrating).problem, Publication.objects.count()) == ("", 1)


def test_pictures_of_a_folder_lie_beside_its_files_and_nowhere_else(illustrating, folder):
    outside = ("../secret.jpg", "linked.jpg", str(folder.parent / "secret.jpg"))
    put(folder, illustrated("quay.jpg", *outside))

    [line] = ask(illustrating).lines

    assert (str(line.outcome), shown(Article.objects.get())) == ("filed", {Image.objects.get().pk})
    assert line.reason.count("it does not lie beside its story's file") == 3
    assert ask(illustrating).lines == []


@pytest.mark.slow
def test_picture_that_comes_late_is_taken_when_its_file_is_touched(illustrating, folder):
    put(folder, illustrated("late.jpg"))
    ask(illustrating)
    (folder / "late.jpg").write_bytes(jpeg(3))
    os.utime(folder / "a.rss", (0, 0))

    assert [str(line.outcome) for line in ask(illustrating).lines] == ["updated"]
    assert len(shown(Article.objects.get())) == 1


@pytest.mark.slow
def test_file_is_read_until_its_pictures_are_there_and_then_moved(illustrating, folder, monkeypatch):
    monkeypatch.setattr("newsroom.wire.polling.pictures.MOST", 1)
    monkeypatch.setattr(folders, "SEEN_SECONDS", 0)
    Source.objects.update(moves_files=True)
    illustrating.refresh_from_db()
    (folder / "b.jpg").write_bytes(jpeg(4))
    put(folder, illustrated("quay.jpg", name="1"), illustrated("b.jpg", name="2"))
    put(folder, illustrated(name="3"), name="b.rss")

    first = ask(illustrating)
    left = sorted(os.listdir(folder))
    second, third = ask(illustrating), ask(illustrating)

    assert [len(asked.lines) for asked in (first, second, third)] == [2, 2, 1]
    assert ("a.rss" in left, sorted(os.listdir(folder / "done"))) == (True, ["a.rss", "b.rss"])
    assert [len(shown(article)) for article in Article.objects.order_by("pk")] == [1, 1, 0]
    assert (folder / "quay.jpg").exists()


@pytest.mark.slow
def test_story_with_more_pictures_than_are_taken_at_once_gets_them_all(illustrating, folder, monkeypatch):
    monkeypatch.setattr("newsroom.wire.polling.pictures.MOST", 2)
    monkeypatch.setattr(folders, "SEEN_SECONDS", 0)
    for number in range(3):
        (folder / f"{number}.jpg").write_bytes(jpeg(number + 20))
    put(folder, illustrated("none.jpg", "0.jpg", "1.jpg", "quay.jpg", "2.jpg"))

    asked = [ask(illustrating) for _time in range(2)]

    assert [each.is_unfinished for each in asked] == [True, False]
    assert (ask(illustrating).lines, len(shown(Article.objects.get()))) == ([], 4)


@pytest.mark.slow
def test_story_whose_pictures_never_come_is_given_up(site, monkeypatch):
    monkeypatch.setattr("newsroom.wire.polling.pictures.MOST", 2)
    _paths, server, source = site(feed(illustrated("/0.jpg", "/1.jpg", "/2.jpg")))

    asked = [ask(source) for _time in range(3)]

    assert [each.is_unfinished for each in asked] == [True, False, False]
    assert (asked[2].is_unchanged, pictures_asked(server)) == (True, ["/0.jpg", "/1.jpg"] * 2)
