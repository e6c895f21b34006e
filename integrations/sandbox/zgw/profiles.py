"""The versions of the standard that are played, and wherein they differ."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """One version of all APIs together."""

    key: str
    name: str
    versions: Mapping[str, str]
    is_current: bool
    """With `expand`, `_zoek`, `pageSize`, ETags and parts of files; without it coordinates need both their headers."""
    is_brief: bool = False
    """A page of a list says nothing of a next or previous one where there is none."""


CURRENT = Profile(
    key="zgw",
    name="Zaaksysteem (ZGW, zoals Open Zaak nu)",
    versions={
        "zaken": "1.5.1",
        "catalogi": "1.3.1",
        "documenten": "1.4.2",
        "notificaties": "1.0.0",
        "autorisaties": "1.0.0",
    },
    is_current=True,
)
FIRST = Profile(
    key="zgw-1.0",
    name="Zaaksysteem (ZGW 1.0)",
    versions={"zaken": "1.0.3", "catalogi": "1.0.0", "documenten": "1.0.1", "notificaties": "1.0.0"},
    is_current=False,
)
ESUITE = Profile(
    key="esuite",
    name="Zaaksysteem (ZGW 1.0, zoals de eSuite)",
    versions=FIRST.versions,
    is_current=False,
    is_brief=True,
)
ALL = (CURRENT, FIRST, ESUITE)
