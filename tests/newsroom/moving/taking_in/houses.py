"""A newsroom with something of every kind, and the same database without any of it."""

import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image as Pixels

from articles import desk, editing, pictures, publishing, reference, timed
from articles.models import Collection, FormerAddress, Image, OldAddress, Redirect, RevisionNote, Section
from articles.rights import Role
from articles.workflow import BlockKind, PublishKind
from newsroom.about.models import ContactVersion, PolicyPage, PolicyVersion
from newsroom.desk.models import Note, SavedSearch, TakeOver
from newsroom.fronts.models import Arrangement, Banner, Front, TimedArrangement
from newsroom.moving.exporting import FORMATS
from newsroom.moving.exporting.formats import Choice
from newsroom.moving.exporting.running import run
from newsroom.moving.models import TakenComment
from newsroom.moving.taking_in.parcels import parcel_at
from newsroom.moving.taking_in.refusing import Refused
from newsroom.moving.taking_in.running import Taking
from newsroom.previews.models import PreviewLink, PreviewReply
from newsroom.readership.models import HourlyReads, MostRead
from newsroom.responses.models import Ban, Decision, Letter, Reply, StoryLetters
from newsroom.wire.filing.values import Values
from newsroom.wire.models import ProposedUpdate, Source, TakenPicture, WireItem
from tests.factories import make_article, make_author, make_section, make_topic, make_user

NOW = timezone.now()


def jpeg(colour=(200, 30, 30)):
    file = io.BytesIO()
    Pixels.new("RGB", (640, 400), colour).save(file, "JPEG")
    return file.getvalue()


def fill():
    """Something of every kind of record."""
    chief = make_user(Role.CHIEF, username="chief", first_name="Mona", last_name="Haddad")
    section = make_section("world", aliases=["abroad"], first_shown_at=NOW)
    FormerAddress.objects.create(old_path="/earth/", section=section)
    reference.save(Section(slug="asia", names={"en": "Asia", "ar": "آسيا"}, parent=section), by=chief)
    author, topic = make_author("salma"), make_topic("harbour")
    image = pictures.add(
        jpeg(), by=chief, captions={"en": "The harbour"}, alternatives={"en": "Boats"}, credit="Agency"
    )
    pictures.replace(image, jpeg((30, 30, 200)), by=chief, reason="Sharper.")
    Collection.objects.create(name="Harbours", made_by=chief).pictures.add(image)
    story = make_article(
        "published",
        "live",
        topics=[topic.pk],
        lead_image=image,
        body=f'<p>At the quay.</p><figure data-picture="{image.pk}"></figure>',
        bylines=[{"author": author.pk, "name": "", "role": "by"}],
    )
    _correct(story, chief)
    _hang_on(story, chief)
    held = make_article("draft", "held", related=[story.pk])
    desk.block(held, by=chief, kind=BlockKind.LEGAL, text="Wait for the lawyer.")
    timed.schedule(make_article("approved"), by=chief, action="publish", run_at=NOW + timedelta(days=1))
    desk.spike(make_article("draft"), by=chief)
    _send_letters(story.publication, chief)
    _bring_in(chief)
    _arrange(story, chief, section)
    _say(chief)


def _correct(story, chief):
    body = f"{story.body}<p>It was Tuesday.</p>"
    editing.save(story, by=chief, revision=story.revision_number, body=body)
    desk.submit(story, by=chief)
    desk.approve(story, by=make_user(Role.CHIEF), revision=story.revision_number)
    publishing.publish(story, by=chief, kind=PublishKind.CORRECTION, text="An earlier version named another day.")
    story.refresh_from_db()


def _hang_on(story, chief):
    revision = story.head_revision
    RevisionNote.objects.create(article=story, kind="named", revision=revision, text="As printed", by=chief)
    Redirect.objects.create(old_path="/old/story.html", publication=story.publication)
    OldAddress.objects.create(key="/?p=12", article=story)
    OldAddress.objects.create(key="//coastal.example", path="/")
    Note.objects.create(article=story, author=chief, text="@editor look", called=["editor"])
    TakeOver.objects.create(article=story, taken_by=chief, reason="Late.")
    SavedSearch.objects.create(person=chief, name="Mine", query="q=harbour")
    link = PreviewLink.objects.create(
        article=story, revision=revision, token_hash="0" * 64, made_by=chief, lasts=timedelta(days=2, seconds=1.5)
    )
    PreviewReply.objects.create(link=link, kind="comment", name="The lawyer", text="Fine.")
    HourlyReads.objects.create(publication=story.publication, hour=NOW.replace(minute=0), reads=12)
    MostRead.objects.create(language="en", period="day", position=1, publication=story.publication)


def _send_letters(publication, chief):
    said = {"publication": publication, "email": "reader@example.org", "text_key": "1"}
    letter = Letter.objects.create(name="A reader", text="Thank you for it.", place_key="2", **said)
    said["in_reply_to"] = letter
    Letter.objects.create(
        name="Other", text="Printed, this one.", status="approved", decided_at=NOW, decided_by=chief, **said
    )
    Decision.objects.create(action="reply", letter_number=letter.pk, publication=publication, by=chief)
    Reply.objects.create(letter=letter, text="You are welcome.", by=chief)
    Ban.objects.create(kind="words", value="tyres", reason="Advertising", letter=letter, by=chief)
    StoryLetters.objects.create(publication=publication, is_open=True, by=chief)


def _bring_in(chief):
    source = Source.objects.create(name="Coastal Wire", credit_line="Coastal", trusted_by=chief)
    incoming = make_article("incoming")
    item = WireItem.objects.create(
        source=source,
        format="ninjs",
        external_id="urn:1",
        digest="3" * 64,
        status="filed",
        article=incoming,
        path="wire/1.json",
        number=1,
        source_text="As it\tcame \\N \x01",
        shingles=[-(2**63), 5],
        old_addresses=["https://coastal.example/a, b"],
    )
    TakenPicture.objects.create(source=source, address="coastal.example/1.jpg", image=Image.objects.get())
    TakenComment.objects.create(article=incoming, external_id="7", letter=Letter.objects.order_by("pk").first())
    ProposedUpdate.objects.create(
        item=item,
        digest="4" * 64,
        values=Values({"headline": "Newer", "section": None}, {"topics": []}, (), "It was Tuesday.").as_json(),
    )


def _arrange(story, chief, section):
    front = Front.objects.create(section=section, language="en", number=1)
    filled = [{"article": story.pk, "headline": "In other words"}, {}]
    one = Arrangement.objects.create(front=front, number=1, slots=filled, digest="5" * 64, by=chief)
    TimedArrangement.objects.create(
        front=front,
        slots=[],
        started_from=0,
        run_at=NOW,
        zone="Asia/Jerusalem",
        local_time="2025-01-04T19:12",
        scheduled_by=chief,
        status="done",
        became=one,
    )
    Banner.objects.create(texts={"en": "It floods."}, article=story, ends_at=NOW + timedelta(hours=1), by=chief, at=NOW)


def _say(chief):
    text = {"title": "About us", "body": "<p>We write.</p>"}
    page = PolicyPage.objects.create(name="about", language="en", number=1, **text)
    PolicyVersion.objects.create(page=page, number=1, by=chief, **text)
    ContactVersion.objects.create(
        number=1, mail="desk@example.org", postal_address={"en": "1 Quay"}, profiles=["https://a.example"], by=chief
    )


def export_to(destination, **choice):
    """Writes the complete export and returns its place."""
    list(run(FORMATS["jsonl"], destination, Choice(**choice)))
    return destination


def take_in(path, **how):
    """Takes an export in and returns the run that did."""
    taking = Taking(parcel_at(path), **how)
    list(taking.run())
    return taking


def lines(folder):
    """The header and the records of an export."""
    return [json.loads(line) for line in (folder / "export.jsonl").read_bytes().splitlines()]


def write(folder, records):
    """Writes changed records in place of those of an export, as somebody who means it."""
    records[0].pop("sha256", None)
    text = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "export.jsonl").write_text(text, encoding="utf-8")
    return folder


def change(folder, kind, **values):
    """Gives the first record of a kind other values."""
    records = lines(folder)
    next(record for record in records if record.get("record") == kind).update(values)
    return write(folder, records)


def refusal(path, **how):
    """Why an export is not taken in."""
    with pytest.raises(Refused) as refused:
        take_in(path, **how)
    return str(refused.value)
