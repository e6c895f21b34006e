"""Full addresses on the municipality's own host, for mail and for machines (tenancy V9)."""

from tenants import hosts
from tenants.entry import current


def absolute(path: str) -> str:
    """Put the entered tenant's primary host before a path; never a host that a request named."""
    return hosts.address(current().primary_host, path)
