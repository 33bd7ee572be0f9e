"""The list by hand: a search that is kept, many stories moved at once, one taken off the spike."""

import pytest

from articles.models import Article
from newsroom.desk.models import SavedSearch
from tests.factories import make_article, make_section, make_user

from .waiting import follow

LIST = "/admin/articles/article/"


@pytest.fixture
def desk(live_server, shelf, page, violations):
    person = make_user("chief", username="layla", password="layla")
    section = make_section("world")
    for number in range(22):
        make_article(by=person, section=section, headline=f"Harbour council meets, part {number}")
    make_article(by=person, section=section, headline="معصرة الزيتون تفتح أبوابها", language="ar")
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("[name=username]", "layla")
    page.fill("[name=password]", "layla")
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{live_server.url}/admin/")
    page.goto(live_server.url + LIST)
    return page


@pytest.mark.django_db(transaction=True)
def test_search_is_kept_and_what_it_finds_is_spiked_and_one_comes_back(desk, faults, violations):
    found = []
    desk.fill("#searchbar", "council harbour")
    follow(desk, desk.locator("#searchbar"), "Enter")
    desk.click("text=Save this search")
    desk.fill(".searches [name=name]", "Harbour")
    desk.press(".searches [name=name]", "Enter")
    desk.wait_for_selector(".searches a[aria-current]")
    found += faults(desk)

    desk.check("#action-toggle")
    desk.select_option("[name=action]", "spike")
    desk.click("button[name=index]")
    desk.wait_for_selector(".bulk textarea")
    found += faults(desk)
    desk.fill("[name=reason]", "Held over,\nand over.")
    desk.click("text=Try it first")
    desk.wait_for_selector(".tried")
    found += faults(desk)
    untouched = Article.objects.filter(desk_state="spiked").count()
    desk.click(".submit-row button.default")
    desk.wait_for_url("**/bulk/done/**")
    found += faults(desk)

    assert (untouched, Article.objects.filter(desk_state="spiked").count()) == (0, 22)
    assert SavedSearch.objects.get().query == "q=council+harbour"

    follow(desk, desk.get_by_text("Back to the list"))
    desk.click("text=Spiked")
    desk.wait_for_selector(".unspike")
    found += faults(desk)
    desk.click(".unspike >> nth=0")
    desk.wait_for_selector(".messagelist .success")

    assert (desk.url.rpartition("?")[2], desk.locator(".unspike").count()) == ("state=spiked", 21)
    assert Article.objects.filter(desk_state="spiked").count() == 21
    assert (found, violations) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_headline_that_was_told_already_is_warned_of_while_it_is_typed(desk, live_server, faults, violations):
    desk.goto(f"{live_server.url}{LIST}add/")
    desk.fill("[name=headline]", "Council of the harbour meets, part 7")
    desk.press("[name=headline]", "Tab")
    desk.wait_for_selector("#similar a")

    told = desk.locator("#similar a").all_text_contents()
    found = faults(desk)
    desk.fill("[name=headline]", "Wheat prices fall")
    desk.press("[name=headline]", "Tab")
    desk.wait_for_selector("#similar", state="hidden")

    assert told[0] == "Harbour council meets, part 7"
    assert (found, violations) == ([], [])
