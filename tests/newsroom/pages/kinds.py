"""Every kind of page that readers meet, in two languages, with the status of each."""

import re
from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from articles import publishing
from articles.models import Article, Publication
from articles.rights import Role
from newsroom import urls
from newsroom.demo import texts
from newsroom.fronts.banners import raise_banner
from newsroom.previews import links
from newsroom.readership import most
from tests.articles.test_public_versions import change
from tests.factories import make_article, make_section, make_user
from tests.newsroom.about.pages import write
from tests.newsroom.pages.readers import make_image, publish, publish_both
from tests.newsroom.readership.test_most import read
from tests.newsroom.responses.letters import address_of, approved

PREFIXES = ("/", "/ar/")
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenfabrik"
LONG_HEADLINE = f"After eleven years, four inquiries and two governments the harbour has its {LONG_WORD} again"
TEXT = "A pull quote that is far longer than anybody would take out of a text, and that goes on for several lines."
PULLS = f'<aside data-kind="quote"><p>One.</p></aside><aside data-kind="quote"><p>{TEXT}</p><cite>Her</cite></aside>'


def broken(request) -> HttpResponse:
    raise RuntimeError("A view that fails.")


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
urlpatterns = [*(path(f"{prefix[1:]}broken/", broken) for prefix in PREFIXES), *urls.urlpatterns]


def publish_every_kind() -> dict[str, int]:
    """Needs `settings.PUBLIC_VERSIONS`, letters that stay open, and this module as the URLs."""
    assert settings.PUBLIC_VERSIONS
    chief = make_user(Role.CHIEF)
    both = publish_both(standfirst="The first boats left at dawn.", kicker="Ports", source="Harbour Wire")
    whole = [publish_whole(text, section=both[0].section) for text in whole_story()]
    for story in both:
        change(story, by=chief, kicker="Harbour", kind="correction", text="An earlier version named another day.")
        approved(story, address=address_of(story.pk), email="")
        read(story, 3)
    most.refresh()
    _fill_lists(both[0].section)
    _write_policies()
    raise_banner({"en": "The quay is flooded", "ar": "الرصيف مغمور"}, by=chief, ends_at=_tomorrow())
    paths = {f"{prefix}{place}": status for prefix in PREFIXES for place, status in PLACES.items()}
    paths |= {f"{story.path}{below}": 200 for story in both for below in BELOW}
    paths |= {story.path: 200 for story in whole} | _taken_back(both, by=chief)
    return paths | {f"/preview/{token}/": 200 for token in _previews(both[0].section, by=chief)}


PLACES = dict.fromkeys(
    [
        *("", "world/", "world/harbour/", "corrections/", "authors/rana-haddad/", "topics/harbours/"),
        *("world/2025/", "world/2025/01/", "world/2025/01/04/", "about/", "about/privacy/"),
        *("search/", "search/?q=harbour&language=all", "search/?q=harbuor&section=world&from=x"),
    ],
    200,
) | {"not-there/": 404, "broken/": 500}
BELOW = ("", "respond/", "letters/", "versions/", "versions/2/")


def whole_story():
    """The demo's story with every part of a body, in each language."""
    story = next(story for story in texts.archive() if story.links and story.pictures)
    return story, story.translation


def publish_whole(text, *, section):
    image = make_image()
    body = re.sub('data-picture="[0-9]+"', f'data-picture="{image.pk}"', text.body)
    words = {"headline": text.headline, "standfirst": text.standfirst, "language": text.language}
    return publish(section=section, body=f"{PULLS}<p>{TEXT}</p>{body}", lead_image=image, **words)


def _fill_lists(world):
    """Enough stories for each place of a front and of a list; one below has all that is too long."""
    harbour = make_section("harbour", names={"en": "Harbour", "ar": "الميناء"}, parent=world)
    for language in ("en", "ar"):
        for number in range(8):
            publish(section=world, headline=f"Boat {number} leaves", language=language)
        publish(section=harbour, headline=LONG_HEADLINE, standfirst=TEXT, kicker=LONG_WORD, language=language)


def _write_policies():
    for language in ("en", "ar"):
        write("privacy", language, body="<h2>What we keep</h2><p>Nothing.</p>")


def _tomorrow():
    return timezone.now() + timedelta(days=1)


def _taken_back(both, *, by):
    """A story of each state that leaves a notice at its address, in each language."""
    statuses = {}
    for language in ("en", "ar"):
        for move, status in ((publishing.hold, 200), (publishing.retract, 200), (publishing.remove, 410)):
            story = publish(section=both[0].section, headline=f"Ferry {move.__name__}", language=language)
            move(Article.objects.get(pk=story.article_id), by=by, reason="It is so.", text="We look at it again.")
            statuses[Publication.objects.get(pk=story.pk).path] = status
    return statuses


def _previews(section, *, by):
    for language in ("en", "ar"):
        draft = make_article(by=by, section=section, headline="Ferry back on time", language=language)
        yield links.make(draft, by=by)[1]
