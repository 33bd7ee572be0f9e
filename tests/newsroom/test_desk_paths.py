from urllib.parse import urljoin

import pytest

from newsroom.desk_paths import story_page, way_to_story

STORY = "/admin/articles/article/12/"


@pytest.mark.parametrize("rest", ["", "change/", "history/", "kept/3/throw-away/", "move/take/", "nothing"])
def test_every_address_of_a_story_leads_to_its_form(rest):
    assert story_page(STORY + rest) == f"{STORY}change/"
    assert urljoin(STORY + rest, way_to_story(STORY + rest)) == f"{STORY}change/"


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/articles/article/", "/admin/articles/article/add/", "/admin/articles/image/1/"]
)
def test_other_addresses_lead_to_no_story(path):
    assert (story_page(path), way_to_story(path)) == ("", "")
