import pytest

from newsroom.pagecache.conditions import is_refused, is_unchanged

TAG = '"0123-br"'
DATE = "Sat, 04 Jan 2025 17:12:00 GMT"
MODIFIED_AT = 1736010720


@pytest.mark.parametrize(
    ("named", "answer"),
    [
        (TAG, True),
        (f"W/{TAG}", True),
        ("*", True),
        (" * ", True),
        (f'"other", {TAG}', True),
        (f'W/"a,b" ,W/{TAG}', True),
        ('"0123"', False),
        ('"0123-gzip"', False),
        ("0123-br", False),
        ("", False),
        ('"*"', False),
        ('"', False),
        ("\xff\x00", False),
        ('"a",' * 1000, False),
    ],
)
def test_reader_who_names_the_tag_has_the_page(named, answer):
    assert is_unchanged({"HTTP_IF_NONE_MATCH": named}, tag=TAG, modified_at=None) is answer


def test_weak_tag_of_ours_is_found_as_well():
    assert is_unchanged({"HTTP_IF_NONE_MATCH": TAG}, tag=f"W/{TAG}", modified_at=None)


@pytest.mark.parametrize(
    ("since", "answer"),
    [
        (DATE, True),
        ("Sat, 04 Jan 2025 17:12:01 GMT", True),
        ("Saturday, 04-Jan-25 17:12:00 GMT", True),
        ("Sat Jan  4 17:12:00 2025", True),
        ("Sat, 04 Jan 2025 17:11:59 GMT", False),
        ("1736010721", False),
        ("Sat, 99 Jan 2025 17:12:00 GMT", False),
        ("", False),
        ("\x00", False),
    ],
)
def test_reader_who_got_it_since_it_changed_has_the_page(since, answer):
    assert is_unchanged({"HTTP_IF_MODIFIED_SINCE": since}, tag=TAG, modified_at=MODIFIED_AT) is answer


def test_tag_says_more_than_a_date():
    asked = {"HTTP_IF_NONE_MATCH": '"other"', "HTTP_IF_MODIFIED_SINCE": DATE}

    assert not is_unchanged(asked, tag=TAG, modified_at=MODIFIED_AT)


def test_date_says_nothing_of_a_page_without_one():
    assert not is_unchanged({"HTTP_IF_MODIFIED_SINCE": DATE}, tag=TAG, modified_at=None)


def test_nothing_asked_is_no_condition():
    assert not is_unchanged({}, tag=TAG, modified_at=MODIFIED_AT)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({}, False),
        ({"HTTP_IF_MATCH": TAG}, False),
        ({"HTTP_IF_MATCH": f'"other", {TAG}'}, False),
        ({"HTTP_IF_MATCH": "*"}, False),
        ({"HTTP_IF_MATCH": '"other"'}, True),
        ({"HTTP_IF_MATCH": f"W/{TAG}"}, True),
        ({"HTTP_IF_MATCH": ""}, True),
        ({"HTTP_IF_UNMODIFIED_SINCE": DATE}, False),
        ({"HTTP_IF_UNMODIFIED_SINCE": "Sat, 04 Jan 2025 17:11:59 GMT"}, True),
        ({"HTTP_IF_UNMODIFIED_SINCE": "yesterday"}, False),
        ({"HTTP_IF_MATCH": TAG, "HTTP_IF_UNMODIFIED_SINCE": "Sat, 04 Jan 2025 17:11:59 GMT"}, False),
    ],
)
def test_reader_who_wants_another_version_is_refused(asked, answer):
    assert is_refused(asked, tag=TAG, modified_at=MODIFIED_AT) is answer


def test_date_refuses_nobody_where_the_page_has_none():
    assert not is_refused({"HTTP_IF_UNMODIFIED_SINCE": DATE}, tag=TAG, modified_at=None)
