"""The desk as somebody finds it who has chosen Arabic: no English is left on any of its pages."""

import re
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import available_timezones

import pytest
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from lxml import html

from articles import desk, editing, timed
from articles.models import Article
from articles.rights import Role
from newsroom.desk.models import SavedSearch
from newsroom.desk.talk import notes
from newsroom.fronts import arranging, banners
from newsroom.fronts import timed as fronts
from newsroom.fronts.models import Place
from newsroom.fronts.slots import AUTOMATIC, Slot
from newsroom.previews import links
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from tests.newsroom.pages.readers import make_image

WORDS = {"headline": "الميناء يعود إلى العمل", "standfirst": "عادت القوارب.", "body": "<p>عادت القوارب إلى البحر.</p>"}
BYLINE = [{"author": None, "name": "رنا حداد", "role": "by"}]
ZONES = available_timezones()
SAID = ("alt", "aria-label", "aria-description", "placeholder", "title")
UNSPOKEN = "//script | //style | //*[@lang='en']"
ENGLISH = re.compile(r"\b[A-Za-z]?[a-z]{2,}\b")
CODES = re.compile(
    r"\S*[@/._]\S*|[a-z]+:[a-z]+|“do not publish”"
)  # addresses and names of files; what the checklist looks for

# What Arabic has as it stands: names of formats, programs, providers and keys, and what Django calls its icons.
BORROWED = {
    *(
        "JavaScript",
        "https",
        "http",
        "mailto",
        "localhost",
        "English",
        "Deutsch",
        "italiano",
        "en",
        "ar",
        "True",
        "False",
    ),
    *("Atom", "ninjs", "Bearer", "Basic", "done"),
    *("Escape", "Enter", "Shift", "Ctrl", "Alt"),
    *("YouTube", "Vimeo", "Instagram", "Facebook", "TikTok", "SoundCloud", "Telegram", "Datawrapper"),
}
# Slugs and names of accounts, which are Latin.
NAMED = {"harbour", "rana", "boats", "factory", "chief", "editor"}
IS_STORY = re.compile(r"/admin/articles/article/\d+/change/")
# Not the desk's own words: what readers see, files, and what only writes.
NOT_PAGES = re.compile(r"/(csv|thumbnail|shown|logout|language|jsi18n|frame|pages?)/|\.\w+$")


@pytest.fixture
def world(db):
    """A chief who has one story in each state, and one sample of whatever else has a page."""
    section = make_section("harbour", names={"en": "الميناء", "ar": "الميناء"})
    person = make_user(Role.CHIEF, username="رنا", first_name="رنا", last_name="حداد", is_superuser=True, is_staff=True)
    make_author("rana", names={"en": "رنا", "ar": "رنا"})
    make_topic("boats", names={"en": "قوارب", "ar": "قوارب"})
    make_image(captions={"ar": "قوارب"}, alternatives={"ar": "قاربان"}, credit="رنا حداد", uploaded_by=person)
    with translation.override("ar"):
        stories = [_story(section, person, *states) for states in STATES]
        _more(section, person, stories[0])
    return person


STATES = [
    ("draft",),
    ("in_review",),
    ("approved",),
    ("spiked",),
    ("incoming",),
    ("published", "live"),
    ("draft", "live"),
    ("published", "held"),
    ("published", "retracted"),
    ("published", "removed"),
]


def _story(section, person, *states):
    return make_article(*states, section=section, by=person, language="ar", bylines=BYLINE, **WORDS)


def _more(section, person, draft):
    notes.write(draft, by=person, text="اتصل بالميناء.")
    links.make(draft, by=person, label="محام")
    SavedSearch.objects.create(person=person, name="الميناء", query="q=الميناء")
    editing.save(draft, by=person, revision=draft.revision_number, body="<p>أُغلق الميناء.</p>")
    later = timezone.localtime(timezone.now() + timezone.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    timed.schedule(_story(section, person, "approved"), by=person, run_at=later, zone="Asia/Jerusalem", kind="first")
    desk.block(_story(section, person, "approved"), by=person, kind="legal", text="انتظروا المحامين.")
    for place in (Place("ar"), Place("ar", section)):
        slots = [Slot(article_id=draft.pk, headline="الميناء"), AUTOMATIC]
        arranging.arrange(place, filled=slots, by=person, started_from=0, note="المساء")
        moment = timezone.now() + timezone.timedelta(days=1)
        fronts.schedule(place, filled=[AUTOMATIC], by=person, started_from=1, run_at=moment)
    banners.raise_banner({"ar": "فيضان"}, by=person, ends_at=timezone.now() + timezone.timedelta(hours=1))
    desk.set_embargo(_story(section, person, "draft"), by=person, reason="حتى التصويت.")


def test_no_page_of_the_desk_has_english(client, world):
    client.force_login(world)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"

    pages = dict(crawl(client, ["/admin/", "/accounts/"]))

    left = {address: words for address, page in pages.items() if (words := english(page))}
    assert len(pages) > 80
    assert left == {}


def test_no_refusal_of_a_form_has_english(client, world):
    client.force_login(world)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    story = Article.objects.earliest("pk")
    moves = ["submit", "publish_urgent", "schedule", "assign", "block", "set_embargo", "spike", "approve"]
    addresses = [
        *(f"/admin/articles/{model}/add/" for model in ("article", "image", "author", "topic", "section")),
        *("/admin/accounts/user/add/", "/admin/password_change/", "/accounts/mail/", "/admin/inbox/choices/"),
        *(f"/admin/articles/article/{story.pk}/move/{move}/" for move in moves),
        f"/admin/articles/article/{story.pk}/change/",
        *("/admin/fronts/ar/", "/admin/fronts/ar/preview/typed/", "/admin/fronts/ar/undo/", "/admin/fronts/banner/"),
    ]

    answers = {address: client.post(address, {}, follow=True) for address in addresses}

    pages = {address: html.document_fromstring(answer.content.decode()) for address, answer in answers.items()}
    assert {address: words for address, page in pages.items() if (words := english(page))} == {}


def test_what_is_asked_of_a_password_is_said_in_arabic():
    with translation.override("ar"):
        texts = password_validation.password_validators_help_texts()
        with pytest.raises(ValidationError) as refused:
            password_validation.validate_password("ab")

    assert [text for text in [*texts, *refused.value.messages] if is_english(text)] == []


def crawl(client, addresses):
    """Every page that the addresses lead to, one of each kind."""
    waiting, known = list(addresses), set()
    while waiting:
        address = waiting.pop(0)
        if kind(address) in known or NOT_PAGES.search(urlsplit(address).path):
            continue
        known.add(kind(address))
        response = client.get(address, follow=True)
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        page = html.document_fromstring(response.content.decode())
        page.make_links_absolute(address if address.startswith("http") else f"http://testserver{address}")
        waiting += [found for found in page.xpath("//a/@href") if is_ours(found)]
        yield address, page


def kind(address):
    """Alike for pages that differ in numbers alone, or in more than one of what is chosen. Stories differ by their
    states."""
    parts = urlsplit(address)
    names = {name for name, _value in parse_qsl(parts.query)} - {"_changelist_filters", "o"}
    path = parts.path if IS_STORY.fullmatch(parts.path) else re.sub(r"\d+", "0", parts.path)
    return path, names.pop() if len(names) == 1 else len(names) > 1


def is_ours(address):
    parts = urlsplit(address)
    return parts.netloc == "testserver" and parts.path.startswith(("/admin/", "/accounts/"))


def english(page):
    """What somebody reads or is told that has English words: texts, and what stands in their place."""
    for unspoken in page.xpath(UNSPOKEN):
        unspoken.drop_tree()
    said = [str(text) for text in page.itertext()] + [value for name in SAID for value in page.xpath(f"//@{name}")]
    said += [value for element in page.iter() for name, value in element.attrib.items() if is_sentence(name, value)]
    return {text.strip() for text in said if is_english(text)}


def is_english(text):
    if text.replace(" ", "_") in ZONES:
        return False
    return bool(set(ENGLISH.findall(CODES.sub("", text))) - BORROWED - NAMED)


def is_sentence(name, value):
    """Sentences that a script shows are handed to it in attributes."""
    return name.startswith("data-") and re.search(r"^[A-Z].*[a-z] [a-z]", value) is not None
