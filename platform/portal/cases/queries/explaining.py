"""Answer what came of news of a case: which messages there were, what was decided and why, what was sent (P-198).

Nobody's name, number or address is in it: only which part somebody has in the case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch
from django.db.models.functions import Upper

from integrations import sources
from integrations.connections import queries as connections
from integrations.notifications import queries as notifications
from integrations.notifications.types import FEATURE as NEWS
from integrations.notifications.types import State
from integrations.outcomes import Kind, Outcome
from integrations.zgw.queries import telling
from integrations.zgw.types.telling import Numbered
from portal.accounts.models import User
from portal.cases.models import CaseNotice, CaseTelling
from portal.cases.models.notices import Channel, Verdict
from portal.cases.stories import MESSAGE_BADGES, Came, Found, Line, Story, Told
from portal.core.mail import queries as mail
from portal.core.models import OutboxMessage
from tenants import features

from . import known
from .known import CaseSystem

EXPLAINING: Final = "Uitleggen waarom iemand geen bericht over een zaak kreeg"
"""Key of the record of processing."""
BUDGET: Final = 3.0
MOST: Final = 100
"""Messages and notices of a case that are shown, the latest of each."""
RESOURCES: Final = frozenset({"status", "zaakinformatieobject", "resultaat"})
"""What somebody may be told of."""


@dataclass(frozen=True, slots=True)
class _Case:
    system: CaseSystem
    case: UUID
    number: str
    main: str = ""


def search(number: str) -> Found:
    """Find cases by their number: among what was decided here, and else in the case systems themselves."""
    systems = known.systems()
    cases = _decided(number, systems)
    silent: list[str] = []
    if not cases:
        cases, silent = _asked(number, systems)
    stories, people = [], dict[int, User]()
    for each in cases:
        notices = _notices(each)
        stories.append(_story(each, notices))
        people |= {
            one.user.pk: one.user
            for notice in notices
            for one in notice.tellings.all()
            if one.user is not None
        }
    return Found(stories, silent, list(people.values()))


def rows_of(user: User) -> list[Mapping[str, Any]]:
    """List what somebody was told or not told about their cases, latest first, for themselves."""
    found = CaseTelling.objects.filter(user=user).select_related("notice").order_by("-decided_at")
    return [
        {
            "at": row.decided_at,
            "number": row.notice.number,
            "channel": str(Channel(row.channel).label),
            "verdict": str(Verdict(row.verdict).label),
        }
        for row in found
    ]


def _decided(number: str, systems: Sequence[CaseSystem]) -> list[_Case]:
    by_key = {each.connection: each for each in systems}
    found = CaseNotice.objects.annotate(upper=Upper("number")).filter(upper=number.upper())
    rows = found.order_by("connection", "case", "-decided_at").distinct("connection", "case")
    return [
        _Case(by_key[row.connection], row.case, row.number, row.main)
        for row in rows
        if row.connection in by_key
    ]


def _asked(number: str, systems: Sequence[CaseSystem]) -> tuple[list[_Case], list[str]]:
    used = connections.used_now()
    asked = {each.connection.hex: each for each in systems if each.connection in used}
    questions = {key: telling.numbered(each.connection, number) for key, each in asked.items()}
    outcomes: Mapping[str, Outcome[list[Numbered]]] = (
        sources.gather(questions, budget=BUDGET, whose=None) if questions else {}
    )
    cases = [
        _Case(asked[key], one.uuid, one.number, one.url)
        for key, outcome in outcomes.items()
        for one in outcome.value or ()
    ]
    silent = [
        asked[key].title
        for key, outcome in outcomes.items()
        if outcome.value is None and outcome.kind is not Kind.NOT_FOUND
    ]
    return cases, silent + [each.title for each in systems if each.connection not in used]


def _notices(case: _Case) -> list[CaseNotice]:
    tellings = CaseTelling.objects.select_related("user").order_by("part", "user_id", "channel")
    found = CaseNotice.objects.filter(connection=case.system.connection, case=case.case)
    whole = found.prefetch_related(Prefetch("tellings", tellings))
    return list(whole.order_by("-happened_at", "-pk")[:MOST])


def _story(case: _Case, notices: Sequence[CaseNotice]) -> Story:
    mains = {case.main, *(notice.main for notice in notices)} - {""}
    messages = notifications.about(case.system.connection, mains)[:MOST]
    subscription = notifications.subscriptions().get(case.system.connection)
    rows = [row for notice in notices for row in notice.tellings.all()]
    mails = mail.states([row.message for row in rows if row.message])
    return Story(
        system=case.system.title,
        number=case.number,
        came=[
            Came(
                row.resource,
                row.received_at,
                str(State(row.state).label),
                MESSAGE_BADGES[State(row.state)],
                row.reason,
                row.resource in RESOURCES,
            )
            for row in messages
        ],
        told=[Told(notice, [_line(row, mails) for row in notice.tellings.all()]) for notice in notices],
        has_subscription=bool(subscription and subscription.registered_at),
        is_on=features.is_on(NEWS),
    )


def _line(row: CaseTelling, mails: Mapping[UUID, OutboxMessage]) -> Line:
    message = mails.get(row.message) if row.message else None
    return Line(row, message.state if message else row.state, message.sent_at if message else None)
