"""Which addresses may be connected to, and where a host name really leads."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence

import msgspec

from wenzhai.errors import SettingsError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What the standard library's `is_global` passes (or passed in older releases) and a newsroom
# still has no business with: transition addresses hide an IPv4 address inside an IPv6 one.
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",
        "240.0.0.0/4",
        "::/96",  # IPv4-compatible
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local
    )
)


class Target(msgspec.Struct, frozen=True):
    """Where `resolve` leads a host: an IP address and a port."""

    address: str
    port: int


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; anything that cannot be read is not."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.scope_id is not None:
            return False
        if parsed.ipv4_mapped is not None:
            # Never needed to reach a public host, often used to get past a filter.
            return False
    if any(parsed in network for network in _REFUSED if network.version == parsed.version):
        return False
    return parsed.is_global and not (
        parsed.is_multicast or parsed.is_reserved or parsed.is_loopback or parsed.is_link_local
    )


def matches_host(pattern: str, host: str) -> bool:
    """Whether `pattern` (a name, or `*.suffix`) names `host`; both without regard to case."""
    pattern, host = pattern.lower().rstrip("."), host.lower().rstrip(".")
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern


class AddressRules:
    """`collect.resolve` and `collect.allow_private`, read once.

    Raises `SettingsError` when an entry of either cannot be read.
    """

    def __init__(self, *, allow_private: Sequence[str], resolve: Mapping[str, str]) -> None:
        self._networks = []
        self._hosts = []
        for entry in allow_private:
            try:
                self._networks.append(ipaddress.ip_network(entry, strict=False))
            except ValueError:
                self._check_name(entry)
                self._hosts.append(entry)
        # A name before a suffix, a longer suffix before a shorter one: the nearest rule wins.
        self._resolve = [
            (pattern, _read_target(pattern, resolve[pattern]))
            for pattern in sorted(resolve, key=lambda p: (p.startswith("*."), -len(p), p))
        ]

    @staticmethod
    def _check_name(entry: str) -> None:
        if not entry or "/" in entry or any(character.isspace() for character in entry):
            raise SettingsError(
                f"`{entry}` is neither a host name nor a network",
                where="collect.allow_private",
                remedy="Write a host (`intranet.example`) or a network (`10.1.0.0/16`).",
            )

    def find_target(self, host: str) -> Target | None:
        """Where the settings lead `host`, or None when its name is to be resolved as usual."""
        for pattern, target in self._resolve:
            if matches_host(pattern, host):
                return target
        return None

    def allows(self, host: str, address: str) -> bool:
        """Whether `host` may be reached at `address`."""
        if is_public(address) or any(matches_host(name, host) for name in self._hosts):
            return True
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in net for net in self._networks if net.version == parsed.version)


def _read_target(pattern: str, value: str) -> Target:
    address, _, port = value.rpartition(":")
    address = address.removeprefix("[").removesuffix("]")
    try:
        ipaddress.ip_address(address)
        number = int(port)
    except ValueError:
        number = 0
    if not 1 <= number <= 65535:
        raise SettingsError(
            f"`{value}` is not an `address:port`",
            where=f"collect.resolve `{pattern}`",
            remedy="Write an IP address and a port, such as `127.0.0.1:8080` or `[::1]:8080`.",
        )
    return Target(address, number)
