"""Dates of which a part may be unknown: of many people who were born elsewhere only the year is."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

LEAP = 2000
"""Stands for a year that is not known: any day of a year exists in it."""


@dataclass(frozen=True, slots=True, repr=False)
class PartialDate:
    """A date, or its month, or its year, or nothing but that there is one."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """:raises ValueError: when there is no such day, or a part is known whose whole is not."""
        if (self.month is not None and self.year is None) or (self.day is not None and self.month is None):
            raise ValueError("A part of a date is known whose whole is not.")
        self._first()

    @property
    def exact(self) -> date | None:
        """Answer the day, where all of it is known."""
        return self._first() if self.day is not None else None

    @property
    def text(self) -> str:
        """Say as much of it as is known, in the language of the page: "3 maart 1950", "maart 1950", "1950"."""
        if self.year is None:
            return _("onbekend")
        if self.month is None:
            return str(self.year)
        return date_format(self._first(), "F Y" if self.day is None else "j F Y")

    def __str__(self) -> str:
        return self.text

    def _first(self) -> date:
        """Answer the first day that it can be."""
        parts = (self.year, self.month, self.day)
        year, month, day = (
            default if part is None else part for part, default in zip(parts, (LEAP, 1, 1), strict=True)
        )
        return date(year, month, day)
