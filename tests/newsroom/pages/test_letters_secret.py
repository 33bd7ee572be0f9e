"""A letter that waits or was rejected is on no page, and no address of a reader ever is."""

from urllib.parse import quote

import pytest
from django.core.cache import caches
from django.utils import timezone

from articles.rights import Role
from newsroom import tries
from newsroom.responses.models import LetterStatus
from newsroom.responses.moderating import decide
from tests.factories import make_user
from tests.newsroom.pages.readers import publish_both
from tests.newsroom.responses.letters import write

pytestmark = pytest.mark.django_db
NONCE = "zqxjv"
WAYS = {"waiting": [], "rejected": ["reject"], "blocked": ["block"], "approved": ["approve"]}
WAYS |= {"taken back": ["approve", "undo"], "rejected after all": ["approve", "undo", "reject"]}


@pytest.fixture(autouse=True)
def _count_anew(settings):
    for cache in caches.all(initialized_only=True):
        cache.clear()
    tries.shared.away_until = 0.0
    settings.LETTERS_OPEN_DAYS = 0


def pages(client, story):
    """Every public surface that the story is on, its own included, with every header."""
    day = timezone.localtime(story.first_published_at)
    prefix = "/ar" if story.language == "ar" else ""
    section = f"{prefix}/world/"
    paths = [f"{prefix}/", section, f"{section}{day:%Y}/", f"{section}{day:%Y/%m}/", f"{section}{day:%Y/%m/%d}/"]
    paths += [f"{prefix}/{path}" for path in ("corrections/", "authors/rana-haddad/", "topics/harbours/", "nowhere/")]
    paths += [f"{prefix}/search/?q={NONCE}", f"{prefix}/feed.xml", f"{prefix}/rss.xml", f"{section}feed.xml"]
    paths += ["/sitemap.xml", "/news-sitemap.xml", "/robots.txt"]
    paths += [story.path + part for part in ("", "respond/", "letters/", "letters/?before=x")]
    found = {path: client.get(quote(path, safe="/?=&")) for path in paths}
    return {path: f"{response.headers} {response.content.decode()}" for path, response in found.items()}


@pytest.mark.parametrize("way", WAYS)
def test_letter_is_nowhere_until_it_is_approved(client, way):
    moderator = make_user(Role.MODERATOR)
    for story in publish_both():
        letter = write(
            story,
            name=f"{NONCE} name",
            email=f"{NONCE}@readers.{story.language}.example",
            text=f"{NONCE} {story.language} has words enough",
            address=f"198.51.100.{len(story.path)}",
        )
        before = pages(client, story)
        for action in WAYS[way]:
            letter = decide(letter.pk, action=action, by=moderator, reason=f"{NONCE} reason")
        shown = pages(client, story)

        is_shown = letter.status == LetterStatus.APPROVED
        marked = {
            path for path, page in shown.items() if f"{NONCE} name" in page or f"{NONCE} {story.language}" in page
        }
        assert marked == ({story.path, f"{story.path}letters/"} if is_shown else set())
        words = (f"{NONCE}@readers", f"{NONCE} reason", letter.place_key)
        assert {path for path, page in shown.items() if any(word in page for word in words)} == set()
        if not is_shown:
            assert without_tokens(shown) == without_tokens(before)


def without_tokens(pages):
    """But the form, which holds a token of its moment."""
    return {path: page for path, page in pages.items() if "respond/" not in path}
