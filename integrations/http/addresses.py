"""Which network addresses are public, and which are an organisation's own (attack W01)."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

type Address = IPv4Address | IPv6Address

_UNICAST = ipaddress.ip_network("2000::/3")
"""The only part of IPv6 in which public hosts are."""
_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # for protocols
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # for protocols; Teredo carries an IPv4 address inside
        "2002::/16",  # 6to4 carries one too
        "3fff::/20",  # for documentation
    )
]
"""What `ipaddress` takes for public in some version of Python that we support."""
_OWN = [
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
]
_PRIVATE = [
    ipaddress.ip_network(network)
    for network in ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
]
"""What an installation may open for its municipalities: never this machine itself, never link-local."""


def parse(text: str) -> Address:
    """Read an address; an IPv4 address dressed as IPv6 counts as what the kernel will connect to."""
    address = ipaddress.ip_address(text)
    return getattr(address, "ipv4_mapped", None) or address


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public internet."""
    if address.version == 6 and address not in _UNICAST:  # NAT64, site-local, multicast and many more
        return False
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in network for network in _NOT_PUBLIC)


def is_own(address: Address) -> bool:
    """Tell whether an address is this machine's or one of its private network's, link-local excepted."""
    return any(address in network for network in _OWN)


def is_private(address: Address) -> bool:
    """Tell whether an address is one of those that organisations give out inside their own networks."""
    return any(address in network for network in _PRIVATE)
