import json

import pytest

from articles import editing, publishing
from articles.models import Publication, Rendition
from newsroom.pages.queries import whole
from newsroom.pages.story_rows import teasers
from newsroom.previews.drafts import drafted
from tests.factories import make_article, make_user
from tests.newsroom.pages.readers import make_image, publish_both, store_files

pytestmark = pytest.mark.django_db
DRESS = ("byline_rows", "topic_rows", "correction_rows", "counterparts", "images")


def at_readers(name):
    return f"/media/{name}"


def without_addresses(images):
    """Pictures in the order of their numbers, as readers' queries give them."""
    kept = ("name", "width", "height", "media_type")
    rows = [
        image | {"renditions": [{key: row[key] for key in kept} for row in image["renditions"]]} for image in images
    ]
    return sorted(rows, key=lambda row: row["id"])


def test_draft_of_what_readers_have_is_what_they_have():
    """Whatever readers' pages come to read of a publication, a draft has it too."""
    lead, inside = make_image(), make_image()
    body = f'<p>Boats.</p><figure data-picture="{inside.pk}"></figure>'
    english, _arabic = publish_both(lead_image=lead)
    editing.save(english.article, by=make_user("editor"), revision=1, body=body)
    publishing.publish_urgent(
        english.article, by=make_user("chief"), reason="Now.", kind="correction", text="It was Tuesday."
    )
    stored = whole(Publication.objects.filter(pk=english.pk)).get()

    draft = drafted(stored.revision, media=at_readers)

    assert draft.is_shown
    fields = [field.attname for field in Publication._meta.concrete_fields if field.name != "changed_at"]
    assert {name: getattr(draft.publication, name) for name in fields} == {
        name: getattr(stored, name) for name in fields
    }
    found = {name: getattr(draft.publication, name) for name in DRESS}
    expected = {name: getattr(stored, name) for name in DRESS}
    assert without_addresses(found.pop("images")) == without_addresses(expected.pop("images"))
    assert found == expected
    annotated = set(stored.__dict__) - set(Publication().__dict__) - {"_state"}
    assert annotated <= set(draft.publication.__dict__)


def test_draft_shows_in_lists_what_readers_have_there():
    lead = make_image()
    Rendition.objects.create(image=lead, use="card", name="c0ffee.jpg", width=240, height=160, media_type="image/jpeg")
    store_files(lead)
    story = publish_both(lead_image=lead)[0]
    row = teasers(Publication.objects.filter(pk=story.pk)).get()

    draft = drafted(story.revision, media=at_readers).publication

    def shown(of):
        values = {name: getattr(of, name) for name in row._fields}
        read = {name: json.loads(values.pop(name)) for name in ("section_names", "byline_text")}
        return values | read | {"lead_files": values["lead_files"].replace("/media/", "")}

    assert shown(draft) == shown(row)
    assert row.lead_files == "c0ffee.jpg 240 160 image/jpeg"


def test_draft_of_a_new_story_has_no_place_in_the_database(fingerprint, story):
    before = fingerprint()

    draft = drafted(story.head_revision, media=at_readers)

    assert (draft.publication.pk, draft.current, draft.is_shown) == (None, None, False)
    assert fingerprint() == before


def test_draft_of_a_live_story_keeps_its_address_and_first_date():
    story = make_article("draft", "live")
    current = story.publication

    draft = drafted(story.head_revision, media=at_readers)

    assert (draft.publication.path, draft.publication.first_published_at) == (current.path, current.first_published_at)
    assert draft.publication.updated_at > current.updated_at
    assert not draft.is_shown
