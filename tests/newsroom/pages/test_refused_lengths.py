import errno

import pytest
from django.test import RequestFactory

from newsroom.lengths import MOST_ELSEWHERE, MOST_ON_DESK
from newsroom.pages import errors
from newsroom.pages.refused_lengths import RefusedLengthMiddleware


def asked(path, **meta):
    """The status, with whether the view was asked."""
    seen = []

    def view(request):
        seen.append(request)
        return errors.bad_request(request)

    response = RefusedLengthMiddleware(view)(RequestFactory().post(path, **meta))
    return response.status_code, bool(seen)


@pytest.mark.parametrize(
    ("path", "most"), [("/admin/x/", MOST_ON_DESK), ("/accounts/x/", MOST_ON_DESK), ("/x/", MOST_ELSEWHERE)]
)
def test_what_is_too_long_is_refused_by_its_length(path, most):
    assert asked(path, CONTENT_LENGTH=str(most + 1)) == (413, False)
    assert asked(path, CONTENT_LENGTH=str(most)) == (400, True)


@pytest.mark.parametrize("length", ["", "no", "-5", "٣", "9" * 30])
def test_a_length_that_is_none_is_left_to_others(length):
    assert asked("/x/", CONTENT_LENGTH=length) == (400, True)


def test_a_body_of_no_announced_length_is_refused():
    assert asked("/admin/x/", HTTP_TRANSFER_ENCODING="chunked") == (411, False)


def test_a_full_disk_is_told_in_a_sentence():
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError:
        response = errors.server_error(RequestFactory().get("/admin/"))

    assert response.status_code == 507
    assert b"nothing was saved" in response.content
