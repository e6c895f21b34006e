"""Tell operators once that a municipality takes more than its share, and once that it is over (C-073, fault F53)."""

import time
import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _

from tenants.alerts import operations as alerts
from tenants.alerts import queries

from .book import book
from .shared import AwayError

SUBJECT: Final = "quota:"
MANY: Final = 10
"""Refused requests between two looks from which on somebody must know: one browser that was too quick is no outage."""
QUIET: Final = timedelta(minutes=5)
"""So long nobody may have been refused before it counts as over: a flood has pauses."""


def look() -> None:
    """Begin and end alerts; where Redis does not answer nothing is known, and all is as it was."""
    try:
        often, lately = book().refused(since=time.time() - QUIET.total_seconds())
    except AwayError:
        return
    for tenant, number in often.items():
        if number >= MANY:
            _begin(uuid.UUID(hex=tenant))
    _end(lately)


def _begin(tenant: uuid.UUID) -> None:
    alerts.begin(
        subject=f"{SUBJECT}{tenant.hex}",
        kind="quota reached",
        tenant=tenant,
        title=_("meer bezoek dan deze gemeente mag vragen"),
        text=_(
            "Een deel van de bezoekers ziet nu dat het erg druk is. Andere gemeenten merken daar niets van. Kijk in "
            "het log van de proxy of een zoekmachine of een programma te veel vraagt."
        ),
    )


def _end(lately: Collection[str]) -> None:
    for subject in queries.open_subjects(SUBJECT):
        if subject.removeprefix(SUBJECT) not in lately:
            alerts.end(
                subject=subject,
                title=_("weer gewoon bezoek"),
                text=_("Vijf minuten lang is niemand meer geweigerd omdat het te druk was."),
            )
