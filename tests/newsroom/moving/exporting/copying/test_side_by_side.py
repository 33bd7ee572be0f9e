import multiprocessing
from threading import Thread

import pytest
from django.db import connection

from articles.models import Publication
from newsroom.moving.exporting.copying.asking import asking
from newsroom.moving.exporting.copying.side_by_side import AT_ONCE, finding
from newsroom.moving.exporting.formats import ExportFailed
from newsroom.moving.exporting.running import one_moment
from tests.newsroom.pages.readers import publish

ADDRESSES = ["/", "/ar/", "/robots.txt", "/world/", "/nowhere/", *(f"/world/{year}/" for year in range(2000, 2030))]


def found_by(site, *, side_by_side):
    with finding(site, side_by_side=side_by_side) as find:
        return sorted(find(ADDRESSES)), len(multiprocessing.active_children())


def take_all_away():
    Publication.objects.update(language="he")
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_others_find_what_this_process_would_in_the_same_moment():
    publish(headline="Boats go out")
    with one_moment(), asking() as site:
        alone, none = found_by(site, side_by_side=False)
        later = Thread(target=take_all_away)
        later.start()
        later.join()

        together, some = found_by(site, side_by_side=True)

        assert (none, some > 0, multiprocessing.active_children()) == (0, True, [])
        assert len(ADDRESSES) > AT_ONCE
        assert together == alone
        assert [one.status for one in together if one.address in ("/", "/nowhere/")] == [200, 404]
        assert b"Boats go out" in next(one.content for one in together if one.address == "/world/")
        with finding(site, side_by_side=True) as find:
            for process in multiprocessing.active_children():
                process.kill()
                process.join()
            with pytest.raises(ExportFailed, match="was ended"):
                list(find(ADDRESSES))


@pytest.mark.django_db
def test_transaction_that_others_cannot_join_is_read_by_this_process():
    publish()
    with asking() as site:
        found, processes = found_by(site, side_by_side=True)

    assert (len(found), processes) == (len(ADDRESSES), 0)
