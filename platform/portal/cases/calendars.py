"""Days of a case as a file that calendars read (RFC 5545): it names nobody, and no case unless somebody wants that."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from .filing import Date

TYPE: Final = "text/calendar; charset=utf-8"
LONGEST: Final = 73
"""Octets of a line, without the space that the next one begins with."""
SPACE: Final = uuid.UUID("c9f4d1a8-6c0e-5d5e-9d0b-0c3f6a1f7e55")


def written(dates: Sequence[Date], *, url: str, municipality: str, now: datetime, title: str = "") -> str:
    """Write them, each as a whole day.

    :param url: full address of the page of the case.
    :param title: what the case is called, where somebody wants that in their calendar.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Inwonerplein//NL", "METHOD:PUBLISH"]
    for each in dates:
        what = title or _("uw zaak")
        summary = _("%(municipality)s: uiterste datum voor %(what)s") % {
            "municipality": municipality,
            "what": what,
        }
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uuid.uuid5(SPACE, f'{url} {each.key}')}",
            f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(summary)}",
            f"DESCRIPTION:{escaped(str(each.label) if each.key == 'u' else f'{each.label} {each.day:%d-%m-%Y}')}",
            f"URL:{url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    """Write a text as its format wants it."""
    kept = "".join(one if one.isprintable() or one == "\n" else " " for one in text)
    for character in ("\\", ";", ","):
        kept = kept.replace(character, f"\\{character}")
    return kept.replace("\n", "\\n")


def folded(line: str) -> str:
    """Break a line that is too long, between characters."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > LONGEST:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part]) + "\r\n"
