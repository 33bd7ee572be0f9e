from ipaddress import ip_network

import pytest

from newsroom.networks import place


@pytest.mark.parametrize(
    ("named", "network", "port"),
    [
        ("10.1.2.3", "10.1.2.3/32", 0),
        ("10.1.2.3:8080", "10.1.2.3/32", 8080),
        ("10.1.4.0/24", "10.1.4.0/24", 0),
        ("10.1.4.0/24:8080", "10.1.4.0/24", 8080),
        ("fd00::1", "fd00::1/128", 0),
        ("[fd00::/8]:8080", "fd00::/8", 8080),
    ],
)
def test_place_is_a_network_and_a_port(named, network, port):
    assert place(named) == (ip_network(network), port)


@pytest.mark.parametrize(
    "named",
    ["", "wire.example", "10.1.2.3:", "10.1.2.3:0", "10.1.2.3:65536", "10.1.2.3/33", "[fd00::1]", "10.1.2.3/24"],
)
def test_what_is_no_place_is_refused(named):
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence is the setting's
        place(named)
