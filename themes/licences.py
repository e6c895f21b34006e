"""What a municipality states about its right to a logo, a typeface or a house style.

A house style and most typefaces are somebody's property, and a file does not tell whose: typefaces that cost money
say that they may be embedded by anybody. So a person states it, with name and date, before anything is published.
"""

import datetime
import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Work(enum.StrEnum):
    """What the statement is about."""

    LOGO = "logo"
    PICTURE = "picture"
    TYPEFACE = "typeface"
    HOUSE_STYLE = "house style"


class Ground(enum.StrEnum):
    """Why the municipality may use it."""

    OWN = "own"
    LICENCE = "licence"
    PERMISSION = "permission"
    OPEN = "open"


OPEN_LICENCES: Final = frozenset({"OFL-1.1", "Apache-2.0", "EUPL-1.2", "CC0-1.0", "CC-BY-4.0", "MIT"})
MOST_LETTERS: Final = 200


class IncompleteError(ValueError):
    """Refuse a statement in which something is missing; `field` says what, `sentence` how to mend it."""

    def __init__(self, field: str, sentence: Promise) -> None:
        super().__init__(field)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about one work.

    :raises IncompleteError: when something is missing that the ground asks for.
    """

    work: Work
    ground: Ground
    holder: str
    """Whose it is: the municipality itself, a foundry, a photographer."""
    stated_by: str
    stated_on: datetime.date
    reference: str = ""
    """The contract or letter, for a licence or a permission."""
    open_licence: str = ""
    """The SPDX name of an open licence."""

    def __post_init__(self) -> None:
        if not self.holder.strip():
            raise IncompleteError("holder", _("Vul in wie de rechten heeft."))
        if not self.stated_by.strip():
            raise IncompleteError("stated_by", _("Vul in wie dit namens de gemeente verklaart."))
        if self.ground in {Ground.LICENCE, Ground.PERMISSION} and not self.reference.strip():
            raise IncompleteError("reference", _("Vul het nummer van het contract of de brief in."))
        if self.ground is Ground.OPEN and self.open_licence not in OPEN_LICENCES:
            raise IncompleteError("open_licence", _("Kies de open licentie waaronder het is uitgebracht."))
        for name in ("holder", "stated_by", "reference"):
            if len(getattr(self, name)) > MOST_LETTERS:
                raise IncompleteError(name, _("Houd het bij 200 tekens."))

    def as_data(self) -> dict[str, str]:
        """Write it as plain data, to be kept with the work."""
        return {name: str(value) for name, value in asdict(self).items()}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "Statement":
        """Read what `as_data` wrote.

        :raises ValueError: when it is something else.
        """
        known = {name: str(data.get(name, "")) for name in cls.__dataclass_fields__}
        return cls(
            work=Work(known.pop("work")),
            ground=Ground(known.pop("ground")),
            stated_on=datetime.date.fromisoformat(known.pop("stated_on")),
            **known,
        )
