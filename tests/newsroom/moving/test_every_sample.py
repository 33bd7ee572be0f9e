"""Every sample of every format: filed once, in whatever order, and again without a change."""

import random
from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Article, Publication
from newsroom.moving.importing import Terms, run
from newsroom.wire.filing import Filing
from newsroom.wire.matching import ReferenceNames
from newsroom.wire.models import Source, WireItem

SAMPLES = Path(__file__).parents[2] / "samples"
FOLDERS = ("csv", "ghost", "newsml_g2", "ninjs", "nitf", "rss_atom", "wire_text", "wxr")
FILES = sorted(path for name in FOLDERS for path in (SAMPLES / name).iterdir() if path.suffix != ".md")
BROKEN = {  # by what is wrong with them
    "bad-dateline.txt": "is not a dateline",
    "LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml": "",
}

pytestmark = pytest.mark.django_db


def imported(paths):
    """Each file is one source's: several of the samples say that they are example.com's post 100."""
    records = []
    for path in paths:
        filing = Filing(source=Source.objects.get_or_create(name=path.name)[0], names=ReferenceNames.read())
        records += run([path], filing=filing, terms=Terms())
    return records


def rows():
    """What was filed, without when and in which order."""
    items = WireItem.objects.order_by("source__name", "external_id")
    return list(
        items.values_list("source__name", "format", "external_id", "digest", "status", "standing", "article__headline")
    )


def test_every_sample_gives_records_and_nothing_is_public():
    records = imported(FILES)

    files = {Path(record.path).name for record in records}
    assert files == {path.name for path in FILES}
    failed = {Path(record.path).name for record in records if record.outcome == "failed"}
    assert failed == set(BROKEN)
    assert Article.objects.filter(desk_state="incoming").count() == Article.objects.count() > 20
    assert set(Article.objects.values_list("language", flat=True)) <= set(settings.NEWSROOM_LANGUAGES)
    assert not Publication.objects.exists()


def test_every_sample_again_changes_nothing():
    imported(FILES)
    before = rows()

    again = {record.outcome for record in imported(FILES)}

    assert rows() == before
    assert again <= {"unchanged", "duplicate", "skipped", "failed"}


def test_exports_of_one_site_settle_on_the_later_version_of_a_post():
    """Three of the samples say that they are example.com's; two of them have its posts 100 and 101."""
    source = Source.objects.create(name="One site")
    exports = [path for path in FILES if path.parent.name == "wxr"]

    def outcomes():
        return [r.outcome for r in run(exports, filing=Filing(source, ReferenceNames.read()), terms=Terms())]

    first, again = outcomes(), outcomes()

    assert first.count("filed") == 7
    assert set(again) == {"unchanged", "skipped"}
    assert Article.objects.filter(headline="Multi-Author Post").exists()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_of_files_changes_nothing(seed):
    files = list(FILES)
    imported(files)
    before = rows()
    WireItem.objects.all().delete()
    Article.objects.all().delete()

    random.Random(seed).shuffle(files)
    imported(files)

    assert rows() == before
