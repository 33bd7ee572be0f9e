import pytest
from django.test import RequestFactory

from newsroom.visitors import client_address, network_of


def request_from(remote="10.0.0.1", **headers):
    return RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9:52011", "203.0.113.9"),
        (1, "[2001:db8::9]:52011", "2001:db8::9"),
        (1, "[2001:db8::9]", "2001:db8::9"),
        (1, "192.0.2.1, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.1, 203.0.113.9", "192.0.2.1"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, " 2001:db8::1 ", "2001:db8::1"),
    ],
)
def test_address_is_what_our_own_proxies_say(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies

    assert client_address(request_from(**{"X-Forwarded-For": forwarded})) == expected


@pytest.mark.parametrize(
    ("remote", "expected"), [("", "127.0.0.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("fe80::1%eth0", "fe80::1")]
)
def test_address_without_a_proxy(remote, expected):
    assert client_address(request_from(remote)) == expected


def test_network_is_what_one_visitor_may_choose_from():
    assert [network_of(address) for address in ("192.0.2.1", "2001:db8:1:2:3::4")] == ["192.0.2.1", "2001:db8:1:2::/64"]
