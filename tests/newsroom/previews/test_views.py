import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import desk, editing, pictures, publishing
from articles.models import Membership, Transition
from articles.workflow import BlockKind
from newsroom.previews import links
from newsroom.previews.models import PreviewLink, PreviewReply
from tests.factories import make_article, make_user
from tests.newsroom.pages.readers import parsed, text_of

pytestmark = pytest.mark.django_db
SAID = {"kind": "comment", "name": "Dana Saleh", "text": "The date is wrong."}


def age(token, **ago):
    """Makes a link as old as that, as if the clock had gone on."""
    with_trigger_off = "SET LOCAL session_replication_role = replica"
    from_hash = links.hash_of(token)
    link = PreviewLink.objects.get(token_hash=from_hash)
    with links.transaction.atomic(), links.transaction.get_connection().cursor() as cursor:
        cursor.execute(with_trigger_off)
        cursor.execute(
            "UPDATE previews_previewlink SET made_at = %s WHERE id = %s", [link.made_at - timedelta(**ago), link.pk]
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


@pytest.fixture
def gone(stranger):
    """What a link answers that never was."""
    return stranger.get("/preview/" + "A" * 43 + "/")


# --- what it shows


def test_link_shows_its_revision_to_somebody_without_an_account(stranger, story, token):
    response = stranger.get(f"/preview/{token}/")
    page = parsed(response)

    assert response.status_code == 200
    assert text_of(page, "//article[@class='story']//h1") == ["Ferry back on time"]
    assert text_of(page, "//div[@class='body']/p") == ["The ferry is back."]
    assert text_of(page, "//aside[@class='banner']//strong") == ["Draft, not published"]
    assert "Revision 1" in text_of(page, "//aside[@class='banner']//span")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']") == []
    assert b"Ferry" not in response.content.partition(b"</head>")[0]  # what chats show of a pasted link


def test_link_goes_on_showing_its_revision_when_the_story_changes(stranger, story, token, reporter):
    editing.save(story, by=reporter, revision=1, headline="Ferry late again", body="<p>Late.</p>")

    response = stranger.get(f"/preview/{token}/")

    assert text_of(parsed(response), "//article//h1") == ["Ferry back on time"]
    assert b"Late" not in response.content


def test_link_of_an_arabic_story_is_arabic(stranger, reporter, section):
    story = make_article(by=reporter, section=section, language="ar", headline="العبّارة تعود", body="<p>عادت.</p>")
    token = links.make(story, by=reporter)[1]

    response = stranger.get(f"/preview/{token}/")
    page = parsed(response)

    assert (page.get("lang"), page.get("dir"), response.headers["Content-Language"]) == ("ar", "rtl", "ar")


def test_link_page_is_kept_by_nobody_and_loads_nothing_from_elsewhere(stranger, token):
    response = stranger.get(f"/preview/{token}/")

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    assert response.cookies == {}
    assert "Vary" not in response.headers
    assert "ETag" not in response.headers
    assert b"<script" not in response.content


def test_opening_is_counted_and_looking_at_the_head_is_not(stranger, token):
    stranger.head(f"/preview/{token}/")
    stranger.get(f"/preview/{token}/")
    stranger.get(f"/preview/{token}/")

    link = PreviewLink.objects.get()
    assert link.opened_count == 2
    assert timezone.now() - link.last_opened_at < timedelta(minutes=1)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_link_answers_reading_alone(token, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(f"/preview/{token}/")

    assert (response.status_code, response.headers["Cache-Control"]) == (405, "private, no-store")


def test_body_is_sanitised_once_more(stranger, reporter, section):
    story = make_article(by=reporter, section=section, headline="<b>Bold</b>", body="<p>Fine.</p><script>x</script>")
    token = links.make(story, by=reporter)[1]

    content = stranger.get(f"/preview/{token}/").content

    assert b"<h1>&lt;b&gt;Bold&lt;/b&gt;</h1>" in content
    assert b"<script" not in content


def test_link_without_its_last_slash_leads_to_the_page(stranger, token):
    response = stranger.get(f"/preview/{token}")

    assert (response.status_code, response.url) == (302, f"/preview/{token}/")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert stranger.get("/preview/" + "A" * 43).status_code == 302


# --- when it does not


def unknown(token):
    return token[:-1] + ("A" if token[-1] != "A" else "Q")


@pytest.mark.parametrize(
    "spelling", [unknown, str.lower, str.swapcase, lambda token: token[:-1], lambda token: token + "A"]
)
def test_token_that_nobody_was_given_answers_404(stranger, gone, token, spelling):
    response = stranger.get(f"/preview/{spelling(token)}/")

    assert (response.status_code, response.content) == (404, gone.content)


@pytest.mark.parametrize(
    "path", ["", "1/", "x/y/z/", "%00/", "%F0%9F%9A%A2/", "..%2f..%2fetc/passwd", "media/x.webp", "a" * 3000 + "/"]
)
def test_anything_else_below_preview_answers_the_same(stranger, gone, path):
    response = stranger.get(f"/preview/{path}")

    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.content == gone.content


def close_by_revoking(story, token, people):
    links.revoke(story, by=people["editor"])


def close_by_time(story, token, people):
    age(token, hours=24, seconds=1)


def close_by_spiking(story, token, people):
    desk.spike(story, by=people["editor"])


def close_by_legal_block(story, token, people):
    desk.block(story, by=people["editor"], kind=BlockKind.LEGAL, text="A judge said so.")


def close_by_wire_kill(story, token, people):
    desk.block(story, by=people["editor"], kind=BlockKind.WIRE_KILL, text="Killed.")


def close_by_embargo(story, token, people):
    desk.set_embargo(story, by=people["editor"], run_at=timezone.now() + timedelta(hours=2))


def close_by_open_embargo(story, token, people):
    desk.set_embargo(story, by=people["editor"])


def close_by_deactivating_its_maker(story, token, people):
    people["reporter"].is_active = False
    people["reporter"].save()


def close_by_taking_its_makers_role(story, token, people):
    Membership.objects.filter(user=people["reporter"]).delete()


CLOSING = [value for name, value in list(globals().items()) if name.startswith("close_by_")]


@pytest.mark.parametrize("close", CLOSING, ids=lambda close: close.__name__)
def test_closed_link_answers_at_once_as_one_that_never_was(
    stranger, gone, story, token, shelf, reporter, editor, close
):
    people = {"reporter": reporter, "editor": editor}
    assert stranger.get(f"/preview/{token}/").status_code == 200

    close(story, token, people)

    answers = [stranger.get(f"/preview/{token}/"), stranger.get(f"/preview/{token}/reply/")]
    answers += [stranger.post(f"/preview/{token}/reply/", SAID), stranger.get(f"/preview/{token}/media/a.webp")]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert {answer.content for answer in answers} == {gone.content}
    assert {tuple(sorted(answer.headers.items())) for answer in answers} == {tuple(sorted(gone.headers.items()))}
    assert PreviewReply.objects.count() == 0


def test_link_opens_again_when_the_block_is_cleared(stranger, story, token, editor):
    desk.block(story, by=editor, kind=BlockKind.SECOND_PERSON, text="Somebody else too.")
    while_blocked = stranger.get(f"/preview/{token}/").status_code
    desk.clear_block(story, by=make_user("chief"))

    assert (while_blocked, stranger.get(f"/preview/{token}/").status_code) == (404, 200)


def test_link_lasts_until_its_moment(stranger, token):
    age(token, hours=23, minutes=59)

    assert stranger.get(f"/preview/{token}/").status_code == 200


# --- after publishing


@pytest.fixture
def approved(reporter, section):
    return make_article("approved", by=reporter, section=section, headline="Ferry back on time")


def test_link_of_what_readers_have_now_leads_there(stranger, approved, reporter, editor):
    token = links.make(approved, by=reporter)[1]
    publication = publishing.publish(approved, by=editor)

    page = parsed(stranger.get(f"/preview/{token}/"))

    assert text_of(page, "//h1") == ["This story is published"]
    assert [address.endswith(publication.path) for address in page.xpath("//main//a/@href")] == [True]
    assert text_of(parsed(stranger.get(f"/preview/{token}/reply/")), "//h1") == ["This story is published"]
    assert stranger.post(f"/preview/{token}/reply/", SAID).status_code == 200
    assert PreviewReply.objects.count() == 0


def test_link_of_another_revision_of_a_live_story_shows_its_own(stranger, approved, reporter, editor):
    publishing.publish(approved, by=editor)
    editing.save(approved, by=reporter, revision=1, headline="Ferry late again")
    token = links.make(approved, by=reporter)[1]

    page = parsed(stranger.get(f"/preview/{token}/"))

    assert text_of(page, "//article//h1") == ["Ferry late again"]
    assert text_of(page, "//aside[@class='banner']//a") == ["What readers have now", "Approve or comment"]


def test_link_of_a_text_that_was_corrected_leads_to_what_readers_have(stranger, approved, reporter, editor, chief):
    token = links.make(approved, by=reporter)[1]
    publishing.publish(approved, by=editor)
    editing.save(approved, by=reporter, revision=1, headline="Ferry late again", body="<p>Late.</p>")
    publishing.publish_urgent(approved, by=chief, reason="Now", kind="correction", text="It was late.")

    answers = [stranger.get(f"/preview/{token}/"), stranger.get(f"/preview/{token}/reply/")]
    answers += [stranger.post(f"/preview/{token}/reply/", SAID)]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert [b"Ferry back on time" in answer.content for answer in answers] == [False] * 3
    assert [text_of(parsed(answer), "//main//bdi") for answer in answers] == [["Ferry late again"]] * 3
    assert PreviewReply.objects.count() == 0


@pytest.mark.parametrize("action", ["retract", "remove"])
def test_link_of_a_story_that_was_withdrawn_is_gone(stranger, gone, approved, reporter, editor, chief, action):
    publishing.publish(approved, by=editor)
    editing.save(approved, by=reporter, revision=1, headline="Ferry late again")
    tokens = [links.make(approved, by=reporter, revision=revision)[1] for revision in approved.revisions.all()]
    getattr(publishing, action)(approved, by=chief, text="It was wrong.")

    answers = [stranger.get(f"/preview/{token}/") for token in tokens]

    assert [(answer.status_code, answer.content) for answer in answers] == [(404, gone.content)] * 2


def test_link_shows_of_a_held_story_only_what_readers_never_had(stranger, approved, reporter, editor):
    publishing.publish(approved, by=editor)
    editing.save(approved, by=reporter, revision=1, headline="Ferry late again")
    tokens = {
        revision.number: links.make(approved, by=reporter, revision=revision)[1]
        for revision in approved.revisions.all()
    }
    publishing.hold(approved, by=editor)

    answers = {number: stranger.get(f"/preview/{token}/").status_code for number, token in tokens.items()}

    assert answers == {1: 404, 2: 200}


# --- pictures


def name_of(image):
    return image.renditions.filter(media_type="image/webp").first().name


def test_pictures_of_the_revision_are_answered_and_no_others(stranger, gone, shelf, reporter, section):
    lead, inside, other, later = shelf(), shelf(), shelf(), shelf()
    body = f'<figure data-picture="{inside.pk}"></figure><p>Text.</p>'
    story = make_article(by=reporter, section=section, lead_image=lead, body=body)
    make_article(by=reporter, section=section, lead_image=other)
    token = links.make(story, by=reporter)[1]
    editing.save(story, by=reporter, revision=1, lead_image=later)

    answers = [stranger.get(f"/preview/{token}/media/{name_of(image)}") for image in (lead, inside, other, later)]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
    assert b"".join(answers[0].streaming_content).decode() == name_of(lead)
    assert answers[0].headers["Content-Type"] == "image/webp"
    assert answers[0].headers["X-Content-Type-Options"] == "nosniff"
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-store"}
    assert answers[2].content == gone.content


def test_picture_that_is_withdrawn_is_gone(stranger, shelf, reporter, section, chief):
    image = shelf()
    token = links.make(make_article(by=reporter, section=section, lead_image=image), by=reporter)[1]
    name = name_of(image)
    assert f"media/{name}" in stranger.get(f"/preview/{token}/").content.decode()

    pictures.withdraw(image, by=chief, reason="The agency asked.")

    assert stranger.get(f"/preview/{token}/media/{name}").status_code == 404
    assert "media/" not in stranger.get(f"/preview/{token}/").content.decode()


def test_picture_that_a_correction_replaced_is_gone(stranger, gone, shelf, reporter, section, chief):
    image = shelf()
    story = make_article(by=reporter, section=section, lead_image=image)
    token = links.make(story, by=reporter)[1]
    editing.save(story, by=reporter, revision=1, lead_image=None)
    publishing.publish_urgent(story, by=chief, reason="Now")

    response = stranger.get(f"/preview/{token}/media/{name_of(image)}")

    assert (response.status_code, response.content) == (404, gone.content)


def test_page_points_at_the_pictures_of_its_own_link(stranger, shelf, reporter, section):
    image = shelf()
    story = make_article(by=reporter, section=section, lead_image=image)
    token = links.make(story, by=reporter)[1]

    page = parsed(stranger.get(f"/preview/{token}/"))
    addresses = page.xpath("//figure//img/@src") + [
        part.split()[0] for part in page.xpath("//figure//source/@srcset")[0].split(", ")
    ]

    assert [stranger.get(address).status_code for address in addresses] == [200] * 3
    assert {address.rsplit("/", 1)[0] for address in addresses} == {f"/preview/{token}/media"}
    assert stranger.get("/media/" + name_of(image)).status_code == 404


def test_token_of_one_story_opens_no_picture_of_another(stranger, shelf, reporter, section):
    image = shelf()
    make_article(by=reporter, section=section, lead_image=image)
    token = links.make(make_article(by=reporter, section=section), by=reporter)[1]

    assert stranger.get(f"/preview/{token}/media/{name_of(image)}").status_code == 404


# --- an answer


def test_answer_is_kept_with_the_typed_name_and_moves_nothing(stranger, story, token, fingerprint):
    before = fingerprint()

    response = stranger.post(f"/preview/{token}/reply/", SAID)

    reply = PreviewReply.objects.get()
    assert (response.status_code, response.url) == (302, f"/preview/{token}/?sent=1")
    assert (reply.kind, reply.name, reply.text) == ("comment", "Dana Saleh", "The date is wrong.")
    assert fingerprint() == before
    assert Transition.objects.filter(article=story).count() == 1
    assert b"Your answer has reached the desk" in stranger.get(response.url).content


def test_form_works_in_a_browser_that_keeps_cookies(token):
    browser = Client(enforce_csrf_checks=True)
    form = browser.get(f"/preview/{token}/reply/")
    hidden = parsed(form).xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]

    response = browser.post(f"/preview/{token}/reply/", SAID | {"csrfmiddlewaretoken": hidden})

    assert list(form.cookies) == ["newsroom-csrf"]
    assert form.headers["Referrer-Policy"] == "same-origin"
    assert form.headers["Cache-Control"] == "private, no-store"
    assert response.status_code == 302


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}],
    ids=["no token", "foreign origin", "no origin"],
)
def test_answer_from_another_site_is_refused(token, headers):
    browser = Client(enforce_csrf_checks=True)
    hidden = parsed(browser.get(f"/preview/{token}/reply/")).xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    values = SAID | ({"csrfmiddlewaretoken": hidden} if headers else {})

    response = browser.post(f"/preview/{token}/reply/", values, headers=headers)

    assert (response.status_code, PreviewReply.objects.count()) == (403, 0)
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ""},
        {"kind": "publish"},
        {"name": " "},
        {"name": "\u200b"},
        {"name": "n" * 101},
        {"text": ""},
        {"text": "t" * 4001},
    ],
)
def test_answer_that_lacks_something_is_refused_and_keeps_what_was_typed(stranger, token, wrong):
    response = stranger.post(f"/preview/{token}/reply/", SAID | wrong)
    page = parsed(response)

    assert (response.status_code, PreviewReply.objects.count()) == (400, 0)
    assert len(text_of(page, "//p[@role='alert']")) == 1
    typed = SAID | wrong
    assert page.xpath("//input[@name='name']/@value") == [typed["name"]]
    assert text_of(page, "//textarea") == [" ".join(typed["text"].split())]


def test_answer_is_plain_text_wherever_it_is_shown(stranger, token):
    wild = {"name": "<img src=x onerror=1>\x00\ud800", "text": "<script>1</script>\u202e ok", "kind": "comment"}

    stranger.post(
        f"/preview/{token}/reply/",
        data=json.dumps(wild),
        content_type="application/json",
    )
    response = stranger.post(f"/preview/{token}/reply/", wild | {"name": wild["name"][:-1]})

    assert response.status_code == 302
    assert (PreviewReply.objects.get().name, PreviewReply.objects.get().text) == (
        "<img src=x onerror=1>",
        "<script>1</script> ok",
    )


def test_answers_are_limited(stranger, token):
    sent = [stranger.post(f"/preview/{token}/reply/", SAID | {"text": f"Point {number}"}) for number in range(12)]

    assert [response.status_code for response in sent] == [302] * 10 + [429] * 2
    assert PreviewReply.objects.count() == 10
    assert b"Point 11" in sent[-1].content


def test_answer_sent_twice_is_kept_once(stranger, token):
    sent = [stranger.post(f"/preview/{token}/reply/", SAID) for _time in range(2)]

    assert [response.status_code for response in sent] == [302, 302]
    assert PreviewReply.objects.count() == 1
