"""What an announcement must be, wherever somebody asks for one."""

from datetime import datetime

from django.utils.translation import gettext as _


def refusals(
    *, starts_at: datetime, ends_at: datetime | None, for_somebody: bool, now: datetime
) -> dict[str, list[str]]:
    """Say what is wrong with one, by field; nothing when it may be made.

    :param ends_at: None where that is refused already.
    """
    found: dict[str, list[str]] = {}
    if ends_at and ends_at <= max(starts_at, now):
        found["ends_at"] = [_("Kies een einde dat later is dan nu, en later dan het begin.")]
    if not for_somebody:
        found["tenants"] = [_("Kies ten minste één gemeente.")]
    return found
