from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from articles import pictures
from articles.models import Image
from articles.pictures import twice
from tests.factories import make_user

from .conftest import jpeg

AT_ONCE = 4


def sent(content):
    return SimpleUploadedFile("DSC_1.JPG", content, "image/jpeg")


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_by_many_at_once_is_added_once(shelves):
    person, start = make_user("reporter"), Barrier(AT_ONCE)

    def add(number):
        start.wait(timeout=20)
        file = sent(jpeg())
        try:
            with twice.alone_with(file) as there:
                return there or pictures.add(file, by=person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(add, range(AT_ONCE)))

    assert {image.pk for image in found} == {Image.objects.get().pk}


@pytest.mark.django_db
def test_one_that_may_be_used_comes_before_one_that_was_withdrawn(shelves, editor):
    first, second = (pictures.add(jpeg(), by=editor) for _number in range(2))
    Image.objects.filter(pk=first.pk).update(withdrawn_at=timezone.now())

    with twice.alone_with(sent(jpeg())) as there:
        assert there == second
    with twice.alone_with(sent(jpeg("red"))) as there:
        assert there is None
