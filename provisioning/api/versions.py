"""Say which version of something an answer shows, and refuse what was asked because of another one (RFC 9110).

A version names each thing that can change, with a short digest of how it is: so whoever comes late is told what
changed meanwhile, and not only that something did. It follows what can be set, not what is measured: a connection that
was tested again is still the same connection.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _

from .problems import Problem
from .requests import ApiRequest

HEADER: Final = "If-Match"
LONGEST: Final = 8_000
DIGITS: Final = 8
TAG: Final = re.compile(r'"([\x21\x23-\x7e]*)"')
TELLS, HEEDS = "tells_version", "heeds_version"


class Versioned(Protocol):
    """Something that changes."""

    def changeable(self) -> Mapping[str, Any]:
        """Answer what can change, by name."""


def tells[V](view: V) -> V:
    """Mark a view of which the answer bears an `ETag`."""
    setattr(view, TELLS, True)
    return view


def heeds[V](view: V) -> V:
    """Mark a view that can be asked to act on one version only, with `If-Match`."""
    setattr(view, HEEDS, True)
    return view


def tag(found: Versioned) -> str:
    """Write a version down, as headers have it."""
    parts = (f"{name}={_digest(value)}" for name, value in sorted(found.changeable().items()))
    return f'"{";".join(parts)}"'


def told[T: Versioned](request: ApiRequest, found: T) -> T:
    """Have the answer say which version it shows."""
    request.version = tag(found)
    return found


def is_asked(request: ApiRequest) -> bool:
    """Tell whether a request is for one version only."""
    return request.headers.get(HEADER, "*").strip() != "*"


def expect(request: ApiRequest, now: Versioned) -> None:
    """Let a request pass that is for the version of now, or for any.

    :raises Problem: when it is for another one; names what changed.
    """
    current = tag(now)
    known = TAG.findall(request.headers.get(HEADER, "")[:LONGEST])
    if not is_asked(request) or current.strip('"') in known:
        return
    changed = _changed(known[0] if known else "", current.strip('"'))
    if not changed:
        raise Problem(
            412, "stale", _("Dit is een andere versie. Lees het opnieuw, en vraag het dan nog eens.")
        )
    detail = _("Intussen is gewijzigd: %s. Lees het opnieuw, en vraag het dan nog eens.")
    errors = [{"field": name, "detail": _("Dit is intussen gewijzigd.")} for name in changed]
    raise Problem(412, "stale", detail % ", ".join(changed), errors=errors)


def _changed(seen: str, now: str) -> list[str]:
    """Name what differs between two versions; nothing when the one that was seen is none of ours."""
    before, after = _parts(seen), _parts(now)
    if not before.keys() & after.keys():
        return []
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _parts(text: str) -> dict[str, str]:
    found = (part.partition("=") for part in text.split(";"))
    return {name: digest for name, equals, digest in found if equals}


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
