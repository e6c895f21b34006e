"""Where somebody goes on after being asked who he is: only ever to a page of this host."""

from django.utils.http import url_has_allowed_host_and_scheme


def inside(address: str, otherwise: str = "/") -> str:
    """Answer an address when it is a path of this host, and else another one."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else otherwise
