"""From which network somebody comes, for counting: of IPv6 whoever has one address has all of its network."""

import ipaddress
from typing import Final

from django.http import HttpRequest

from .origins import origin_of

OF_ONE_HOUSE: Final = 64


def network_of(request: HttpRequest) -> str:
    """Answer the IPv4 address, or the first half of the IPv6 address, that our own proxies saw."""
    origin = origin_of(request)
    try:
        address = ipaddress.ip_address(origin)
    except ValueError:
        return origin
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, OF_ONE_HOUSE), strict=False))
    return str(address)
