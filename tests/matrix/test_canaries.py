"""What readers may not have is at none of our addresses: asked as anybody, whatever state the story is in."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article, Rendition
from articles.pictures.storing import private_path

from . import hidden
from .asking import Browser
from .listening import answer, everywhere, songs

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ABSENT = "zqycanary"  # what no story has in place of a canary
SEARCHES = (
    "/search/?q={}",
    "/ar/search/?q={}",
    "/search/?q=%22{}%22",
    "/search/?q=-harbour+{}",
    "/api/v1/search/?q={}",
)


def test_canaries_are_heard_of_a_live_story(world):
    """Or the silence of all others would mean nothing."""
    story = hidden._story(world, "live", "published", "live")

    heard = songs(everywhere(world, [story]))

    everything = set().union(*heard.values())
    unheard = [field for field in hidden.TEXTS if hidden.word("live", field).encode() not in everything]
    assert set(unheard) <= {"section_label", "kicker", "dateline_place", "source", "credit_line"}, unheard
    assert {"/", "/world/", "/sitemap.xml"} & set(heard) >= {"/", "/world/"}
    assert len(heard) >= 10


@pytest.mark.parametrize(
    "kind", ["never_shown", "newer_texts", "taken_back", "letters_unshown", "fronts_unshown", "pictures_taken"]
)
def test_nothing_is_heard_of_what_readers_have_not(world, kind):
    stories = getattr(hidden, kind)(world).values()

    assert songs(everywhere(world, stories)) == {}


@pytest.mark.parametrize("kind", ["never_shown", "newer_texts", "taken_back"])
def test_search_answers_a_hidden_word_as_one_that_nobody_wrote(world, kind):
    getattr(hidden, kind)(world)
    words = [hidden.word(name, field) for name in _names(kind) for field in ("headline", "body", "printed", "caption")]

    for word in words:
        absent = word.replace(hidden.CANARY, ABSENT)
        for address in SEARCHES:
            found, none = (answer(address.format(each)) for each in (word, absent))
            assert _untagged(found).replace(word.encode(), absent.encode()) == _untagged(none), address


def _names(kind):
    if kind == "taken_back":
        return hidden.TAKEN_BACK
    return [name if kind == "never_shown" else f"newer_{name}" for name in ("draft", "approved", "scheduled")]


def _untagged(answer):
    """Without the tag, which is that of the words."""
    return re.sub(rb"ETag: .*", b"", answer)


def test_address_of_a_hidden_story_answers_as_one_that_never_was(world):
    stories = hidden.never_shown(world)

    for path in hidden.paths(stories.values()):
        absent = path.replace(hidden.CANARY, ABSENT)
        assert answer(path).replace(path.encode(), absent.encode()) == answer(absent), path


def test_picture_of_a_hidden_story_is_nobody_s(world):
    for make in (hidden.never_shown, hidden.newer_texts, hidden.taken_back):
        make(world)
    shown = Rendition.objects.filter(image__publications__status="live").values("name")
    names = Rendition.objects.exclude(name__in=shown).values_list("name", flat=True)

    assert len(names) > 30
    assert {name for name in names if Client().get(f"/media/{name}").status_code != 404} == set()


def test_files_of_a_hidden_picture_are_nobody_s_by_any_name(world):
    """Original, former original and renditions, also under the names that they have in private storage, and also for
    people of the desk, who have other addresses for them."""
    for make in (hidden.never_shown, hidden.taken_back, hidden.pictures_taken):
        make(world)
    shown = Rendition.objects.filter(image__publications__status="live", image__withdrawn_at=None).values("name")
    names = set(Rendition.objects.exclude(name__in=shown).values_list("name", flat=True))
    privately = {private_path(name) for name in names} | set(hidden.originals())
    assert len(privately) > len(names) > 30
    paths = [f"{root}{name}" for name in names | privately for root in ("/media/", "/static/", "/ar/media/")]

    for person in ("anonymous", "guest", "outside_editor", "chief"):
        browser = Browser()
        browser.cookies.load(world.cookies[person])
        found = {path for path in paths if browser.get(path).status_code != 404}
        assert found == set(), person


def test_readers_get_the_same_to_the_byte_whatever_the_desk_writes(world):
    """No list, count, tag or suggestion moves with a story that is not published."""
    before = everywhere(world)
    hidden.never_shown(world)
    live = Article.objects.get(pk=world.stories["live"].pk)
    hidden.editing.save(live, by=world.people["reporter"], revision=live.revision_number, headline="Another")

    after = everywhere(world)

    desk = re.compile(rb"\nX-|csrf|nonce")  # of the sign-in's form, which has a token
    moved = [address for address in before if before[address] != after[address] and not desk.search(before[address])]
    assert [address for address in moved if not address.startswith(("/admin/", "/accounts/"))] == []


def test_old_address_of_a_story_that_moved_gives_nothing_newer_away(world):
    """A slug that waits is as secret as a text that waits; the address that was leads to the one that is."""
    story = hidden._newer(world, "approved", name="newer_approved")
    path = story.publication.path

    assert songs({path: answer(path)}) == {}
    publishing.publish(story, by=world.people["chief"], kind="update")
    assert quote(hidden.word("newer_approved", "slug")).encode() in answer(path)
