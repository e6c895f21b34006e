"""What pages and jobs ask the BRP: `person` makes a question for `sources.gather`, which may also be asked by itself.

outcome = brp.person(connection, bsn=bsn, whose=str(user.pk), purpose=purpose)(Deadline(5))
"""

import re
from typing import Any, Final
from uuid import UUID

from structlog import get_logger

from integrations import copies, sources
from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.errors import Reason
from integrations.http import Deadline
from integrations.outcomes import Kind, Outcome, failed, found, not_found
from integrations.sources import rows
from tenants.entry import current

from . import client, reading
from .fields import Version
from .types import Person, Purpose

COPY: Final = "haalcentraal.person"
GONE: Final = "haalcentraal.person_gone"
"""Happens when the BRP, asked anew, no longer knows somebody or no longer lets us in."""
NINE: Final = re.compile(r"\d{9}", re.ASCII)
log = get_logger(__name__)


def person(connection: UUID, *, bsn: str, whose: str, purpose: Purpose) -> sources.Kept[Person]:
    """Make the question for somebody's data; at most once a day the BRP is asked, else the copy answers.

    :param whose: key of the account that asks, whose own number it is.
    :raises ValueError: when that is no BSN.
    """
    return sources.kept(COPY, _parts(connection, bsn, whose), _question(connection, bsn, purpose))


def person_anew(connection: UUID, *, bsn: str, whose: str, purpose: Purpose) -> sources.Query[Person]:
    """Make the same question for who wants to know how it stands now: the BRP is asked, and the copy renewed.

    :raises ValueError: when that is no BSN.
    """
    parts, ask = _parts(connection, bsn, whose), _question(connection, bsn, purpose)

    def question(deadline: Deadline) -> Outcome[Person]:
        outcome = ask(deadline)
        if outcome.is_answered:
            copies.put(COPY, parts, outcome)
        elif outcome.kind in {Kind.NOT_FOUND, Kind.FORBIDDEN}:
            copies.purge(GONE, parts)
        return outcome

    return question


def _parts(connection: UUID, bsn: str, whose: str) -> dict[str, str]:
    """Tell copies apart; each part is hashed under the municipality's key."""
    if not NINE.fullmatch(bsn):
        raise ValueError("That is no BSN.")
    return {copies.PERSON: whose, "connection": str(connection), "number": bsn}


def _question(connection: UUID, bsn: str, purpose: Purpose) -> sources.Query[Person]:
    """Look up how the BRP is reached, now: a question that is asked asks our database nothing."""
    access = clients.outcome_of(lambda: found(connections.access_to(connection)))

    def question(deadline: Deadline) -> Outcome[Person]:
        if access.value is None:
            return failed(access.reason or Reason.SWITCHED_OFF)
        version = client.version_of(access.value)
        with clients.open(access.value, tenant=current(), deadline=deadline) as session:
            return only(client.people(session, bsn, purpose, version), bsn, version)

    return question


def only(told: Outcome[list[Any]], bsn: str, version: Version) -> Outcome[Person]:
    """Answer the one person that was asked for; somebody else is dropped with an alarm, and two are nobody (F19)."""
    if told.value is None:
        return Outcome(told.kind, reason=told.reason)
    answer = rows.read(
        told.value,
        lambda item: reading.read(item, version),
        source=COPY,
        is_theirs=lambda one: one.bsn == bsn,
    )
    if answer.value is None or (answer.missing and not answer.value):
        return failed(Reason.MALFORMED)
    if not answer.value:
        return not_found()
    first, *others = answer.value
    if any(other != first for other in others):
        log.warning("haalcentraal.several", rows=len(answer.value))
        return failed(Reason.MALFORMED)
    return found(first)
