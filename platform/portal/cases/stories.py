"""What came of news of one case, as the page that explains it shows it. Nobody's name, number or address is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from integrations.notifications.types import State
from portal.accounts.models import User
from portal.core.models import OutboxState

from .models import CaseNotice, CaseTelling
from .models.notices import Channel, Verdict

BADGES: Final = {
    Verdict.TOLD: "success",
    Verdict.HELD: "info",
    Verdict.MERGED: "info",
    Verdict.SKIPPED: "neutral",
}
MESSAGE_BADGES: Final = {
    State.WAITING: "info",
    State.BUSY: "info",
    State.DONE: "success",
    State.DEAD: "error",
}
NOT_DELIVERED: Final = frozenset({OutboxState.FAILED, OutboxState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Line:
    """What was decided for one receiver by one channel."""

    telling: CaseTelling
    state: str = ""
    """What became of the mail, in a word of `OutboxState`; empty for what is no mail, and for what nobody knows now."""
    at: datetime | None = None
    """When the mail server took it over."""

    @property
    def badge(self) -> str:
        """Answer as what it stands out."""
        return "error" if self.is_lost else BADGES[Verdict(self.telling.verdict)]

    @property
    def is_lost(self) -> bool:
        """Tell whether it was sent and did not arrive."""
        return self.state in NOT_DELIVERED

    @property
    def is_mail(self) -> bool:
        """Tell by which way it goes."""
        return self.telling.channel == Channel.MAIL

    @property
    def is_letter(self) -> bool:
        """Tell whether a colleague tells it, as no mail reached."""
        return self.telling.channel == Channel.LETTER

    @property
    def delivery(self) -> str:
        """Say how far the mail is."""
        return str(OutboxState(self.state).label) if self.state in OutboxState.values else ""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, and what was decided about it."""

    notice: CaseNotice
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Came:
    """One message of the case system."""

    resource: str
    received_at: datetime
    label: str
    badge: str
    reason: str
    is_news: bool
    """Whether somebody may be told of such a thing at all."""


@dataclass(frozen=True, slots=True)
class Story:
    """All that is known of news of one case."""

    system: str
    number: str
    came: Sequence[Came]
    """Latest first."""
    told: Sequence[Told]
    has_subscription: bool
    is_on: bool
    """Whether this municipality takes news in."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing came, as far as anybody remembers."""
        return not self.came and not self.told

    @property
    def is_stuck(self) -> bool:
        """Tell whether a message waits, or was given up: then nothing was decided yet."""
        return any(one.badge in {"info", "error"} for one in self.came)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to."""

    stories: Sequence[Story] = ()
    silent: Sequence[str] = ()
    """Case systems that gave no answer: whether the case is there nobody knows."""
    people: Sequence[User] = field(default=(), repr=False)
    """Whose notices are among it: who looks at them is written down."""
