from random import Random

import pytest

from articles.bodies import sanitise
from articles.slugs import MAX_LENGTH, slugify
from newsroom.demo.wording import Wording

WORDING = Wording.read()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_wording_needs_no_cleaning(language):
    by = Random(7)
    for _ in range(50):
        headline, slug = WORDING.headline(language, by=by)
        body = WORDING.body(language, by=by)
        assert body == sanitise(body)
        assert slugify(f"{slug}-99999999") == f"{slug}-99999999"
        assert len(headline) < 300
        assert len(slug) <= MAX_LENGTH - 9
