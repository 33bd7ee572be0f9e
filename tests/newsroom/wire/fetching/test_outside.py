import pytest

from newsroom.wire.fetching.outside import is_outside


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("93.184.215.14", True), ("2606:4700::1111", True), ("64:ff9b::5db8:d70e", True),
        ("::ffff:93.184.215.14", True),
        ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.0.1", False), ("127.0.0.1", False), ("127.8.8.8", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("100.100.100.200", False), ("0.0.0.0", False),
        ("0.1.2.3", False), ("224.0.0.1", False), ("239.1.1.1", False), ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("192.0.0.192", False), ("192.0.2.1", False), ("198.18.0.1", False), ("168.63.129.16", False),
        ("::", False), ("::1", False), ("::127.0.0.1", False), ("fe80::1%eth0", False), ("fec0::1", False),
        ("fd00::1", False), ("ff02::1", False), ("::ffff:10.0.0.1", False), ("::ffff:7f00:1", False),
        ("2002:7f00:1::", False), ("2002:a00:1::1", False), ("64:ff9b::a00:1", False), ("64:ff9b:1::a00:1", False),
        ("2001::1", False), ("2001:db8::1", False), ("4000::1", False), ("::ffff:0:10.0.0.1", False),
    ],
)  # fmt: skip
def test_what_is_outside(address, outside):
    assert is_outside(address) is outside
