"""Which addresses may be reached, in every disguise."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.errors import SettingsError
from wenzhai.services.http.addresses import AddressRules, Target, is_public

PRIVATE = [
    "127.0.0.1",
    "127.255.0.9",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "100.127.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2001:0:1::1",
    "2001:db8::1",
    "::127.0.0.1",
    "fec0::1",
    "localhost",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address):
    """No spelling of an inner address passes for a public one."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "223.5.5.5", "2606:4700::1111"])
def test_public_addresses_pass(address):
    """The open internet can be reached."""
    assert is_public(address)


@given(st.integers(0, 2**32 - 1))
def test_hidden_ipv4_never_passes(number):
    """An IPv4 address wrapped in IPv6 is refused whatever it wraps."""
    inner = ipaddress.IPv4Address(number)
    six_to_four = ipaddress.IPv6Address((0x2002 << 112) | (number << 80))
    nat64 = ipaddress.IPv6Address((0x64FF9B << 96) | number)
    assert not any(map(is_public, (f"::ffff:{inner}", f"::{inner}", str(six_to_four), str(nat64))))


@given(st.text(max_size=40))
def test_any_text_is_judged(text):
    """Whatever stands where an address should is answered, not crashed on."""
    assert is_public(text) in (True, False)


def test_allow_private_by_host_and_network():
    """A host or a network that the settings name may be private; its neighbours may not."""
    rules = AddressRules(allow_private=("intranet.example", "10.1.0.0/16"), resolve={})
    assert rules.allows("Intranet.Example", "10.9.0.1")
    assert rules.allows("other.example", "10.1.2.3")
    assert not rules.allows("other.example", "10.2.2.3")


def test_nearest_resolve_rule_wins():
    """A full name goes before a suffix, and a long suffix before a short one."""
    rules = AddressRules(
        allow_private=(),
        resolve={
            "*.example": "127.0.0.1:1000",
            "*.b.example": "127.0.0.1:2000",
            "a.b.example": "[::1]:3000",
        },
    )
    assert rules.find_target("a.b.example") == Target("::1", 3000)
    assert rules.find_target("c.b.example") == Target("127.0.0.1", 2000)
    assert rules.find_target("z.example") == Target("127.0.0.1", 1000)
    assert rules.find_target("example") is None


@pytest.mark.parametrize("value", ["", "localhost:80", "127.0.0.1", "127.0.0.1:0", "1.2.3.4:99999"])
def test_unreadable_resolve_is_a_settings_error(value):
    """What is not `address:port` is said with the place and a way out."""
    with pytest.raises(SettingsError, match="address:port"):
        AddressRules(allow_private=(), resolve={"a.example": value})


def test_unreadable_allow_private_is_a_settings_error():
    """A mistyped network is not taken for a host name."""
    with pytest.raises(SettingsError, match="allow_private"):
        AddressRules(allow_private=("10.0.0.0/99",), resolve={})
