"""The newsroom that the matrix is asked about: somebody in each role, and one sample of each thing there is.

Sections "world" (with "harbour" below it) and "sport"; a story of "world" by the reporter in each state that matters.
"""

from datetime import timedelta

from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from articles import bulk, desk, editing, publishing, timed
from articles.models import Collection, Publication
from articles.rights import Role
from newsroom.about import contacts
from newsroom.about.models import ContactVersion
from newsroom.accounts.links import Purpose, make_link
from newsroom.desk.inbox.telling import Event, tell
from newsroom.desk.models import InboxItem, KeptText, SavedSearch
from newsroom.desk.talk import notes
from newsroom.fronts import arranging
from newsroom.fronts import timed as waiting_fronts
from newsroom.fronts.models import Place
from newsroom.fronts.slots import AUTOMATIC, Slot
from newsroom.keys import keeping
from newsroom.previews import links
from newsroom.responses import moderating
from newsroom.wire.models import ProposedUpdate, Source, WireItem
from tests.factories import make_article, make_author, make_section, make_topic, make_user
from tests.newsroom.about.pages import write
from tests.newsroom.pages.readers import make_image, store_files
from tests.newsroom.responses import letters

from .passkeys import passkey

PASSWORD = "a long enough passphrase"
SHELVES = ("default", "public")
BYLINE = {"name": "", "role": "by"}


class World:
    """`people` by role, `cookies` of a browser of each, `samples` by the names that the table uses."""

    def __init__(self):
        self.sections = {name: make_section(name) for name in ("world", "sport")}
        self.sections["harbour"] = make_section("harbour", parent=self.sections["world"])
        self.people = {role: self._person(role) for role in PLACES}
        self.stories, self.samples = {}, {}
        for make in (
            _reference,
            _stories,
            _fronts,
            _other_languages,
            _talk,
            _kept,
            _outside,
            _wire,
            _accounts,
            _policies,
            _letters,
            _keys,
        ):
            self.samples |= make(self)
        self.samples |= {name: story.pk for name, story in self.stories.items()}
        self.samples |= {name: section.pk for name, section in self.sections.items()}
        self.samples |= {f"{role}_id": person.pk for role, person in self.people.items()}
        self.cookies = {role: self._signed_in(person) for role, person in self.people.items()}
        self.cookies["anonymous"] = {}
        deactivated = self.people["deactivated"]
        type(deactivated).objects.filter(pk=deactivated.pk).update(is_active=False)

        self.files = {(shelf, path): _bytes_of(shelf, path) for shelf in SHELVES for path in _paths(shelf)}

    def put_files_back(self):
        """What a request wrote is rolled back; the files that it took away are not."""
        for (shelf, path), file in self.files.items():
            if not storages[shelf].exists(path):
                storages[shelf].save(path, ContentFile(file))

    def filled(self, template):
        """A template of the table with this world's samples."""
        return template.format_map(self.samples)

    def story(self, name, *states, section="world", by="reporter", **extra):
        section = section and self.sections[section]
        self.stories[name] = make_article(*states, section=section, by=self.people[by], **extra)
        return self.stories[name]

    def _person(self, role):
        rank, section = PLACES[role]
        extra = {"is_superuser": role == "administrator", "is_staff": role == "guest"}
        return make_user(rank, self.sections.get(section), username=role, password=PASSWORD, **extra)

    def _signed_in(self, person):
        client = Client()
        client.force_login(person)
        if person == self.people["reporter"]:  # with the second factor as well
            session = client.session
            session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": timezone.now().timestamp()}]
            session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
            session.save()
        return {name: morsel.value for name, morsel in client.cookies.items()}


PLACES = {
    "reporter": (Role.REPORTER, "world"),
    "colleague": (Role.REPORTER, "world"),
    "outside_reporter": (Role.REPORTER, "sport"),
    "editor": (Role.EDITOR, "world"),
    "outside_editor": (Role.EDITOR, "sport"),
    "chief": (Role.CHIEF, "world"),
    "outside_chief": (Role.CHIEF, "sport"),
    "moderator": (Role.MODERATOR, None),
    "administrator": (None, None),
    "deactivated": (Role.CHIEF, "world"),
    "guest": (None, None),
}


def _paths(shelf, folder=""):
    folders, names = storages[shelf].listdir(folder)
    yield from (f"{folder}{name}" for name in names)
    for inner in folders:
        yield from _paths(shelf, f"{folder}{inner}/")


def _bytes_of(shelf, path):
    with storages[shelf].open(path) as file:
        return file.read()


def _library_picture(world, name, **values):
    """A picture that the reporter added, with the name of an original."""
    return make_image(uploaded_by=world.people["reporter"], original=f"originals/{name}", **values)


def _reference(world):
    image = _library_picture(world, "shown")
    Rendition = image.renditions.model  # noqa: N806 - a class
    Rendition.objects.create(image=image, name="smallest.jpg", width=320, height=200, media_type="image/jpeg")
    store_files(image)
    world.image = image
    world.author, world.topic = make_author("rana"), make_topic("harbours")
    name = image.renditions.order_by("width").last().name
    return {
        "image": image.pk,
        "collection": Collection.objects.create(name="Boats", made_by=world.people["reporter"]).pk,
        "spare_image": _library_picture(world, "spare").pk,
        "withdrawn_image": _library_picture(world, "withdrawn", withdrawn_at=timezone.now()).pk,
        "file": name,
        "public_file": name,
        "author": world.author.pk,
        "topic": world.topic.pk,
    }


def _stories(world):
    credited = {"bylines": [{"author": world.author.pk, **BYLINE}], "topics": [world.topic.pk]}
    for state in ("draft", "in_review", "approved", "spiked", "incoming"):
        world.story(state, state)
    world.story("live", "published", "live", lead_image=world.image, **credited)
    world.story("changed", "draft", "live")
    for readers in ("held", "retracted", "removed"):
        world.story(readers, "published", readers)
    world.story("colleagues", "draft", by="colleague")
    world.story("other", "published", "live", section="sport", by="outside_reporter")
    world.story("away", "draft", section="sport", by="outside_reporter")
    scheduled, change = _scheduled(world)
    chief, editor = world.people["chief"], world.people["editor"]
    block = desk.block(world.story("blocked", "approved"), by=editor, kind="legal", text="Wait for the lawyers.")
    desk.set_embargo(world.story("embargoed", "draft"), by=editor, reason="Until the vote.")
    desk.assign(world.story("lent", "draft"), by=chief, assignee=world.people["outside_reporter"])
    world.stories["unplaced"] = _unplaced(world)
    live = Publication.objects.get(article=world.stories["live"])
    day = timezone.localtime(live.first_published_at)
    return {
        "change": change.pk,
        "block": (block or scheduled.blocks.model.objects.get()).pk,
        "in_review_revision": world.stories["in_review"].revision_number,
        "changed_revision": world.stories["changed"].revision_number,
        "live_path": live.path,
        "year": f"{day:%Y}",
        "month": f"{day:%m}",
        "day": f"{day:%d}",
    }


def _scheduled(world):
    story = world.story("scheduled", "approved")
    at = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    change = timed.schedule(story, by=world.people["editor"], run_at=at, zone="Asia/Jerusalem", kind="first")
    return story, change


def _unplaced(world):
    story = world.story("unplaced", "draft")
    editing.save(story, by=world.people["reporter"], revision=story.revision_number, section=None)
    story.refresh_from_db()
    return story


def _fronts(world):
    """The front of "world" as its chief arranged it, and a change of it that waits."""
    place, chief = Place("en", world.sections["world"]), world.people["chief"]
    arranging.arrange(place, filled=[Slot(article_id=world.stories["live"].pk)], by=chief, started_from=0)
    at = timezone.now() + timedelta(days=1)
    change = waiting_fronts.schedule(place, filled=[AUTOMATIC], by=chief, started_from=1, run_at=at)
    return {"front_change": change.pk}


def _other_languages(world):
    same = {"section": "harbour", "bylines": [{"author": world.author.pk, **BYLINE}]}
    original = world.story("original", "published", "live", **same)
    translation = world.story(
        *("translation", "published", "live"),
        language="ar",
        translation_of_id=original.pk,
        topics=[world.topic.pk],
        **same,
    )
    editing.save(original, by=world.people["editor"], revision=original.revision_number, body="<p>It closed again.</p>")
    original.refresh_from_db()
    publishing.publish_urgent(original, by=world.people["chief"], kind="update", reason="It closed.")
    original.refresh_from_db()
    path = Publication.objects.get(article=translation).path
    return {"translation_path": path, "original_revision": original.revision_number}


def _letters(world):
    """One that is shown and one that waits on each of the stories that readers have; a sender who is blocked."""
    moderator, samples = world.people["moderator"], {}
    for number, name in enumerate(("live", "translation", "other")):
        story = Publication.objects.get(article=world.stories[name])
        address = f"198.51.100.{number + 1}"
        letters.approved(story, by=moderator, address=address)
        samples[f"{name}_letter"] = letters.write(story, address=address).pk
        samples[f"{name}_publication"] = story.pk
    blocked = letters.write(Publication.objects.get(article=world.stories["live"]), email="", address="198.51.100.9")
    moderating.decide(blocked.pk, action="block", by=moderator, reason="Insults")
    return samples | {"letter": samples["live_letter"], "decided": blocked.pk, "ban": blocked.bans.get().pk}


def _keys(world):
    administrator = world.people["administrator"]
    key, _text = keeping.make(name="Partner", per_minute=60, by=administrator, address="198.51.100.1")
    return {"api_key": key.pk}


def _talk(world):
    draft, people = world.stories["draft"], world.people
    note, _called = notes.write(draft, by=people["colleague"], text="@reporter call the port.")
    search = SavedSearch.objects.create(person=people["reporter"], name="Harbour", query="q=harbour")
    event = Event(key="move:matrix", article=draft, happened="approve", at=timezone.now(), by=people["editor"])
    tell(event, [people["reporter"].pk])
    item = InboxItem.objects.filter(recipient=people["reporter"]).latest("pk")
    InboxItem.objects.filter(recipient=people["reporter"], pk__lt=item.pk).update(read_at=timezone.now())
    bulk.carry_out([draft.pk], by=people["editor"], name="submit", key=BULK_KEY, move=lambda article: None)
    return {"note": note.pk, "search": search.pk, "item": item.pk, "bulk": BULK_KEY}


BULK_KEY = "5f0c2a4e-9d1b-4c55-8a37-0b6c2d9e1f10"


def _kept(world):
    reporter, draft = world.people["reporter"], world.stories["draft"]
    typed = {"headline": ["Harbour shut"], "language": ["en"]}
    rows = [
        KeptText.objects.create(
            typed_by=reporter, article=story, kind="autosave", window="w9", typed=typed, started_from=number
        )
        for story, number in ((draft, 1), (None, 0))
    ]
    return {"kept": rows[0].pk, "kept_new": rows[1].pk}


def _outside(world):
    link, token = links.make(_pictured(world), by=world.people["reporter"])
    return {"link": link.pk, "token": token}


def _pictured(world):
    """The draft with a lead picture, so that its preview has one to show."""
    draft = world.stories["draft"]
    editing.save(draft, by=world.people["reporter"], revision=draft.revision_number, lead_image=world.image)
    draft.refresh_from_db()
    return draft


def _wire(world):
    source = Source.objects.create(name="Coastal Wire")
    feed = Source.objects.create(name="Harbour Feed", kind="feed", address="https://feeds.example/all.xml")
    same = {"source": source, "format": "wire_text", "path": "a.txt", "source_text": "WORLD ..."}
    failed = WireItem.objects.create(**same, external_id="1", status="failed", number=1, reason="No dateline.")
    draft = world.stories["draft"]
    filed = WireItem.objects.create(**same, external_id="2", status="filed", number=2, article=draft)
    others = {
        f"{name}_item": WireItem.objects.create(
            **same, external_id=name, status="filed", number=number, article=world.stories[name]
        ).pk
        for number, name in enumerate(("incoming", "spiked"), start=3)
    }
    values = {"fields": {"language": "en", "headline": "Harbour open again"}, "lists": {}}
    newer = ProposedUpdate.objects.create(item=filed, digest=NEWER, values=values)
    return {
        "source": source.pk,
        "feed": feed.pk,
        "failed_item": failed.pk,
        "filed_item": filed.pk,
        "newer": newer.pk,
        "newer_digest": NEWER,
        "draft_revision": draft.revision_number,
        **others,
    }


NEWER = "5" * 64


def _accounts(world):
    colleague = world.people["colleague"]
    factor = Authenticator.objects.create(
        user=world.people["reporter"], type=Authenticator.Type.WEBAUTHN, data=passkey("Phone")
    )
    address = make_link(colleague, Purpose.MAIL, email="colleague@elsewhere.example")
    return {"passkey": factor.pk, "mail_token": _last(address), "world_type": ContentType.objects.first().pk}


def _last(address):
    return address.rstrip("/").rsplit("/", 1)[-1]


def password_token(world):
    """Made last: a sign-in voids it."""
    world.people["colleague"].refresh_from_db()
    return _last(make_link(world.people["colleague"], Purpose.RESET))


def _policies(world):
    """A page with two versions and contact details, written by the administrator."""
    administrator = world.people["administrator"]
    page = write("contact", by=administrator)
    write("contact", by=administrator, title="Reach us")
    write("contact", "ar", by=administrator)
    contact = contacts.change(ContactVersion(telephone="04 123"), by=administrator, number=contacts.newest().number)
    return {"policy": page.pk, "contact": contact.pk}
