"""Whole sites move in, and are read as readers read them."""

import pytest
from django.core import mail
from django.test import Client

from articles.models import Article, Author, Edition, Image, OldAddress, Publication, Topic
from newsroom.about.models import PolicyPage
from newsroom.responses.models import Letter
from newsroom.wire.models import WireItem
from tests.newsroom.about.pages import write as write_page
from tests.newsroom.moving.management.imports import rows
from tests.newsroom.moving.old_site import (
    GHOST,
    SITE,
    UPLOADS,
    WORDPRESS,
    attachment,
    comment,
    export,
    ghost,
    ghost_archive,
    item,
    meta,
    term,
    uploads,
)

EVERYTHING = ("--publish", "--user", "chief", "--comments", "--pages", "--create-authors", "--create-topics")


@pytest.fixture
def site(tmp_path):
    (tmp_path / "site.xml").write_text(WORDPRESS, encoding="utf-8")
    return tmp_path / "site.xml"


def page(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def leads_to(path):
    response = Client().get(path)
    return (response.status_code, response.headers.get("Location"))


@pytest.mark.slow
def test_site_of_wordpress_moves_with_all_that_it_has(import_stories, desk_names, chief, site, tmp_path):
    order = (site, *EVERYTHING, "--pictures", uploads(tmp_path))

    ran = import_stories(*order)

    assert (ran.code, [record["outcome"] for record in ran.report["records"]]) == (
        0,
        ["filed"] * 5 + ["skipped"] * 5,
    ), ran
    ferries, arabic = Publication.objects.order_by("first_published_at")
    shown = page(ferries.path)
    for words in (
        *("The ferries go out again, says", "What comes next", "Nobody was asked.", "Economy", "Ports"),
        *("The harbour in winter", "The quay, on Saturday", "Ropes on the pier", "Nets", "Gulls"),
        *("Rana Haddad", "Sami Nour", "At last somebody listens to us.", "Huda Salem"),
        *("<title>Ferries agree on winter times", "What changes for everybody who crosses."),
    ):
        assert words in shown, words
    for words in ("And the fares?", "Buy now", "reader.example", "[gallery", "[caption", "[timetable", "wp:"):
        assert words not in shown, words
    assert Image.objects.count() == 5
    quay = Image.objects.get(captions__en="The quay, on Saturday")
    assert (quay.width, quay.alternatives) == (640, {"en": "The quay at dawn"})
    assert any(name in shown for name in quay.renditions.filter(is_public=True).values_list("name", flat=True))
    assert page(f"/authors/{Author.objects.get(slug='rana').slug}/")
    assert page(f"/topics/{Topic.objects.get(slug='ports').slug}/")
    assert "Five people and a port." in page("/about/about/")

    for path in ("/2020/01/ferries-agree/", "/2020/01/ferries-agree", "/?p=11"):
        assert leads_to(path) == (301, ferries.path)
    for path in (
        "/2020/01/%d8%b9%d8%a8%d8%a7%d8%b1%d8%a7%d8%aa.html",
        "/2020/01/%D8%B9%D8%A8%D8%A7%D8%B1%D8%A7%D8%AA.html",
    ):
        assert Client().get(path).headers["Location"].startswith("/ar/economy/2020/01/04/"), arabic.path
    assert leads_to("/about-us/") == (301, "/about/about/")
    assert leads_to("/?p=13") == (200, None)  # a draft is nobody's business
    assert {letter.status for letter in Letter.objects.all()} == {"approved", "waiting"}
    assert Letter.objects.get(status="waiting").email == "omar.said@reader.example"
    assert mail.outbox == []
    recipes = Article.objects.get(headline="Recipes")
    assert (recipes.desk_state, recipes.wire_items.get().reason.startswith("A page of the former site")) == (
        "incoming",
        True,
    )
    [told] = [record["reason"] for record in ran.report["records"] if record["article"] == ferries.article_id]
    assert told == (
        "Shortcodes that nobody here knows were left out, what stands in them stays: [timetable]. "
        "Pictures without an alternative text: 2. Comments: 1 shown, 1 waiting."
    )

    before, edition = rows(), Edition.current()
    again = import_stories(*order)

    assert (again.code, rows(), Edition.current()) == (0, before, edition)
    assert {record["outcome"] for record in again.report["records"]} == {"unchanged", "skipped"}


@pytest.mark.slow
def test_site_of_ghost_moves_with_the_pictures_in_its_archive(import_stories, desk_names, chief, tmp_path):
    order = (ghost_archive(tmp_path), *EVERYTHING, "--site", SITE)

    ran = import_stories(*order)

    assert (ran.code, {record["outcome"] for record in ran.report["records"] if record["number"]}) == (0, {"filed"}), (
        ran
    )
    story = Publication.objects.get()
    shown = page(story.path)
    for words in ("They burn again.", "The old lamp", "The pier", "<title>Lights of the harbour", "Rana Haddad"):
        assert words in shown, words
    assert Image.objects.count() == 2
    assert leads_to("/harbour-lights/") == (301, story.path)
    assert "Writes of ports." in page("/authors/rana/")
    assert "rana@harbour.example" not in str(WireItem.objects.values_list("source_text", flat=True))

    before = rows()
    import_stories(*order)

    assert rows() == before


def test_stories_alone_come_without_being_asked_for_more(import_stories, desk_names, chief, site):
    ran = import_stories(site)

    assert (Article.objects.count(), Image.objects.count(), Letter.objects.count()) == (3, 0, 0)
    assert (Author.objects.count(), Topic.objects.count(), PolicyPage.objects.count()) == (1, 1, 0)
    assert "Pictures that were not taken in (5): https://harbour.example/wp-content/uploads/" in ran.out
    for line in (
        "5 pictures were left where the files have them: --pictures FOLDER takes them from there, --fetch-pictures",
        "2 comments were left where the files have them: --comments brings them.",
        "2 pages were left where the files have them: --pages brings them.",
    ):
        assert line in ran.out
    assert '[authors]\n"Rana Haddad" = ""  # 2\n"Sami Nour" = ""  # 2' in ran.out
    assert '[topics]\n"Ports" = ""  # 1' in ran.out
    assert OldAddress.objects.filter(article__headline="Ferries agree").count() == 2
    assert leads_to("/2020/01/ferries-agree/")[0] == 404


def test_comments_come_when_their_story_is_published(import_stories, desk_names, chief, site):
    assert "Comments that come with a run after the story is published: 2." in import_stories(site, "--comments").out

    ran = import_stories(site, "--comments", "--publish", "--user", "chief")

    assert "Comments: 1 shown, 1 waiting." in ran.out
    assert Letter.objects.count() == 2


def test_replies_stay_replies_also_where_they_come_later(import_stories, desk_names, chief, tmp_path):
    place, options = tmp_path / "site.xml", ("--comments", "--publish", "--user", "chief", "--section", "economy")
    asked, answer = comment(1, "Huda", "Who pays for it?"), comment(2, "Omar", "We all do.", parent=1)
    place.write_text(export(item(11, "Ferries agree", asked, answer)), encoding="utf-8")
    import_stories(place, *options)

    later = comment(9, "Lina", "Not all of us.", parent=2)
    place.write_text(export(item(11, "Ferries agree", asked, answer, later)), encoding="utf-8")
    import_stories(place, *options)

    assert dict(Letter.objects.values_list("name", "in_reply_to__name")) == {
        "Huda": None,
        "Omar": "Huda",
        "Lina": "Omar",
    }
    assert "In reply to" in page(Publication.objects.get().path)


def test_pages_that_are_here_already_stay_and_the_old_addresses_lead_to_them(
    import_stories, desk_names, chief, tmp_path
):
    write_page("contact", by=chief, title="How we are reached", is_shown=True)
    place, options = tmp_path / "site.xml", ("--pages", "--user", "chief")
    place.write_text(export(item(3, "Contact", kind="page", slug="contact-us", link=f"{SITE}/contact-us/")))

    ran = import_stories(place, *options)

    assert [record["outcome"] for record in ran.report["records"]] == ["unchanged"]
    assert "How we are reached" in page("/about/contact/")
    assert leads_to("/contact-us/") == leads_to("/?page_id=3") == (301, "/about/contact/")
    before = rows()
    import_stories(place, *options)
    assert rows() == before


@pytest.mark.parametrize("order", [1, -1])
def test_links_between_posts_lead_to_our_addresses(import_stories, desk_names, chief, tmp_path, order):
    """Whichever comes first: bodies are filed as they are."""
    first = item(1, "Ferries agree", content=f'<p><a href="{SITE}/2020/01/buses-return/">Buses</a></p>')
    second = item(2, "Buses return", content=f'<p><a href="{SITE}/?p=1">Ferries</a></p>')
    (tmp_path / "site.xml").write_text(export(*(first, second)[::order]))

    import_stories(tmp_path / "site.xml", "--section", "economy", "--publish", "--user", "chief")

    ferries, buses = Publication.objects.order_by("-headline")
    assert f'<a href="{buses.path}" rel="noopener">Buses</a>' in page(ferries.path)
    assert f'<a href="{ferries.path}" rel="noopener">Ferries</a>' in page(buses.path)
    assert f'href="{SITE}/?p=1"' in buses.body_html
    assert OldAddress.objects.filter(path="/").get().key == "//harbour.example"


def test_export_in_parts_has_its_pictures_whichever_part_they_are_in(import_stories, desk_names, tmp_path):
    lead = meta("_thumbnail_id", "20")
    for name, part in (("a.xml", item(11, "Ferries agree", lead)), ("b.xml", attachment(20, "quay"))):
        (tmp_path / name).write_text(export(part), encoding="utf-8")

    ran = import_stories(tmp_path)

    assert f"Pictures that were not taken in (1): {UPLOADS}/quay.jpg." in ran.out


def test_lists_of_a_former_site_lead_to_what_they_were_mapped_to(import_stories, desk_names, chief, tmp_path):
    site, ghosts, mapping = tmp_path / "site.xml", tmp_path / "ghost.json", tmp_path / "map.toml"
    site.write_text(
        export(
            item(1, "Ferries", term("category", "wirtschaft", "Wirtschaft"), term("post_tag", "books", "Books")),
            item(2, "Draft", term("post_tag", "secret", "Libraries"), wp__status="draft"),
        )
    )
    mapping.write_text(
        '[sections]\n"Wirtschaft" = "economy"\n[topics]\n"Books" = "libraries"\n[authors]\nRana = "salma"'
    )
    ran = import_stories(site, "--map", mapping, "--publish", "--user", "chief")

    assert "addresses of lists at the former site lead to sections, authors and topics." in ran.out
    assert leads_to("/category/wirtschaft/") == leads_to("/category/wirtschaft/page/2/") == (301, "/economy/")
    assert leads_to("/tag/books/feed/") == (301, "/topics/libraries/feed.xml")
    assert leads_to("/?tag=books") == (301, "/topics/libraries/")
    assert leads_to("/author/rana/")[0] == 404
    assert leads_to("/tag/secret/")[0] == 404

    ghosts.write_text(
        ghost(
            {"id": "1", "title": "One", "html": "<p>x</p>", "slug": "one", "status": "published"}
            | {"published_at": "2021-05-04T08:00:00.000Z"},
            users=[{"id": "u", "name": "Salma Nasser", "slug": "salma-n"}],
            posts_authors=[{"post_id": "1", "author_id": "u"}],
        )
    )
    import_stories(ghosts, "--section", "economy", "--publish", "--user", "chief")
    assert leads_to("/author/salma-n/rss/") == (301, "/authors/salma/feed.xml")


def test_lists_may_have_been_elsewhere_at_the_former_site(import_stories, desk_names, chief, tmp_path):
    site = tmp_path / "site.xml"
    listed = term("category", "money", "Economy"), term("post_tag", "b", "libraries")
    site.write_text(export(item(1, "Ferries", *listed)))

    import_stories(site, "--publish", "--user", "chief", "--category-base", "/", "--tag-base", "/news/labels/")

    assert leads_to("/money/") == leads_to("/money/page/3/") == (301, "/economy/")
    assert leads_to("/news/labels/b/") == (301, "/topics/libraries/")
    assert leads_to("/category/money/")[0] == leads_to("/tag/b/")[0] == 404


@pytest.mark.parametrize("base", ["https://old.example/topics", "a b", "topics?x"])
def test_base_of_lists_is_a_path(import_stories, desk_names, site, base):
    ran = import_stories(site, "--category-base", base)

    assert (ran.code, Article.objects.count()) == (2, 0)
    assert ran.err == f"--category-base takes a path at the former site, such as topics or /, not “{base}”."


def test_address_that_another_story_has_is_told(import_stories, desk_names, chief, site, tmp_path):
    import_stories(site, "--source", "First")

    ran = import_stories(site, "--source", "Second")

    assert "Its old address /2020/01/ferries-agree leads to “Ferries agree” already." in ran.out
    assert OldAddress.objects.get(key="/?p=11").article.wire_items.get().source.name == "First"


def test_site_that_a_file_does_not_name_leads_nowhere(import_stories, desk_names, tmp_path):
    place = tmp_path / "stories.jsonl"
    place.write_text(
        '{"title": "One", "body": "Text.", "url": "https://elsewhere.example/one", "date": "2020-01-01T00:00Z"}\n' * 1
    )

    import_stories(place, "--section", "economy")
    assert not OldAddress.objects.exists()

    import_stories(place, "--section", "economy", "--site", "https://elsewhere.example")
    assert set(OldAddress.objects.values_list("key", flat=True)) == {"/one", "//elsewhere.example"}


def test_dry_run_looks_at_pictures_and_keeps_nothing(import_stories, desk_names, chief, site, tmp_path):
    folder = uploads(tmp_path)
    (folder / "2020" / "01" / "nets.jpg").write_bytes(b"no picture")
    before = rows()

    ran = import_stories(site, *EVERYTHING, "--pictures", folder, "--dry-run")

    assert (ran.code, rows()) == (0, before)
    assert "nets.jpg (This is not a JPEG, PNG, WebP, AVIF or GIF picture)" in ran.out
    assert "harbour.jpg (it is there: a dry run takes no pictures in)" in ran.out


@pytest.mark.parametrize("option", ["--create-sections", "--create-authors", "--create-topics", "--pages"])
def test_what_takes_a_right_takes_a_person_who_has_it(import_stories, desk_names, site, option):
    ran = import_stories(site, option)

    assert (ran.code, "name one with --user" in ran.err, Article.objects.count()) == (2, True, 0)


def test_ghost_alone_is_filed(import_stories, desk_names, tmp_path):
    (tmp_path / "ghost.json").write_text(GHOST)

    assert import_stories(tmp_path / "ghost.json").code == 0
    known = OldAddress.objects.order_by("key").values_list("key", "section__slug")
    assert list(known) == [("/harbour-lights", None), ("/tag/economy", "economy")]
