"""Stories that readers have not, in every state there is, with a word in each field that stands nowhere else."""

import re
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles import desk, editing, pictures, publishing, snapshots, timed
from articles.models import Image, OtherOriginal, Publication
from newsroom.fronts import arranging
from newsroom.fronts import timed as waiting_fronts
from newsroom.fronts.models import Place
from newsroom.fronts.slots import Slot
from newsroom.responses import moderating
from tests.factories import make_article, make_author, make_section, make_topic
from tests.newsroom.pages.readers import make_image
from tests.newsroom.responses import letters

CANARY = "zqxcanary"
SONG = re.compile(rb"zqxcanary\w+", re.IGNORECASE)
TEXTS = (*snapshots.LINES, "standfirst", "slug", "body")
NEVER_SHOWN = ("incoming", "draft", "in_review", "approved", "spiked")
TAKEN_BACK = ("held", "retracted", "removed")


def word(name, field):
    return f"{CANARY}{name}{field}".replace("_", "")


def texts(name):
    """Values for every field of a story that is text."""
    return {field: word(name, field) for field in TEXTS} | {"body": f"<p>{word(name, 'body')}</p>"}


def records(name):
    """A picture, an author and a topic that no live story uses, and bylines of that author and of a name."""
    words = {"captions": {"en": word(name, "caption")}, "alternatives": {"en": word(name, "alternative")}}
    image = make_image(file=word(name, "file"), **words, credit=word(name, "credit"))
    author = make_author(word(name, "authorslug"), names={"en": word(name, "author")})
    topic = make_topic(word(name, "topicslug"), names={"en": word(name, "topic")})
    return {
        "lead_image": image,
        "topics": [topic.pk],
        "bylines": [{"author": author.pk, "name": "", "role": "by"}, printed(name)],
    }


def printed(name):
    """A byline of somebody who is no author of ours."""
    return {"author": None, "name": word(name, "printed"), "role": "by"}


def never_shown(world):
    """Stories by name that readers never had; one of them in a section that they never had either."""
    chief = world.people["chief"]
    made = {name: _story(world, name, name) for name in NEVER_SHOWN}
    made["scheduled"] = _story(world, "scheduled", "approved")
    tomorrow = timezone.now() + timedelta(days=1)
    timed.schedule(made["scheduled"], by=chief, run_at=tomorrow, kind="first", reason=word("scheduled", "reason"))
    made["embargoed"] = _story(world, "embargoed", "draft")
    desk.set_embargo(made["embargoed"], by=chief, run_at=tomorrow, reason=word("embargoed", "reason"))
    made["blocked"] = _story(world, "blocked", "approved")
    desk.block(made["blocked"], by=chief, kind="legal", text=word("blocked", "reason"))
    section = make_section(word("elsewhere", "section"), names={"en": word("elsewhere", "sectionname")})
    made["elsewhere"] = make_article("draft", section=section, **texts("elsewhere"))
    return made


def newer_texts(world):
    """Live stories whose next text is on its way, by name, with a correction that waits for its minute."""
    chief = world.people["chief"]
    made = {}
    for name in ("draft", "in_review", "approved"):
        made[f"newer_{name}"] = _newer(world, name)
    waiting = _newer(world, "approved", name="newer_scheduled")
    words = {"kind": "correction", "text": word("newer_scheduled", "correction")}
    timed.schedule(waiting, by=chief, run_at=timezone.now() + timedelta(days=1), **words)
    return made | {"newer_scheduled": waiting}


def taken_back(world):
    """Stories by name that readers had. What is said of them instead is for everybody; so are authors and topics
    that were once shown."""
    chief = world.people["chief"]
    moves = {
        "held": lambda story: publishing.hold(story, by=chief, reason=word("held", "reason")),
        "retracted": lambda story: publishing.retract(story, by=chief, text="It was wrong."),
        "removed": lambda story: publishing.remove(story, by=chief, reason=word("removed", "reason")),
    }
    made = {}
    for name, move in moves.items():
        public = {"slug": f"taken-back-{name}", "topics": [], "bylines": [printed(name)]}
        made[name] = _story(world, name, "published", "live", **public)
        move(made[name])
    return made


def pictures_taken(world):
    """A live story whose pictures were withdrawn, on top of it and in its body: all that was said of them goes too."""
    made = records("picture")
    inside = records("inside")["lead_image"]
    texts = {"lead_image": made["lead_image"], "body": f'<p>Boats.</p><figure data-picture="{inside.pk}"></figure>'}
    story = make_article("published", "live", section=world.sections["world"], by=world.people["reporter"], **texts)
    for image in (made["lead_image"], inside):
        pictures.withdraw(image, by=world.people["chief"], reason=word("picture", "reason"))
    return {"picture": story}


def originals():
    """Gives each picture an original and a former one, in private storage, and returns their names there."""
    found = []
    for image in Image.objects.all():
        for name in (f"originals/{image.pk:032x}", f"originals/{image.pk:031x}f"):
            default_storage.save(name, ContentFile(CANARY.encode()))
            found.append(name)
        Image.objects.filter(pk=image.pk).update(original=found[-2])
        size = {"width": image.width, "height": image.height}
        OtherOriginal.objects.create(image=image, file=found[-1], sha256=image.sha256, **size)
    return found


def letters_unshown(world):
    """A live story with a letter that waits, one that was rejected, and the mail address of one that is shown."""
    moderator, live = world.people["moderator"], world.stories["live"]
    story = Publication.objects.get(article=live)
    for place, name in enumerate(("waiting", "rejected"), start=1):
        words = {"name": word(name, "sender"), "text": f"{word(name, 'text')} {letters.unlike_any()}"}
        sent = letters.write(
            story, email=f"{word(name, 'mail')}@readers.example", address=f"203.0.113.{place}", **words
        )
    moderating.decide(sent.pk, action="reject", by=moderator, reason=word("rejected", "reason"))
    mail = f"{word('approved', 'mail')}@readers.example"
    letters.approved(story, by=moderator, email=mail, address="203.0.113.9")
    return {"live": live}


def fronts_unshown(world):
    """A section's front with a place for a story that is not live yet, and one that waits for its minute."""
    place, chief, live = Place("en", world.sections["world"]), world.people["chief"], world.stories["live"]
    coming = _story(world, "coming", "approved")
    words = {name: word("slot", name) for name in ("headline", "kicker", "standfirst")}
    held_free = [Slot(article_id=live.pk), Slot(article_id=coming.pk, **words)]
    made = arranging.arrange(place, filled=held_free, by=chief, started_from=1, note=word("slot", "note"))
    later = [Slot(article_id=live.pk, **{name: word("later", name) for name in words})]
    at = timezone.now() + timedelta(days=2)
    waiting_fronts.schedule(place, filled=later, by=chief, started_from=made.number, run_at=at)
    return {"coming": coming}


def paths(stories):
    """Where these stories are, or would be if they were published today."""
    found = dict(Publication.objects.filter(article__in=stories).values_list("article", "path"))
    today = timezone.localdate()
    return [
        found.get(story.pk) or f"/{story.section.top.slug}/{today:%Y/%m/%d}/{story.slug}/"
        for story in stories
        if story.section
    ]


def _story(world, name, *states, **extra):
    section, writer = world.sections["world"], world.people["reporter"]
    return make_article(*states, section=section, by=writer, **texts(name) | records(name) | extra)


def _newer(world, state, *, name=""):
    name = name or f"newer_{state}"
    story = make_article("published", "live", section=world.sections["world"], by=world.people["reporter"])
    values = texts(name) | records(name)
    editing.save(story, by=world.people["reporter"], revision=story.revision_number, **values)
    story.refresh_from_db()
    if state != "draft":
        desk.submit(story, by=world.people["reporter"])
    if state == "approved":
        desk.approve(story, by=world.people["chief"], revision=story.revision_number)
    story.refresh_from_db()
    return story
