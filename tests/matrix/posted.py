"""What forms send: the fields that a browser posts, by the names that the table gives them after an @."""

import io
from datetime import timedelta
from urllib.parse import parse_qsl
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pixels

from articles.admin.bulk_selection import Selection
from articles.models import Article, Publication
from newsroom.about import contacts
from newsroom.about.models import PolicyPage
from newsroom.responses import tokens
from tests.articles.admin.conftest import article_rows, management

from .world import PASSWORD


def posted(world, row, role):
    """The fields of a row, as the role's browser sends them."""
    if not row.posted.startswith("@"):
        return dict(parse_qsl(world.filled(row.posted), keep_blank_values=True))
    name = row.posted[1:]
    form = FORMS[name]
    return form(world, row, role) if callable(form) else {key: world.filled(value) for key, value in form.items()}


def _story(world, row, role, **changes):
    (sample,) = row.samples
    article = Article.objects.get(pk=world.samples[sample])
    return _story_form(article, headline=f"{article.headline}, again") | changes


def _story_form(article=None, **changes):
    names = ("headline", "standfirst", "body", "slug", "language", "kicker", "dateline_place", "source", "credit_line")
    names = (*names, "search_title", "search_description")
    values = {name: getattr(article, name, "") for name in names}
    values |= {"section": getattr(article, "section_id", None) or "", "lead_image": "", "translation_of": ""}
    values |= {"due_at": "", "priority": "2", "language": getattr(article, "language", "en")}
    if article:
        values["revision"] = str(article.revision_number)
    rows = article_rows(article) if article and article.pk else []
    return values | management("bylines", rows) | management("related_articles", []) | changes


def _new_story(world, row, role):
    return _story_form(headline="Ferry sails", section=world.samples["world"])


def _stale(world, row, role):
    return _story(world, row, role, revision="0")


def _to_sport(world, row, role):
    return _story(world, row, role, section=world.samples["sport"])


def _typo(world, row, role):
    article = world.stories["live"]
    return {"headline": f"{article.headline}.", "reason": "A stop", "revision": article.revision_number}


def _tomorrow(world, row, role):
    at = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    return {"run_at": at, "zone": "Asia/Jerusalem", "what": "publish", "kind": "first"}


def _policy(world, row, role):
    page = PolicyPage.objects.get(pk=world.samples["policy"])
    return {"title": "Write to us", "description": "", "body": page.body, "is_shown": "on", "opened": page.number}


def _bulk(sample, owner=None, **answers):
    """A selection as the list signs it, for whoever sends it (or for somebody else)."""

    def form(world, row, role):
        person = world.people.get(owner or role)
        story = world.stories[sample]
        name = row.address.rstrip("/").rsplit("/", 1)[-1]
        revisions = {story.pk: Article.objects.get(pk=story.pk).revision_number}
        selection = Selection(UUID(int=7), name, person.pk if person else 0, revisions)
        asked = {"reason": "Why", "assignee": world.samples["colleague_id"], "section": world.samples["harbour"]}
        return {"selection": selection.signed(), **asked, **_tomorrow(world, row, role), **answers}

    return form


def _picture():
    file = io.BytesIO()
    Pixels.new("RGB", (64, 40), "teal").save(file, "JPEG")
    return SimpleUploadedFile("harbour.jpg", file.getvalue(), "image/jpeg")


SAID = {"caption_en": "Boats", "caption_ar": "", "alternative_en": "Two boats", "alternative_ar": "", "focal_x": "0.5"}
SAID |= {"credit": "Rana", "source": "Desk", "usage_terms": "", "licence_expires_on": "", "focal_y": "0.5"}


def _named(sample=None, **more):
    """A section's, an author's or a topic's form, with a new name."""

    def form(world, row, role):
        record = next(iter(row.samples), "")
        slug = {"author": "rana", "topic": "harbours"}.get(record, record) or "islands"
        parent = world.samples["world"] if record == "harbour" else ""
        return {"name_en": "Islands", "name_ar": "", "slug": slug, "aliases": "", "parent": parent, **more}

    return form


def _person_form(world, row, role):
    colleague = world.people["colleague"]
    member = colleague.memberships.get()
    values = {"username": colleague.username, "first_name": "Sami", "last_name": "", "email": colleague.email}
    row_of = {"id": member.pk, "user": colleague.pk, "role": member.role, "section": member.section_id}
    return values | {"is_active": "on"} | management("memberships", [row_of])


def _letter(world, row, role):
    """With the token that the form of this story would have had."""
    path = world.filled(row.address).removesuffix("respond/")
    token = tokens.make(Publication.objects.get(path=path).pk, has_waited=True)
    text = "The harbour never closed for small boats, whatever the port may say."
    return {"name": "Huda", "email": "huda@readers.example", "text": text, "website": "", "token": token}


NEW_PASSWORD = "another long passphrase"
NEWER = {"proposal": "{newer}", "digest": "{newer_digest}"}
FORMS = {
    "take_newer": NEWER | {"decision": "all", "revision": "{draft_revision}"},
    "stale_newer": NEWER | {"decision": "all", "revision": "0"},
    "dismiss_newer": NEWER | {"decision": "dismiss"},
    "new_story": _new_story,
    "story": _story,
    "stale": _stale,
    "to_sport": _to_sport,
    "typo": _typo,
    "tomorrow": _tomorrow,
    "policy": _policy,
    "new_policy": {"name": "about", "language": "en", "title": "About us", "body": "<p>Us.</p>", "is_shown": "on"},
    "contact": lambda world, row, role: {"telephone": "04 456", "opened": contacts.newest().number},
    "letter": _letter,
    "bulk_draft": _bulk("draft"),
    "bulk_approved": _bulk("approved"),
    "bulk_live": _bulk("live"),
    "bulk_spiked": _bulk("spiked"),
    "bulk_of_the_editor": _bulk("draft", owner="editor"),
    "choices": {"inbox": "note", "language": "ar"},
    "sign_in": {"username": "colleague", "password": PASSWORD},
    "wrong_sign_in": {"username": "colleague", "password": "not this passphrase"},
    "own_password": {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
    "new_password": {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    "new_person": lambda world, row, role: {
        **{"username": "dina", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "first_name": ""},
        **{"last_name": "", "email": "dina@desk.example", "is_active": "on"},
        **management("memberships", []),
    },
    "person": _person_form,
    "new_section": _named(order="9", four_eyes="on"),
    "section": _named(order="9", four_eyes="on"),
    "section_to_sport": lambda world, row, role: {
        **FORMS["section"](world, row, role),
        "parent": world.samples["sport"],
    },
    "new_author": _named(kind="person", biography_en="", biography_ar=""),
    "author": _named(kind="person", biography_en="", biography_ar=""),
    "new_topic": _named(),
    "topic": _named(),
    "new_image": lambda world, row, role: SAID | {"file": _picture()},
    "collected": lambda world, row, role: {
        **{"picture": world.samples["spare_image"], "collection": world.samples["collection"], "do": "add"}
    },
    "collection": {"name": "Harbours"},
    "pictures": lambda world, row, role: {"file": _picture(), "credit": "Rana"},
    "image": SAID,
    "new_file": lambda world, row, role: {"file": _picture()},
}
