import pytest

from articles.rights import Role
from newsroom.about.models import PolicyPage
from tests.browsers import browser
from tests.factories import make_user
from tests.newsroom.about.pages import write, writer
from tests.newsroom.pages.readers import parsed, publish, text_of

pytestmark = pytest.mark.django_db
TYPED = "/admin/policies/preview/typed/"
FORM = {"title": "Write to us", "description": "", "body": "<p>By <em>mail</em>.</p><script>alert(1)</script>"}


def test_what_is_typed_is_shown_as_readers_would_have_it_and_not_kept():
    page = write("contact", body="<p>As it is.</p>")
    write("privacy", title="Privacy")

    response = browser(writer()).post(f"{TYPED}?name=contact&language=en", FORM)

    tree = parsed(response)
    assert text_of(tree, "//h1 | //div[@class='body']") == ["Write to us", "By mail."]
    assert text_of(tree, "//nav[@class='policies']//a") == ["Privacy"]
    assert "script" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    page.refresh_from_db()
    assert (page.number, page.body) == (1, "<p>As it is.</p>")


def test_new_page_is_shown_in_its_own_language():
    story = publish(language="ar")
    typed = {
        "name": "ethics",
        "language": "ar",
        "title": "أخلاقيات",
        "body": f'<p data-x="1"><a data-article="{story.article_id}">خبر</a></p>',
    }

    tree = parsed(browser(writer()).post(TYPED, typed))

    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    assert tree.xpath("//div[@class='body']//a/@href") == [story.path]
    assert not PolicyPage.objects.exists()


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"title": " "}, 400, "A page needs a title and a text."),
        ({"body": '<p>A</p><figure data-picture="1"></figure>'}, 400, "A policy page has no pictures"),
        ({"name": "secrets"}, 400, "There is no such page."),
        ({"language": "fr"}, 400, "There is no such page."),
    ],
)
def test_text_that_cannot_be_is_refused_with_a_sentence(typed, status, sentence):
    response = browser(writer()).post(TYPED, {"name": "ethics", "language": "en"} | FORM | typed)

    assert (response.status_code, response.content.decode().startswith(sentence)) == (status, True)


def test_who_may_not_write_previews_nothing():
    response = browser(make_user(Role.EDITOR)).post(TYPED, {"name": "ethics", "language": "en"} | FORM)

    assert response.status_code == 403
    assert b"Write to us" not in response.content


def test_form_offers_the_preview_of_its_own_page():
    page = write("contact", "ar")

    form = browser(writer()).get(f"/admin/about/policypage/{page.pk}/change/").content.decode()

    assert f'formaction="{TYPED}?name=contact&amp;language=ar"' in form
    assert (
        TYPED not in browser(make_user(Role.EDITOR)).get(f"/admin/about/policypage/{page.pk}/change/").content.decode()
    )
