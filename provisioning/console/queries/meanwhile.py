"""What somebody else changed while a form stood open: told by the releases of a municipality."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tenants.configuration import queries, storing
from tenants.configuration.models import Release
from tenants.configuration.types import PartDiff, ReleaseRow


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What changed, and by whom."""

    releases: tuple[ReleaseRow, ...]
    """The newest first."""
    parts: tuple[PartDiff, ...]
    before: Mapping[str, Any]
    """What the form was filled in from, by part."""


def newest(tenant: uuid.UUID) -> int:
    """Answer the number of the newest release; 0 when there is none yet."""
    found = Release.objects.filter(tenant__uuid=tenant).order_by("-number").values_list("number", flat=True)
    return int(found.first() or 0)


def since(tenant: uuid.UUID, number: int, parts: Collection[str] = ()) -> Meanwhile | None:
    """Answer what differs from a release by now; None when nothing does.

    :param number: of the release that a form was filled in from; 0 means from before the first.
    :param parts: keys of what the form is about; all, when none is named.
    """
    now = newest(tenant)
    if number >= now:
        return None
    known = queries.release(tenant, max(number, 1))  # the first one holds what was so before it
    found = queries.between(known, queries.release(tenant, now))
    differing = tuple(part for part in found if not parts or part.key in parts)
    if not differing:
        return None
    later = [row for row in queries.releases(tenant, most=now - number) if row.number > number]
    return Meanwhile(tuple(later), differing, storing.snapshot_of(known))
