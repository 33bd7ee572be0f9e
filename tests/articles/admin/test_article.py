import pytest
from django.urls import reverse
from django.utils import timezone

from articles import desk, editing
from articles.models import Article, RelatedArticle
from articles.rights import Role
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import make_image

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
ADD = "/admin/articles/article/add/"


@pytest.fixture
def article(reporter):
    return make_article(by=reporter, headline="Ferry back on time", body="<p>The ferry is back.</p>")


# --- who sees what


def test_anonymous_is_sent_to_sign_in(client, article, address):
    response = client.get(address(article))

    assert (response.status_code, response.url.split("?")[0]) == (302, "/admin/login/")


@pytest.mark.parametrize(
    "path",
    ["{pk}/change/", "{pk}/history/", "{pk}/move/submit/", "{pk}/revision/1/", "{pk}/delete/"],
)
def test_hidden_story_answers_as_one_that_is_not_there(signed_in, article, outside_reporter, path):
    browser = signed_in(outside_reporter)

    answers = [browser.get(LIST + path.format(pk=pk)) for pk in (article.pk, 10**9)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("pk", ["1abc", "01", "%201", "1.0", "-1", "0", "9" * 40, "%D9%A1", "_31", "None", "a%00"])
def test_malformed_key_answers_404(signed_in, chief, article, pk):
    browser = signed_in(chief)

    paths = ["change/", "history/", "move/submit/", "revision/1/"]

    assert [browser.get(f"{LIST}{pk}/{path}").status_code for path in paths] == [404] * 4


def test_moderator_sees_no_story(signed_in, moderator, article, address):
    browser = signed_in(moderator)

    assert browser.get(LIST).status_code == 403
    assert browser.get(address(article)).status_code == 404


def test_administrator_reads_everything_and_writes_nothing(signed_in, administrator, article, address, typed):
    browser = signed_in(administrator)
    page = browser.get(address(article))

    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert b"/move/" not in page.content
    assert browser.post(address(article), typed(article, headline="Mine now")).status_code == 403
    assert browser.get(ADD).status_code == 403


def test_other_reporter_of_the_section_reads_only(signed_in, reporter2, article, address, typed, fingerprint):
    browser = signed_in(reporter2)
    before = fingerprint()

    assert browser.get(address(article)).status_code == 200
    assert browser.post(address(article), typed(article, headline="Mine now")).status_code == 403
    assert fingerprint() == before


def test_incoming_story_opens_for_reading_with_a_take_button(signed_in, reporter, address):
    incoming = make_article("incoming", section_label="Local news", body="<p>From the <em>wire</em>.</p>")

    page = signed_in(reporter).get(address(incoming)).content.decode()

    assert 'name="headline"' not in page
    assert address(incoming, "move", "take") in page
    assert "Local news" in page
    assert "From the wire." in page


def test_editor_saving_an_incoming_story_is_told_to_take_it_first(signed_in, editor, address, typed):
    incoming = make_article("incoming")

    assert signed_in(editor).post(address(incoming), typed(incoming)).status_code == 409


def test_nothing_can_be_deleted(signed_in, chief, article, address):
    assert signed_in(chief).post(address(article, "delete"), {"post": "yes"}).status_code == 403
    assert Article.objects.filter(pk=article.pk).exists()


def test_pages_are_kept_by_nobody(signed_in, editor, article, address):
    browser = signed_in(editor)
    paths = [LIST, ADD, address(article), address(article, "history"), address(article, "move", "spike")]

    for path in [*paths, address(10**9)]:
        directives = browser.get(path)["Cache-Control"]
        assert {"private", "no-store"} <= {word.strip() for word in directives.split(",")}


# --- writing


def test_add_makes_a_draft_of_ones_own(signed_in, reporter, section, typed):
    author, topic = make_author(), make_topic()
    rows = [{"order": "", "author": "", "name": "Second Name", "role": "photos"}]
    rows.insert(0, {"order": "", "author": author.pk, "name": "", "role": "by"})

    values = typed(bylines=rows, headline="New pier", section=section.pk, body="<p>Built.</p>", topics=[topic.pk])
    response = signed_in(reporter).post(ADD, values)

    added = Article.objects.get(headline="New pier")
    assert response.status_code == 302
    assert (added.desk_state, added.created_by, added.slug) == ("draft", reporter, "new-pier")
    assert [(row.author_id, row.name, row.role) for row in added.bylines.all()] == [
        (author.pk, "", "by"),
        (None, "Second Name", "photos"),
    ]
    assert list(added.topics.all()) == [topic]
    assert added.head_revision.number == 1


def test_section_of_others_is_no_choice(signed_in, reporter, other_section, typed):
    response = signed_in(reporter).post(ADD, typed(headline="New pier", section=other_section.pk))

    assert response.status_code == 200
    assert not Article.objects.exists()


def test_save_goes_through_the_verb(signed_in, reporter, article, address, typed):
    response = signed_in(reporter).post(
        address(article), typed(article, headline="Ferry late", body="<p>Late.</p><script>alert(1)</script>")
    )

    article.refresh_from_db()
    assert response.status_code == 302
    assert (article.headline, article.body, article.revision_number) == ("Ferry late", "<p>Late.</p>", 2)
    assert article.head_revision.author == reporter


def test_save_without_a_change_makes_no_revision(signed_in, reporter, article, address, typed):
    signed_in(reporter).post(address(article), typed(article))

    assert article.revisions.count() == 1


def test_rows_keep_order_and_deletion(signed_in, reporter, article, address, typed):
    names = ("First", "Second", "Third")
    editing.save(
        article, by=reporter, revision=1, bylines=[{"author": None, "name": name, "role": "by"} for name in names]
    )
    rows = [
        {"id": row.pk, "article": article.pk, "author": "", "name": row.name, "role": "by", "order": order}
        for row, order in zip(article.bylines.all(), (3, 2, 1), strict=True)
    ]
    rows[1]["DELETE"] = "on"
    rows.append({"id": "", "article": article.pk, "author": "", "name": "Fourth", "role": "by", "order": ""})

    response = signed_in(reporter).post(address(article), typed(Article.objects.get(pk=article.pk), bylines=rows))

    assert response.status_code == 302
    assert [row.name for row in article.bylines.all()] == ["Third", "First", "Fourth"]


@pytest.mark.parametrize("row", [{"author": "", "name": ""}, {"author": "7", "name": "Both"}])
def test_byline_is_an_author_or_a_name(signed_in, reporter, article, address, typed, row):
    make_author(pk=7)
    rows = [{"id": "", "article": article.pk, "role": "agency", "order": "", **row}]

    response = signed_in(reporter).post(address(article), typed(article, bylines=rows, headline="Kept headline"))

    assert response.status_code == 200
    assert b"Kept headline" in response.content
    assert article.revisions.count() == 1


def test_related_story_has_to_be_visible(signed_in, reporter, article, other_section, address, typed):
    hidden = make_article(section=other_section, headline="Hidden final score")
    mine = make_article(by=reporter, headline="Seen")
    row = {"id": "", "article": article.pk, "order": ""}

    refused = signed_in(reporter).post(address(article), typed(article, related=[row | {"other": hidden.pk}]))
    kept = signed_in(reporter).post(address(article), typed(article, related=[row | {"other": mine.pk}]))

    assert (refused.status_code, kept.status_code) == (200, 302)
    assert b"Hidden final score" not in refused.content
    assert [row.other for row in article.related_articles.all()] == [mine]


def test_hidden_story_on_the_list_is_not_named(signed_in, reporter, reporter2, article, other_section, address):
    hidden = make_article(section=other_section, headline="Hidden final score")
    RelatedArticle.objects.create(article=article, other=hidden)

    pages = [signed_in(person).get(address(article)).content.decode() for person in (reporter, reporter2)]

    assert ["Hidden final score" in page for page in pages] == [False, False]
    assert ["a story of another section" in page for page in pages] == [True, True]


def test_byline_of_another_story_is_refused(signed_in, reporter, article, address, typed, fingerprint):
    other = make_article(headline="Not yours")
    row = {"id": other.bylines.get().pk, "article": other.pk, "author": "", "name": "Thief", "role": "by"}
    before = fingerprint()

    response = signed_in(reporter).post(address(article), typed(article, bylines=[row]))

    assert response.status_code == 200
    assert fingerprint() == before


@pytest.mark.parametrize("delete", ["", "on"])
def test_related_row_of_another_story_changes_nothing(
    signed_in, reporter, article, address, typed, fingerprint, delete
):
    other = make_article(headline="Not yours")
    related = RelatedArticle.objects.create(article=other, other=article)
    row = {"id": related.pk, "article": other.pk, "other": other.pk, "order": "1"}
    before = fingerprint()

    values = typed(article, related=[row | ({"DELETE": delete} if delete else {})])
    response = signed_in(reporter).post(address(article), values)

    assert response.status_code == 200
    assert fingerprint() == before


def test_fields_that_nobody_edits_are_ignored(signed_in, reporter, article, chief, address, typed):
    forged = {
        "desk_state": "published",
        "embargo": "lifted",
        "created_by": chief.pk,
        "assignee": chief.pk,
        "submitted_by": chief.pk,
        "pk": 10**6,
        "id": 10**6,
        "section_label": "Forged",
        "history_length": 99,
        "head_revision": "",
    }

    signed_in(reporter).post(address(article), typed(article, headline="Changed", **forged))

    saved = Article.objects.get(pk=article.pk)
    assert saved.headline == "Changed"
    assert (saved.desk_state, saved.embargo, saved.created_by, saved.assignee) == ("draft", "none", reporter, None)
    assert (saved.submitted_by, saved.section_label, saved.revision_number) == (None, "", 2)
    assert not Article.objects.filter(pk=10**6).exists()


def test_save_as_new_is_refused(signed_in, reporter, article, address, typed):
    response = signed_in(reporter).post(address(article), typed(article, _saveasnew="1"))

    assert (response.status_code, Article.objects.count()) == (403, 1)


@pytest.mark.parametrize("body", ["<blockquote>" * 150 + "deep", "<p>" + "long " * 250_000])
def test_body_that_cannot_be_kept_is_a_field_error(signed_in, reporter, article, address, typed, body):
    response = signed_in(reporter).post(address(article), typed(article, body=body, kicker="Typed kicker"))

    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["body"]
    assert b"Typed kicker" in response.content


def test_line_that_grows_when_tidied_is_a_field_error(signed_in, reporter, article, address, typed):
    response = signed_in(reporter).post(address(article), typed(article, kicker="\u0958" * 120))

    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["kicker"]


def test_odd_text_never_breaks_the_form(signed_in, reporter, article, address, typed):
    odd = ["\x00", "\u202egnp.exe", "\uffff", "﷽" * 50, "<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --"]

    browser = signed_in(reporter)
    for text in odd:
        article.refresh_from_db()
        response = browser.post(address(article), typed(article, headline=text, revision=article.revision_number))
        assert response.status_code in (200, 302)


# --- somebody else saved


@pytest.fixture
def stale_values(article, editor, typed):
    """What the reporter's form posts after the editor has saved."""
    values = typed(article, headline="My headline", body="<p>My long text.</p>")
    author = make_author("nadia", names={"en": "Nadia Salem"})
    bylines = [{"author": author.pk, "name": "", "role": "by"}]
    editing.save(article, by=editor, revision=1, headline="The editor's <b>headline</b>", bylines=bylines)
    return values


def test_stale_save_keeps_what_was_typed_and_shows_what_is_saved(
    signed_in, reporter, article, stale_values, address, fingerprint
):
    before = fingerprint()

    response = signed_in(reporter).post(address(article), stale_values)

    page = response.content.decode()
    assert response.status_code == 409
    assert fingerprint() == before
    assert 'value="My headline"' in page
    assert "&lt;p&gt;My long text.&lt;/p&gt;" in page
    assert 'value="Rana Haddad"' in page
    assert "The editor&#x27;s &lt;b&gt;headline&lt;/b&gt;" in page
    assert "Revision 2 was saved by editor" in page
    assert "Revision 2, saved by editor, " in page
    assert [row.label for row in response.context["differences"]] == ["headline", "body", "bylines"]
    assert response.context["differences"][2].saved == "Nadia Salem (By)"


def test_save_after_reading_what_is_saved_goes_through(signed_in, reporter, article, stale_values, address):
    browser = signed_in(reporter)
    page = browser.post(address(article), stale_values)
    shown = {"revision": page.context["adminform"].form["revision"].value()}
    for inline in page.context["inline_admin_formsets"]:
        for form in [inline.formset.management_form, *inline.formset.forms]:
            shown |= {form.add_prefix(name): form[name].value() or "" for name in form.fields}

    response = browser.post(address(article), stale_values | shown)

    saved = Article.objects.get(pk=article.pk)
    assert response.status_code == 302
    assert (saved.headline, saved.bylines.get().name, saved.revision_number) == ("My headline", "Rana Haddad", 3)


@pytest.mark.parametrize("revision", ["", "0", "7", "²", "-1", "1 OR 1", "f" * 64, "\x00"])
def test_save_without_the_right_revision_is_refused(signed_in, reporter, article, address, typed, revision):
    response = signed_in(reporter).post(address(article), typed(article, headline="Mine", revision=revision))

    assert response.status_code in ((409,) if "\x00" not in revision else (200, 409))
    assert Article.objects.get(pk=article.pk).headline == "Ferry back on time"


def test_save_without_a_revision_field_is_refused(signed_in, reporter, article, address, typed):
    values = typed(article, headline="Mine")
    del values["revision"]

    assert signed_in(reporter).post(address(article), values).status_code == 409


def test_right_that_went_in_the_meantime_refuses(signed_in, reporter, article, address, typed):
    browser = signed_in(reporter)
    browser.get(address(article))
    reporter.memberships.all().delete()
    make_user(Role.MODERATOR, username="m")

    response = browser.post(address(article), typed(article, headline="Mine"))

    assert response.status_code in (302, 403, 404)
    assert Article.objects.get(pk=article.pk).headline == "Ferry back on time"


def test_story_moved_to_another_section_meanwhile_is_refused(signed_in, editor, chief, address, typed, other_section):
    article = make_article()
    browser, values = signed_in(editor), typed(article, headline="Mine")
    chief.memberships.create(role=Role.CHIEF, section=other_section)
    editing.save(article, by=chief, revision=1, section=other_section)

    assert browser.post(address(article), values).status_code == 404


def test_form_shows_the_direction_of_the_text(signed_in, reporter, address):
    arabic = make_article(by=reporter, language="ar", headline="ميناء جديد", body="<p>نص</p>")

    page = signed_in(reporter).get(address(arabic)).content.decode()

    assert '<div class="body-editor" lang="ar" dir="rtl"' in page
    assert page.count('dir="rtl" lang="ar"') >= 5


# --- the list


@pytest.mark.parametrize("rows", [1, 30])
def test_list_takes_the_same_queries_whatever_is_in_it(signed_in, chief, django_assert_max_num_queries, rows):
    for number in range(rows):
        make_article(section=make_section("world"), headline=f"Story {number}")
    browser = signed_in(chief)

    with django_assert_max_num_queries(12):
        page = browser.get(LIST)

    assert page.content.count(b'class="field-headline_column') == rows


def test_list_shows_only_what_one_may_see(signed_in, reporter, article, other_section):
    make_article(section=other_section, headline="Hidden final score")

    page = signed_in(reporter).get(LIST + "?q=ferry").content + signed_in(reporter).get(LIST).content

    assert b"Ferry back on time" in page
    assert b"Hidden final score" not in page


def test_list_says_where_each_story_stands(signed_in, chief, article):
    make_article("in_review", "live")
    blocked = make_article("draft")
    desk.block(blocked, by=chief, kind="legal", text="A court order.")

    page = signed_in(chief).get(LIST).content.decode()

    assert "Live, changes in review" in page
    assert "Draft, blocked" in page


@pytest.mark.parametrize(
    "query",
    ["created_by__password__startswith=a", "headline__startswith=F", "section__slug=world", "assignee__email=a"],
)
def test_list_is_not_narrowed_by_other_columns(signed_in, chief, article, query):
    assert signed_in(chief).get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "x" * 3000, "q=%25", "for=x", "state=%27", "o=99.-1.x", "p=99999", "p=-1", "all=1"],
)
def test_list_takes_odd_addresses(signed_in, chief, article, query):
    assert signed_in(chief).get(f"{LIST}?{query}").status_code in (200, 302)


def test_list_refuses_a_filter_that_the_database_cannot_hold(signed_in, chief, article):
    assert signed_in(chief).get(f"{LIST}?in=%00").status_code == 400


def test_list_deletes_nothing(signed_in, chief, article):
    data = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    signed_in(chief).post(LIST, data)
    assert Article.objects.filter(pk=article.pk).exists()


def test_chooser_knows_only_visible_stories(signed_in, reporter, article, other_section):
    make_article(section=other_section, headline="Hidden final score")
    popup = reverse("admin:articles_article_changelist") + "?_to_field=id&_popup=1"

    page = signed_in(reporter).get(popup).content

    assert (b"Ferry back on time" in page, b"Hidden final score" in page) == (True, False)


def test_list_shows_times_briefly_and_names_the_zone_in_the_head(signed_in, chief, article):
    page = signed_in(chief).get(LIST).content.decode()

    changed = timezone.localtime(article.changed_at)
    assert f">{changed:%H:%M}</time>" in page
    assert "Changed (Jerusalem Time)" in page or "changed (Jerusalem Time)" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [("?q=zebra", "Nothing here matches the search and the filters."), ("", "There is nothing here yet.")],
)
def test_empty_list_says_how_to_go_on(signed_in, chief, query, said):
    assert said in signed_in(chief).get(LIST + query).content.decode()


# --- what is chosen on the form


def test_form_offers_the_chosen_topics_first(signed_in, chief, section):
    first, second = make_topic("athletics"), make_topic("water")
    article = make_article(by=chief, section=section, topics=[second.pk])

    field = signed_in(chief).get(f"{LIST}{article.pk}/change/").context["adminform"].form["topics"]

    assert [box.data["value"].value for box in field] == [second.pk, first.pk]


def test_form_shows_the_lead_picture(signed_in, chief, section):
    image = make_image()
    article = make_article(by=chief, section=section, lead_image=image)

    page = signed_in(chief).get(f"{LIST}{article.pk}/change/").content.decode()

    assert (
        f'<img class="thumbnail" src="/admin/articles/image/{image.pk}/thumbnail/" alt=""> <bdi>Boats at noon' in page
    )


def test_form_without_a_picture_leads_to_the_library(signed_in, chief):
    page = signed_in(chief).get(ADD).content.decode()

    assert "No picture yet." in page
    assert 'id="lookup_id_lead_image"' in page


@pytest.mark.parametrize("typed_number", ["x", "9" * 30, "10000"])
def test_form_takes_odd_picture_numbers_for_none(signed_in, chief, typed, typed_number):
    response = signed_in(chief).post(ADD, typed(headline="Ferry", lead_image=typed_number))

    assert response.status_code == 200
    assert "No picture yet." in response.content.decode()


# --- what a program posts


def test_add_takes_the_fields_alone(signed_in, reporter, section):
    response = signed_in(reporter).post(ADD, {"headline": "Ferry", "body": "<p>It sails.</p>", "section": section.pk})

    article = Article.objects.get(headline="Ferry")
    assert (response.status_code, article.language, article.priority) == (302, "en", 2)


def test_change_leaves_alone_what_is_not_posted(signed_in, reporter, section):
    topic, byline = make_topic("water"), {"author": None, "name": "Rana Haddad", "role": "by"}
    article = make_article(by=reporter, section=section, kicker="Port", topics=[topic.pk], bylines=[byline])
    before = article.head_revision.content

    posted = {"headline": "Ferry sails again", "revision": article.revision_number}
    response = signed_in(reporter).post(f"{LIST}{article.pk}/change/", posted)

    article.refresh_from_db()
    assert response.status_code == 302
    assert article.head_revision.content == before | {"headline": "Ferry sails again"}


def test_form_shows_the_librarys_words_where_the_lead_picture_has_none_of_its_own(signed_in, chief, section):
    article = make_article(by=chief, section=section, language="ar", lead_image=make_image(), lead_caption="قارب")

    form = signed_in(chief).get(f"{LIST}{article.pk}/change/").context["adminform"].form

    shown = {name: form[name].field.widget.attrs["placeholder"] for name in ("lead_caption", "lead_alternative")}
    assert shown == {"lead_caption": "Boats at noon", "lead_alternative": "قاربان"}
    assert form["lead_caption"].value() == "قارب"


def test_form_saves_own_words_of_the_lead_picture(signed_in, chief, section, typed):
    article = make_article(by=chief, section=section)

    signed_in(chief).post(f"{LIST}{article.pk}/change/", typed(article, lead_caption="Boats\r\nat noon"))

    article.refresh_from_db()
    assert article.lead_caption == "Boats at noon"


def test_form_with_words_of_the_lead_picture_that_are_too_long_keeps_them(signed_in, chief, section, typed):
    article = make_article(by=chief, section=section)

    response = signed_in(chief).post(f"{LIST}{article.pk}/change/", typed(article, lead_alternative="x" * 2001))

    assert response.context["adminform"].form["lead_alternative"].value() == "x" * 2001
    assert response.context["adminform"].form.errors["lead_alternative"]


def test_withdrawn_picture_stays_where_it_is_and_gets_into_no_other_story(signed_in, chief, section, address, typed):
    image = make_image(withdrawn_at=timezone.now())
    article = make_article(by=chief, section=section, lead_image=image)
    browser = signed_in(chief)

    kept = browser.post(address(article), typed(article, headline="Ferry", lead_image=image.pk))
    refused = browser.post(ADD, typed(headline="Another ferry", lead_image=image.pk))

    assert kept.status_code == 302
    form = refused.context["adminform"].form
    assert form.errors["lead_image"] == ["This picture is withdrawn: choose another one."]
    assert form["headline"].value() == "Another ferry"
    assert Article.objects.get() == article
