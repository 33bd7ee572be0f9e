import pytest

from articles import desk, editing, publishing
from articles.models import Article, Revision, RevisionNote
from tests.factories import make_article, make_author, make_section, make_topic
from tests.newsroom.pages.readers import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(reporter):
    article = make_article(
        by=reporter,
        headline="Harbour reopens",
        body="<p>Boats go out again.</p><p>Nobody was hurt.</p><p>The pier stays shut.</p>",
    )
    editing.save(
        article,
        by=reporter,
        revision=1,
        headline="Harbour reopens today",
        body="<p>Boats went out again.</p><p>Nobody was hurt.</p><p>A new sentence &amp; sign.</p>",
    )
    return article


def fields(response):
    return {field.name: field for field in response.context["comparison"].fields}


def parts(response, name):
    return [(part.change.value, str(part.marked)) for _same, rows in fields(response)[name].groups for part in rows]


REMOVED, ADDED = '<span class="visually-hidden">removed: </span>', '<span class="visually-hidden">added: </span>'


def test_compare_marks_words_inside_changed_paragraphs(signed_in, reporter, article, address):
    response = signed_in(reporter).get(address(article, "compare"), {"from": "1", "to": "2"})

    assert parts(response, "headline") == [("changed", f"Harbour reopens<ins>{ADDED} today</ins>")]
    assert parts(response, "body") == [
        ("changed", f"<p>Boats <del>{REMOVED}go</del><ins>{ADDED}went</ins> out again.</p>"),
        ("same", "<p>Nobody was hurt.</p>"),
        ("removed", f"<p><del>{REMOVED}The pier stays shut.</del></p>"),
        ("added", f"<p><ins>{ADDED}A new sentence &amp; sign.</ins></p>"),
    ]
    assert response.context["comparison"].changes == 4
    page = response.content.decode()
    assert [f'id="change-{number}"' in page for number in (1, 2, 3, 4, 5)] == [True] * 4 + [False]
    assert "1 unchanged paragraph<" in page


def test_compare_without_names_is_of_what_readers_have_and_what_is_saved(signed_in, reporter, editor, address):
    article = make_article("draft", "live", by=reporter)

    response = signed_in(reporter).get(address(article, "compare"))

    sides = response.context["before"], response.context["after"]
    assert [(side.key, side.revision.number) for side in sides] == [("live", 1), ("saved", 2)]
    assert sides[0].label == "What readers have (revision 1)"


def test_compare_of_a_text_with_itself_says_so(signed_in, reporter, article, address):
    response = signed_in(reporter).get(address(article, "compare"), {"from": "saved", "to": "2"})

    assert (response.context["comparison"].fields, response.context["comparison"].changes) == ([], 0)
    assert "Nothing differs" in response.content.decode()


def test_compare_shows_every_field(signed_in, reporter, section, address):
    sport, author, topics = make_section("sport"), make_author("rana"), [make_topic("ports").pk, make_topic("sea").pk]
    images, other = [make_image(), make_image(captions={"en": "A pier"}, credit="")], make_article(by=reporter)
    article = make_article(by=reporter, lead_image=images[0], topics=topics[:1], body="<p>One.</p>")
    content = dict(article.head_revision.content)
    changed = content | {
        "language": "ar", "kicker": "K", "headline": "H", "section_label": "L", "dateline_place": "D", "source": "S",
        "credit_line": "C", "search_title": "T", "search_description": "E", "standfirst": "F", "slug": "h",
        "section_id": sport.pk, "lead_image_id": images[1].pk, "translation_of_id": other.pk, "topics": topics[1:],
        "body": f'<p>Two.</p><figure data-picture="{images[0].pk}"></figure>',
        "bylines": [{"author": author.pk, "name": "", "role": "by"}, content["bylines"][0]], "related": [other.pk],
        "lead_caption": "Here", "lead_alternative": "Two",
    }  # fmt: skip
    Revision.objects.create(article=article, number=2, author=reporter, schema=1, digest="x" * 64, content=changed)

    response = signed_in(reporter).get(address(article, "compare"), {"from": "1", "to": "2"})

    assert set(fields(response)) == set(content)
    assert parts(response, "bylines") == [("added", f"<ins>{ADDED}Rana (By)</ins>"), ("same", "Rana Haddad (By)")]
    assert parts(response, "topics") == [
        ("removed", f"<del>{REMOVED}Ports</del>"),
        ("added", f"<ins>{ADDED}Sea</ins>"),
    ]
    assert parts(response, "related") == [("added", f"<ins>{ADDED}#{other.pk} {other}</ins>")]
    assert parts(response, "section_id") == [("changed", f"<del>{REMOVED}World</del><ins>{ADDED}Sport</ins>")]
    lead = fields(response)["lead_image_id"].groups[0][1][0]
    assert [(picture.number, picture.caption, picture.credit) for picture in (lead.before, lead.after)] == [
        (images[0].pk, "Boats at noon", "Rana Haddad"),
        (images[1].pk, "A pier", ""),
    ]
    body = fields(response)["body"].groups[0][1]
    assert [(part.change.value, part.after and part.after.number) for part in body][-1] == ("added", images[0].pk)
    assert '<div class="compared-text" lang="ar" dir="rtl">' in response.content.decode()


def test_compare_names_only_stories_that_the_person_may_see(signed_in, reporter, other_section, address):
    hidden = make_article(section=other_section, headline="Nobody may know")
    article = make_article(by=reporter)
    content = article.head_revision.content | {"related": [hidden.pk], "translation_of_id": hidden.pk}
    Revision.objects.create(article=article, number=2, author=reporter, schema=1, digest="x" * 64, content=content)

    response = signed_in(reporter).get(address(article, "compare"), {"from": "1", "to": "2"})

    assert parts(response, "related") == [("added", f"<ins>{ADDED}#{hidden.pk}</ins>")]
    assert b"Nobody may know" not in response.content


@pytest.mark.parametrize("key", ["0", "3", "01", "-1", "x", "", "1 ", "²", "9" * 40, "1\x00", "Live"])
@pytest.mark.parametrize("name", ["from", "to"])
def test_compare_with_what_is_not_there(signed_in, reporter, article, address, name, key):
    response = signed_in(reporter).get(address(article, "compare"), {name: key})

    assert response.status_code == (200 if key == "" else 404)


def test_compare_with_readers_of_a_story_that_they_never_had(signed_in, reporter, article, address):
    assert signed_in(reporter).get(address(article, "compare"), {"from": "live"}).status_code == 404


def test_compare_reaches_no_revision_of_another_story(signed_in, reporter, article, address):
    other = make_article(by=reporter)

    assert signed_in(reporter).get(address(other, "compare"), {"from": "2"}).status_code == 404


@pytest.mark.parametrize("person", ["outside_reporter", "moderator"])
def test_compare_is_not_there_for_whoever_may_not_see_the_story(request, signed_in, article, address, person):
    browser = signed_in(request.getfixturevalue(person))

    there, nowhere = browser.get(address(article, "compare")), browser.get(address(999999, "compare"))

    assert (there.status_code, there.content) == (404, nowhere.content)


def test_compare_of_a_wire_story_that_nobody_touched(signed_in, reporter, address):
    response = signed_in(reporter).get(address(make_article("incoming"), "compare"))

    assert (response.status_code, response.context["comparison"].changes) == (200, 0)


def test_compare_runs_no_script(signed_in, reporter, address):
    article = make_article(by=reporter, headline="<script>alert(1)</script>", body="<p>&lt;img onerror=x&gt;</p>")
    editing.save(article, by=reporter, revision=1, headline="<script>alert(2)</script>", body="<p>&lt;b&gt; x</p>")

    page = signed_in(reporter).get(address(article, "compare"), {"from": "1", "to": "2"}).content.decode()

    assert "<script>alert" not in page
    assert "<img onerror" not in page


def test_compare_takes_the_same_queries_whatever_differs(
    signed_in, reporter, article, address, django_assert_max_num_queries
):
    for number in range(2, 12):
        topics = [make_topic().pk for _count in range(3)]
        bylines = [{"author": make_author().pk, "name": "", "role": "by"} for _count in range(3)]
        editing.save(article, by=reporter, revision=number, topics=topics, bylines=bylines, related=[make_article().pk])

    browser = signed_in(reporter)
    with django_assert_max_num_queries(14):
        browser.get(address(article, "compare"), {"from": "1", "to": "12"})


def test_compare_offers_to_restore_what_is_not_saved_now(signed_in, reporter, article, address):
    page = signed_in(reporter).get(address(article, "compare"), {"from": "1", "to": "2"}).content.decode()

    assert address(article, "restore", 1) in page
    assert address(article, "restore", 2) not in page


def test_revision_is_named_and_the_naming_kept(signed_in, reporter, article, address):
    response = signed_in(reporter).post(address(article, "name", 1), {"name": "  Before the <lawyers> "})

    revision, note = article.revisions.get(number=1), RevisionNote.objects.get()
    assert (response.status_code, response.url) == (302, address(article, "revision", 1))
    assert revision.name == "Before the <lawyers>"
    assert (note.kind, note.revision, note.text, note.by) == ("named", revision, revision.name, reporter)
    assert Article.objects.get(pk=article.pk).history_length == article.history_length


def test_name_is_taken_away_by_an_empty_one(signed_in, reporter, article, address):
    browser = signed_in(reporter)
    browser.post(address(article, "name", 1), {"name": "First"})

    browser.post(address(article, "name", 1), {"name": ""})

    assert article.revisions.get(number=1).name == ""
    assert [note.text for note in RevisionNote.objects.all()] == ["", "First"]


def test_name_that_is_too_long_is_refused(signed_in, reporter, article, address, fingerprint):
    before = fingerprint()

    assert signed_in(reporter).post(address(article, "name", 1), {"name": "x" * 121}).status_code == 400
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("person", "status"), [("reporter2", 403), ("administrator", 403), ("outside_reporter", 404), ("moderator", 404)]
)
def test_naming_by_others_is_refused(request, signed_in, article, address, fingerprint, person, status):
    before = fingerprint()

    response = signed_in(request.getfixturevalue(person)).post(address(article, "name", 1), {"name": "Mine"})

    assert response.status_code == status
    assert fingerprint() == before


def test_naming_a_revision_of_another_story_is_not_there(signed_in, reporter, article, address):
    other = make_article(by=reporter)

    assert signed_in(reporter).post(address(other, "name", 2), {"name": "x"}).status_code == 404
    assert signed_in(reporter).get(address(article, "name", 1)).status_code == 405


def test_history_lists_named_revisions_alone(signed_in, reporter, article, address):
    browser = signed_in(reporter)
    browser.post(address(article, "name", 2), {"name": "To the lawyers"})

    response = browser.get(address(article, "history"), {"named": "1"})

    lines = response.context["revision_lines"]
    assert [(line.revision.number, line.revision.name, line.changed) for line in lines] == [
        (2, "To the lawyers", "headline, body")
    ]
    assert [(line.what, line.text) for line in response.context["other_lines"]] == [
        ("Revision named", "To the lawyers")
    ]


def test_history_links_to_comparisons(signed_in, reporter, editor, article, address):
    desk.submit(article, by=reporter)
    desk.approve(article, by=editor, revision=2)
    publishing.publish(article, by=editor)

    page = signed_in(reporter).get(address(article, "history")).content.decode()

    assert f'{address(article, "compare")}?from=1&amp;to=2"' in page
    assert f'{address(article, "compare")}?from=live&amp;to=1"' in page
    assert f'{address(article, "compare")}?from=live&amp;to=2"' not in page


def test_compare_shows_what_a_story_says_of_its_pictures(signed_in, reporter, address):
    image = make_image()
    figure = f'<figure data-picture="{image.pk}" data-alt="Two &lt;b&gt;"><figcaption>%s</figcaption></figure>'
    article = make_article(by=reporter, body=figure % "At sea")
    editing.save(
        article,
        by=reporter,
        revision=1,
        body=f'{figure % "At noon"}<figure data-kind="gallery">{figure % "Old"}<figcaption>A day</figcaption></figure>',
    )

    response = signed_in(reporter).get(address(article, "compare"), {"from": "1", "to": "2"})

    picture, gallery = fields(response)["body"].groups[0][1]
    assert (picture.before.number, picture.after.number) == (image.pk, image.pk)
    assert (
        picture.marked
        == f"<p>At <del>{REMOVED}sea</del><ins>{ADDED}noon</ins></p><p>Alternative text: Two &lt;b&gt;</p>"
    )
    assert f"[Picture {image.pk}] Two &lt;b&gt;" in gallery.marked
    assert "Old" in gallery.marked
    assert "A day" in gallery.marked
    assert "Alternative text: Two &lt;b&gt;" in response.content.decode()
