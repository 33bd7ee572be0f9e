"""A test that commits leaves nothing for the next one, in whatever order they run."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Edition
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_time", range(2))
def test_test_that_commits_finds_no_job_and_the_first_edition(_time):
    assert (ProcrastinateJob.objects.count(), Edition.current()) == (0, 1)

    make_article("published", "live")

    assert ProcrastinateJob.objects.exists()
