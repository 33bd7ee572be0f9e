from html import unescape

import pytest
from django.test import Client

from articles import publishing
from articles.models import FormerAddress, OldAddress, Publication, Redirect
from newsroom.moving.exporting import FORMATS
from newsroom.moving.exporting.copying import rounds
from newsroom.moving.exporting.copying.naming import OWN
from newsroom.moving.exporting.formats import Choice, ExportFailed
from newsroom.moving.exporting.running import at_site, run
from tests.factories import make_article, make_author
from tests.newsroom.pages.readers import make_image, publish, publish_both

pytestmark = pytest.mark.django_db


def copy_to(place):
    """One round; returns how many files were written, stayed and were removed."""
    written = list(run(FORMATS["static"], place, Choice()))
    assert [one.problem for one in written if one.problem] == []
    return tuple(sum(one.kind == kind for one in written) for kind in (rounds.NEW, rounds.SAME, rounds.GONE))


def text(place, path):
    return (place / path.removeprefix("/") / "index.html").read_text(encoding="utf-8")


def test_copy_has_what_readers_have_in_each_language(tmp_path):
    image = make_image()
    english, arabic = publish_both(lead_image=image)

    copy_to(tmp_path)

    for path in (english.path, arabic.path, "/world/", "/ar/world/", "/authors/rana-haddad/", "/ar/topics/harbours/"):
        live, copied = Client().get(path).content.decode(), text(tmp_path, path)
        start, end = live.index("<main"), live.index("</main>")
        assert live[start:end].replace(f"{path}respond/", "/not-here.html") in copied.replace("/ar/not-", "/not-")
    for rendition in image.renditions.filter(is_public=True):
        assert (tmp_path / "media" / rendition.name).read_text() == rendition.name
    for name in ("feed.xml", "rss.xml", "ar/feed.xml", "sitemap.xml", "robots.txt", "404.html", "ar/404.html"):
        assert (tmp_path / name).is_file()
    assert list((tmp_path / "static" / "pages").glob("pages*.css"))


def test_what_needs_a_server_is_not_promised(tmp_path):
    story = publish()

    copy_to(tmp_path)

    pages = [*(text(tmp_path, path) for path in ("/", story.path, "/ar/")), (tmp_path / "404.html").read_text()]
    for page in pages:
        assert not {word for word in ("search-box", "SearchAction", "oembed", "/respond/") if word in page}
    assert "search-box" in Client().get("/").content.decode()
    assert "Searching it" in text(tmp_path, "/search/")
    assert "Searching it" in (tmp_path / "not-here.html").read_text()


def test_rest_of_a_list_is_a_page_of_its_own(tmp_path):
    stories = [publish(headline=f"Boats {number}") for number in range(21)]

    copy_to(tmp_path)

    pages = [tmp_path / "world" / "index.html", *(tmp_path / "world" / "before").glob("*/index.html")]
    assert len(pages) == 2
    listed = "".join(unescape(page.read_text()) for page in pages)
    assert [story.headline for story in stories if f'href="{story.path}"' not in listed] == []
    assert "?before=" not in listed
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/world/before/{pages[1].parent.name}/">' in listed


def test_second_round_writes_what_changed_and_removes_what_is_gone(tmp_path, chief):
    kept, held, removed = (publish(headline=f"{word} boats") for word in ("Kept", "Held", "Removed"))
    copy_to(tmp_path)
    assert copy_to(tmp_path)[::2] == (0, 0)

    publishing.hold(held.article, by=chief, reason="Looked at again")
    publishing.remove(removed.article, by=chief, reason="By order")
    written, _same, gone = copy_to(tmp_path)

    assert written > 1
    assert gone >= 1
    assert "Kept boats" in text(tmp_path, kept.path)
    assert "not available for now" in text(tmp_path, held.path)
    assert not (tmp_path / removed.path.strip("/")).exists()
    pages = [file for file in tmp_path.rglob("*") if file.is_file() and OWN not in str(file)]
    assert [file for file in pages if b"Held boats" in (found := file.read_bytes()) or b"Removed boats" in found] == []
    assert (tmp_path / OWN / "gone.map").read_text() == f'"{removed.path}" 1;\n'
    assert (tmp_path / OWN).stat().st_mode & 0o077 == 0


def test_old_addresses_lead_on(tmp_path):
    story = publish()
    author = make_author("new-slug", names={"en": "Nour Aziz"}, first_shown_at=story.first_published_at)
    for path in ('/world/2020/01/01/the "old" $address/', "/world/2020/01/01/old.php/", "/world/2020/01/01/قديم/"):
        Redirect.objects.bulk_create([Redirect(old_path=path, publication=story)])
    for key in ("/2019/05/harbour", "/boats.html", "/?p=12", "/story.php?id=3&lang=en"):
        OldAddress.objects.create(key=key, article=story.article)
    OldAddress.objects.create(key="/never-shown", article=make_article("draft"))
    OldAddress.objects.create(key="//old.example", path="/")
    FormerAddress.objects.create(old_path="/authors/old-slug/", author=author)

    copy_to(tmp_path)

    for name in ("world/2020/01/01/قديم", "world/2020/01/01/old.php", "2019/05/harbour"):
        page = text(tmp_path, name)
        assert f'<meta http-equiv="refresh" content="0; url={story.path}">' in page
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{story.path}">' in page
    assert 'url=/authors/new-slug/"' in text(tmp_path, "/authors/old-slug/")
    assert f"/world/2020/01/01/%D9%82%D8%AF%D9%8A%D9%85/ {story.path} 301" in (tmp_path / "_redirects").read_text()
    assert f"url={story.path}" in (tmp_path / "boats.html").read_text()
    assert (tmp_path / OWN / "asked.map").read_text().splitlines() == [
        f'"/?p=12" "{story.path}";',
        f'"/story.php?id=3&lang=en" "{story.path}";',
    ]
    for old in ("/2019/05/harbour/", "/boats.html"):
        assert f"{old} {story.path} 301" in (tmp_path / "_redirects").read_text()
    assert "?" not in (tmp_path / "_redirects").read_text()
    assert "never-shown" not in (tmp_path / "_redirects").read_text()
    assert "old.example" not in (tmp_path / "_redirects").read_text()
    nginx = (tmp_path / OWN / "moved.map").read_text().splitlines()
    server = (tmp_path / OWN / "server.conf").read_text()
    assert "location ^~ /ar/ {\nerror_page 404 /ar/404.html;\n" in server
    assert "location ~ /feed[.]xml$ { types { } default_type application/atom+xml; }\n" in server
    assert {f'"/2019/05/harbour" "{story.path}";', f'"/2019/05/harbour/" "{story.path}";'} <= set(nginx)
    assert '"/ar/authors/old-slug/rss.xml" "/ar/authors/new-slug/rss.xml";' in nginx
    assert f'"/world/2020/01/01/the \\"old\\" $address/" "{story.path}";' in nginx


def test_old_address_of_what_was_removed_is_told_to_nobody(tmp_path, chief):
    story = publish(headline="Boats of somebody")
    Redirect.objects.create(old_path="/world/2020/01/01/boats-of-somebody/", publication=story)
    OldAddress.objects.create(key="/2019/05/boats-of-somebody", article=story.article)
    copy_to(tmp_path)
    assert "url=" in text(tmp_path, "/2019/05/boats-of-somebody/")

    publishing.remove(story.article, by=chief, reason="By order")
    copy_to(tmp_path)

    shown = [file for file in tmp_path.rglob("*") if OWN not in str(file)]
    assert [file for file in shown if "boats-of-somebody" in str(file)] == []
    assert [file for file in shown if file.is_file() and b"boats-of-somebody" in file.read_bytes()] == []
    assert f'"/2019/05/boats-of-somebody/" "{story.path}";' in (tmp_path / OWN / "moved.map").read_text()
    assert copy_to(tmp_path)[::2] == (0, 0)


def test_server_to_which_capitals_are_small_letters_is_told_nothing_that_it_would_mistake(tmp_path):
    story = publish()
    lead = "/world/2020/01/01/Old/", "/world/2020/01/01/old/", story.path.replace("harbour", "Harbour")
    Redirect.objects.bulk_create(Redirect(old_path=path, publication=story) for path in lead)

    copy_to(tmp_path)

    maps = [tmp_path / OWN / "moved.map", tmp_path / "_redirects"]
    nginx, others = ([line for line in file.read_text().splitlines() if story.path in line] for file in maps)
    assert nginx == [f'"/world/2020/01/01/Old{slash}" "{story.path}";' for slash in ("/", "")]
    assert len(others) == 3


def test_name_that_is_too_long_for_a_file_is_shorter_in_every_link(tmp_path):
    story = publish()
    path = story.path.replace(story.slug, "長" * 100)
    Publication.objects.filter(pk=story.pk).update(path=path)

    copy_to(tmp_path)

    (folder,) = (tmp_path / "world" / "2025" / "01" / "04").glob("長*")
    assert len(folder.name.encode()) <= 255
    assert f'href="{path.replace("長" * 100, folder.name)}"' in text(tmp_path, "/world/")
    assert path not in text(tmp_path, "/")


def test_addresses_are_of_the_site_that_is_named(tmp_path, settings):
    story = publish()

    with at_site("https://mirror.example/"):
        copy_to(tmp_path)

    assert settings.SITE_URL == "http://127.0.0.1:8000"
    assert f'<link rel="canonical" href="https://mirror.example{story.path}">' in text(tmp_path, story.path)
    assert "https://mirror.example/sitemap-2025-01.xml" in (tmp_path / "sitemap.xml").read_text()
    whole = [file for file in tmp_path.rglob("*.*ml") if "127.0.0.1:8000" in file.read_text()]
    assert whole == []


@pytest.mark.parametrize("address", ["mirror.example", "ftp://mirror.example", "https://mirror.example/below", "x"])
def test_site_that_is_none_is_refused(address):
    with pytest.raises(ExportFailed, match="is no site"), at_site(address):
        pass


def test_page_that_fails_is_told_and_left_as_it_was(tmp_path, monkeypatch):
    story = publish()
    copy_to(tmp_path)
    before = text(tmp_path, story.path)
    monkeypatch.setattr("newsroom.pages.views.article.reading", lambda *_given, **_named: 1 / 0)

    written = list(run(FORMATS["static"], tmp_path, Choice()))

    assert [one.problem for one in written if one.problem] == [f"{story.path} answered 500: it is left as it was."]
    assert text(tmp_path, story.path) == before


def test_file_of_somebody_else_is_told_and_left(tmp_path):
    story = publish()
    copy_to(tmp_path)
    mine = [tmp_path / "_redirects", tmp_path / story.path.strip("/") / "index.html"]
    for file in mine:
        file.unlink()
        file.symlink_to(tmp_path / "robots.txt")

    written = list(run(FORMATS["static"], tmp_path, Choice()))

    assert len([one for one in written if "is not the copy's" in one.problem]) == 2
    assert (tmp_path / "robots.txt").read_text().startswith("User-agent")


def test_pages_of_debugging_are_nobody_s(tmp_path, settings):
    settings.DEBUG = True

    with pytest.raises(ExportFailed, match="DEBUG"):
        copy_to(tmp_path)
