"""What there is to hear of by mail and may be stopped: a feature adds its own in its `registrations.py`.

A kind of mail names its topic. What somebody needs, such as a code or that they must act, has none: it cannot be
stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise

from tenants.registers import Register


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to hear of. A reader is named as the feature knows them: by a key, or by an address."""

    feature: str
    name: str
    title: str | Promise
    """What mails are about, as in: e-mails over nieuws over uw zaken."""
    hears: Callable[[str], bool] = field(compare=False)
    """Tells whether a reader hears of it now; who is not there any more does not."""
    stop: Callable[[str], None] = field(compare=False)
    """Lets a reader hear of it no more; called again it changes nothing."""
    again: str = ""
    """The name of the page on which they change their mind; empty where others decide."""

    @property
    def key(self) -> str:
        """Name the topic."""
        return f"{self.feature}.{self.name}"


topics: Final[Register[Topic]] = Register("topics of mail")
