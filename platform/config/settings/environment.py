"""Read the environment once, secrets also from files, and say clearly what is missing.

`NAME_FILE` holds the path of a file with the value of `NAME`, as container platforms mount secrets.
"""

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MAILBOX = re.compile(r"[a-z0-9][a-z0-9.-]*@[a-z0-9-]+(\.[a-z0-9-]+)+")
TRUE = frozenset({"1", "true", "yes", "on"})


def text(name: str, default: str | None = None) -> str:
    """Read a value.

    :raises ImproperlyConfigured: when it is missing and has no default.
    """
    if path := os.environ.get(f"{name}_FILE"):
        return _from_file(name, path)
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment, or {name}_FILE to a file that holds it; "
            "docs/operating.md lists all settings."
        )
    return value


def secret(name: str) -> str:
    """Read a value that has no default and may not be empty (fault F64).

    :raises ImproperlyConfigured: when it is missing or empty.
    """
    value = text(name)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is empty. It is a secret; docs/operating.md says which process needs it."
        )
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Read a yes or no: 1, true, yes and on are yes."""
    return text(name, "1" if default else "0").strip().lower() in TRUE


def number(name: str, default: int) -> int:
    """Read a whole number.

    :raises ImproperlyConfigured: when it is something else.
    """
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not '{value}'.") from None


def words(name: str, default: str = "") -> list[str]:
    """Read a list, separated by commas."""
    return [word for part in text(name, default).split(",") if (word := part.strip())]


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Read a list of networks, as 10.20.0.0/16.

    :raises ImproperlyConfigured: when one of them is something else.
    """
    try:
        return [ip_network(word) for word in words(name)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a list of networks as 10.20.0.0/16: {error}.") from None


def mailbox(name: str, longest: int) -> str:
    """Read an address of mail, or nothing.

    :param longest: how many characters may stand before the @.
    :raises ImproperlyConfigured: when it is something else.
    """
    value = text(name, "").strip().lower()
    if value and not (MAILBOX.fullmatch(value) and len(value.partition("@")[0]) <= longest):
        raise ImproperlyConfigured(
            f"{name} must be one address with at most {longest} letters, digits, dots or hyphens before the @."
        )
    return value


def _from_file(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE names {path}, which cannot be read: {error.strerror}."
        ) from None
