"""The headers of every answer, in production: the policy, no cookie, nobody's version."""

import pytest

from tests.matrix.headers import wrong_headers

pytestmark = pytest.mark.slow

YEAR = 365 * 24 * 3600
STRICT_ENOUGH = {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"}
TELLTALE = ("X-Powered-By", "X-AspNet-Version", "Via", "X-Django-Version")


def test_answers_have_every_safe_header(site):
    wrong = {}
    for path, answer in site.answers.items():
        answer_without_server = type("Headers", (), {"headers": dict(answer.headers)})
        answer_without_server.headers.pop("Server", None)
        wrong[path] = wrong_headers(path, answer_without_server) if not path.startswith("/static/") else []

    assert {path: found for path, found in wrong.items() if found} == {}


def test_pages_may_run_no_script_and_load_nothing_foreign(site):
    for path, answer in site.answers.items():
        if answer.is_page:
            policy = set(answer.header("Content-Security-Policy").split("; "))
            assert policy >= STRICT_ENOUGH, path
            assert not [rule for rule in policy if rule.startswith("script-src")], path
            assert "unsafe" not in str(policy), path
            assert "//" not in str(policy), path


def test_answers_set_no_cookie(site):
    assert [path for path, answer in site.answers.items() if answer.header("Set-Cookie")] == []


def test_answers_vary_on_how_they_are_packed_alone(site):
    """A page that varied by cookie or by language could be kept by nobody in between."""
    varied = {path: answer.header("Vary") for path, answer in site.answers.items()}

    assert {path: on for path, on in varied.items() if on not in ("", "Accept-Encoding")} == {}


def test_answers_tell_nobody_s_version(site):
    for path, answer in site.answers.items():
        assert not any(character.isdigit() for character in answer.header("Server")), path
        assert not any(answer.header(name) for name in TELLTALE), path


def test_browsers_are_told_to_come_by_https_alone(site):
    for path, answer in site.answers.items():
        rules = answer.header("Strict-Transport-Security")
        seconds = dict(part.partition("=")[::2] for part in rules.split("; ")).get("max-age", "0")
        assert int(seconds) >= YEAR, path


def test_texts_say_their_letters(site):
    texts = [answer for answer in site.answers.values() if answer.media_type in ("text/html", "text/plain")]

    assert [answer.path for answer in texts if "charset=utf-8" not in answer.header("Content-Type").lower()] == []
