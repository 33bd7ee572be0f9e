"""What the demo newsroom has none of, put into the one that is walked through: a sub-section, more letters than stand
below a story, versions of one."""

from articles.models import Publication, Section
from articles.rights import Role
from newsroom.pages.queries import LETTERS_SHOWN
from tests.articles.test_public_versions import change
from tests.factories import make_section, make_user
from tests.newsroom.pages.readers import publish
from tests.newsroom.responses.letters import address_of, approved

TEXTS = {
    "en": ("Harbour ferry has a new timetable", "Boats go out on Sunday.", "Boats go out on Monday."),
    "ar": ("جدول جديد لعبّارة الميناء", "تخرج القوارب يوم الأحد.", "تخرج القوارب يوم الاثنين."),
}
WORDS = {
    "en": ("nets", "gulls", "ropes", "tides", "lamps", "sails"),
    "ar": ("شباك", "نوارس", "حبال", "أمواج", "مصابيح", "أشرعة"),
}


def publish_more() -> None:
    world = Section.objects.get(slug="world")
    harbour = make_section("harbour", names={"en": "Harbour", "ar": "الميناء"}, parent=world)
    original = None
    for language in TEXTS:
        story = _twice(harbour, language, translation_of_id=original and original.article_id)
        _write_letters(story)
        original = original or story


def _twice(section, language: str, **values) -> Publication:
    """A story that readers may still write about, in a second version."""
    headline, first, second = TEXTS[language]
    newest = Publication.objects.live().newest_first()[0]
    words = {"headline": headline, "body": f"<p>{first}</p>", "language": language}
    story = publish(section=section, at=newest.first_published_at, **words, **values)
    change(story, by=make_user(Role.CHIEF), body=f"<p>{second}</p>", kind="correction", text=second)
    return story


def _write_letters(story: Publication) -> None:
    moderator = make_user(Role.MODERATOR)
    for number in range(LETTERS_SHOWN + 1):
        text = " ".join(f"{word}{number}" for word in WORDS[story.language])  # unlike any other
        approved(story, by=moderator, text=text, email="", address=address_of(story.pk * 100 + number))
