"""What a host name is to us: exact, lower case, plain ASCII."""

import re

from django.conf import settings

LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def normalise(host: str) -> str:
    """Strip port and a trailing dot, and lower the case (tenancy V17)."""
    return host.rsplit(":", 1)[0].removesuffix(".").lower() if not host.startswith("[") else host


def is_well_formed(host: str) -> bool:
    """Tell whether this is a host name of two labels or more, in plain letters, digits and hyphens.

    Punycode labels are refused: they let one name look like another (attack T08).
    """
    labels = host.split(".")
    return (
        len(host) <= 253
        and len(labels) >= 2
        and all(LABEL.fullmatch(label) and not label.startswith("xn--") for label in labels)
    )


def is_of_platform(host: str) -> bool:
    """Tell whether a host lies right below a domain of the platform: nobody has to prove that it is his."""
    _label, _dot, parent = host.partition(".")
    return parent in settings.PORTAL_DOMAINS


def address(host: str, path: str) -> str:
    """Put scheme, host and port before a path. The host comes from the directory, never from a request."""
    scheme = "http" if settings.INSECURE_COOKIES else "https"
    port = f":{settings.PORTAL_PORT}" if settings.PORTAL_PORT else ""
    return f"{scheme}://{host}{port}{path}"
