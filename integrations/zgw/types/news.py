"""What somebody finds who looks which cases changed, in the words in which a case system would have told it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

CASES_CHANNEL: Final = "zaken"
CASE: Final = "zaak"
STATUS: Final = "status"
RESULT: Final = "resultaat"
LINK: Final = "zaakinformatieobject"
CREATE: Final = "create"
UPDATE: Final = "partial_update"


@dataclass(frozen=True, slots=True)
class Change:
    """Something of a case that changed."""

    main: str
    """The address of the case."""
    resource: str
    resource_url: str
    action: str
    created_at: datetime
    features: Mapping[str, str] = field(default_factory=dict)
    channel: str = CASES_CHANNEL


@dataclass(slots=True)
class Look:
    """What came of a look at a case system."""

    news: list[Change] = field(default_factory=list)
    seen: dict[str, dict[str, str]] = field(default_factory=dict)
    """By case: what tells the next time whether it changed."""
    ended: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    is_whole: bool = True
    """Whether all cases that are new were seen."""
    reason: str = ""
    """Why not everything could be looked at."""
