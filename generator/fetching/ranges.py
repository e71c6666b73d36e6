"""Which part of the internet an IP address is in."""

from __future__ import annotations

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

PUBLIC: Final = "public"

_Address = IPv4Address | IPv6Address

# Not left to `ipaddress.is_global`, which differs from one Python to the next. The
# first that fits is told: some metadata services are in wider ranges.
_RANGES: Final = {
    "cloud metadata": (
        "169.254.169.254/32 169.254.170.2/32 100.100.100.200/32 192.0.0.192/32 "
        "168.63.129.16/32 fd00:ec2::254/128 fd20:ce::254/128"
    ),
    "loopback": "127.0.0.0/8 ::1/128",
    "unspecified": "0.0.0.0/8 ::/128",
    "link-local": "169.254.0.0/16 fe80::/10",
    "private": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fec0::/10",
    "unique local": "fc00::/7",
    "multicast": "224.0.0.0/4 ff00::/8",
    "reserved": (
        "192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 "
        "203.0.113.0/24 240.0.0.0/4 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 "
        "3fff::/20 5f00::/16"
    ),
}
_NETWORKS: Final[list[tuple[str, IPv4Network | IPv6Network]]] = [
    (kind, ip_network(text))
    for kind, texts in _RANGES.items()
    for text in texts.split()
]
# IPv6 addresses that carry an IPv4 address, by how many bits follow it.
_CARRIERS: Final = {
    IPv6Network("::ffff:0:0/96"): 0,
    IPv6Network("::/96"): 0,
    IPv6Network("64:ff9b::/96"): 0,
    IPv6Network("2002::/16"): 80,
}


def kind(text: str) -> str:
    """The kind of an IP address: `public`, or why it is not.

    An IPv6 address that carries an IPv4 address (mapped, compatible, 6to4, NAT64) is
    what it carries.

    Raises:
        ValueError: The text is no IP address.
    """
    address = ip_address(text.partition("%")[0])
    found = _listed(address)
    if found == PUBLIC and isinstance(address, IPv6Address):
        for network, shift in _CARRIERS.items():
            if address in network:
                return _listed(IPv4Address(int(address) >> shift & 0xFFFFFFFF))
    return found


def _listed(address: _Address) -> str:
    for name, network in _NETWORKS:
        if address.version == network.version and address in network:
            return name
    return PUBLIC
