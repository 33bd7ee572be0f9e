"""What a server of one's own sets, in a process of its own: the suite itself runs as the demo does."""

import json

from tests.newsroom.test_settings import PRODUCTION, manage

COOKIES = ("SESSION", "CSRF", "LANGUAGE", "MESSAGE", "DEVICE")


def settings_of(*names, **environment):
    code = f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {names}]))"
    run = manage("shell", "--no-imports", "-c", code, **PRODUCTION | environment)
    return json.loads(run.stdout)


def test_every_cookie_is_bound_to_the_host():
    names = settings_of(*(f"{cookie}_COOKIE_NAME" for cookie in COOKIES))

    assert [name.startswith("__Host-newsroom") for name in names] == [True] * len(COOKIES)


def test_cookies_travel_over_https_alone():
    assert settings_of("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE") == [True] * 3


def test_second_factor_is_required():
    assert settings_of("SECOND_FACTOR_REQUIRED") == [True]


def test_forwarded_addresses_count_as_far_as_our_proxies_go():
    found = [
        settings_of("TRUSTED_PROXIES", **environment)
        for environment in ({}, {"BEHIND_PROXY": "1"}, {"BEHIND_PROXY": "1", "TRUSTED_PROXIES": "2"})
    ]

    assert found == [[0], [1], [2]]


def test_redis_that_never_answers_holds_up_nobody():
    ((cache, local),) = [list(caches.values()) for caches in settings_of("CACHES", CACHE_URL="redis://127.0.0.1:1/0")]

    assert (cache["BACKEND"], cache["OPTIONS"]) == (
        "django.core.cache.backends.redis.RedisCache",
        {"socket_timeout": 0.3, "socket_connect_timeout": 0.3},
    )
    assert local["BACKEND"].endswith("LocMemCache")
