"""Full addresses on the municipality's own host, for mail and for machines (tenancy V9)."""

from django.conf import settings

from tenants.entry import current


def absolute(path: str) -> str:
    """Put the entered tenant's primary host before a path; never a host that a request named."""
    scheme = "http" if settings.INSECURE_COOKIES else "https"
    port = f":{settings.PORTAL_PORT}" if settings.PORTAL_PORT else ""
    return f"{scheme}://{current().primary_host}{port}{path}"
