from functools import partial

import pytest
from django.test import Client

from newsroom.previews import links
from tests import fingerprints
from tests.factories import make_article
from tests.newsroom.pages.readers import make_image

UNTOUCHED = ("articles_article", "articles_revision", "articles_transition", "articles_publication", "articles_edition")


@pytest.fixture
def story(reporter, section):
    """A draft of a reporter's, with words of its own in every field."""
    return make_article(
        by=reporter,
        section=section,
        headline="Ferry back on time",
        kicker="Ferries",
        standfirst="The first in a year.",
        body="<p>The ferry is back.</p>",
    )


@pytest.fixture
def token(story, reporter):
    return links.make(story, by=reporter)[1]


@pytest.fixture
def stranger():
    """A browser without an account."""
    return Client()


@pytest.fixture
def fingerprint(db):
    """Every row that a preview must leave as it is, as one value for each table."""
    return partial(fingerprints.fingerprint, *UNTOUCHED)


@pytest.fixture
def shelf():
    """Makes a picture with files in it whose bytes are their names."""
    return make_image
