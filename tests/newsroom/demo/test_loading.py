import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection

from articles.history import broken_rows
from articles.models import Article, Image, Publication, Revision, Section, Transition
from newsroom.demo.loading import load
from tests.newsroom.demo.conftest import storages


@pytest.mark.slow
def test_load_interrupted_goes_on_where_it_can(db, settings, tmp_path):
    settings.STORAGES = storages(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_correction ADD CONSTRAINT cut CHECK (kind <> 'correction')")
        with pytest.raises(IntegrityError):
            load()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be pending when a table is altered
        cursor.execute("ALTER TABLE articles_correction DROP CONSTRAINT cut")
    assert [model.objects.count() for model in (Article, Revision, Transition, Section)] == [0, 0, 0, 0]
    assert Image.objects.count() == 18

    assert load()

    assert Publication.objects.live().count() > 200
    assert (Image.objects.count(), get_user_model().objects.count()) == (18, 7)
    assert list(broken_rows()) == []
