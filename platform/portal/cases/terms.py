"""Days that lie a term further: an ISO 8601 duration, as catalogues tell terms."""

import calendar
import re
from datetime import date, timedelta
from typing import Final

TERM: Final = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T.*)?", re.ASCII)


def after(day: date, term: str) -> date | None:
    """Answer the day that lies a term after another; None where the term says nothing, or is none."""
    found = TERM.fullmatch(term)
    if found is None:
        return None
    years, months, weeks, days = (int(each or 0) for each in found.groups())
    if not years + months + weeks + days:
        return None
    try:
        return _months_after(day, 12 * years + months) + timedelta(weeks=weeks, days=days)
    except (OverflowError, ValueError):
        return None


def _months_after(day: date, months: int) -> date:
    """Count months; the last day of a shorter one where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, last))
