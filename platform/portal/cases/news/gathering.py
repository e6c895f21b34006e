"""Gather what has to be known before it is decided whom to tell what."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings as product
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from integrations import sources
from integrations.errors import IntegrationError, Reason
from integrations.notifications.types import Event
from integrations.outcomes import Kind as OutcomeKind
from integrations.zgw.queries import mirror, telling
from integrations.zgw.types import StatusType
from integrations.zgw.types.addresses import uuid_in
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import PartyKind
from integrations.zgw.types.telling import CaseNews
from portal.accounts import queries as accounts
from portal.accounts.models import User
from portal.accounts.queries import receivers
from portal.cases.kinds import NO_STEP, NOTHING_SET, Step
from portal.cases.models import CaseTelling, What
from portal.cases.models.notices import Channel, Verdict
from portal.cases.queries import asking, configured
from portal.cases.types import FEATURE
from tenants import features

from .facts import About, Before, Happening, Place, Reach

NEWS: Final = "news"
SECONDS: Final = 20.0
"""How long the case system may take: nobody waits for it."""
LIMIT: Final = timedelta(minutes=15)
"""In which one mail of a kind leaves about a case (ZGW_LIMIT_NOTIFICATIONS_FREQUENCY)."""
WHATS: Final = {"status": What.STATUS, "zaakinformatieobject": What.DOCUMENT, "resultaat": What.RESULT}
GONE: Final = "destroy"
CASE_TYPE: Final = "zaaktype"
OUTSIDE: Final = frozenset({PartyKind.PERSON, PartyKind.COMPANY, PartyKind.BRANCH})
"""Who is not of the municipality itself."""


class NoAnswerError(IntegrationError):
    """Raised when the case system gave no answer: it is asked again later."""


def place_of(event: Event) -> Place | None:
    """Answer which case an event is about; None where its address names none."""
    case = uuid_in(event.main)
    return Place(event.connection, case, event.main) if case else None


def happenings(event: Event) -> list[Happening]:
    """List what happened that somebody might be told of, each once, in order; what was told last of it holds."""
    found: dict[str, Happening] = {}
    for one in event.messages:
        if one.resource in WHATS:
            found[one.resource_url] = Happening(
                WHATS[one.resource],
                one.resource_url,
                one.created_at,
                one.action == GONE,
                one.features.get(CASE_TYPE, ""),
            )
    return list(found.values())


def before(happening: Happening, place: Place) -> Before:
    """Look up what is known without asking anybody: two queries, none where the message names no kind of case."""
    is_on = features.is_on(FEATURE)
    if not happening.type:
        return Before(happening, is_on)
    kind = configured.kind_of(place.connection, happening.type)
    return Before(happening, is_on, is_known=kind is not None, kind=kind)


def news(place: Place, told: Sequence[Happening], options: Options) -> CaseNews | None:
    """Ask the case system, as the municipality itself; None where the case is not there, or not ours to see.

    :raises NoAnswerError: when it gave no answer.
    """
    question = telling.of_case(
        place.connection,
        place.case,
        statuses=[each.url for each in told if each.what is What.STATUS],
        links=[each.url for each in told if each.what is What.DOCUMENT],
        options=options,
    )
    outcome = sources.gather({NEWS: question}, budget=SECONDS, longest=SECONDS)[NEWS]
    if outcome.value is None and outcome.kind is not OutcomeKind.NOT_FOUND:
        raise NoAnswerError((outcome.reason or Reason.MALFORMED).value)
    return outcome.value


def abouts(found: CaseNews, told: Sequence[Happening]) -> list[About]:
    """Join a case with what the catalogue says of it and what was set of its kind: six queries, whatever happened."""
    case, chosen = found.case, asking.settings()
    steps = {each.url: each for each in mirror.steps_of(case.connection, case.type)}
    case_type = mirror.case_types(case.connection, [case.type]).get(case.type) or case.case_type
    papers = [paper.type for paper in found.documents.values() if paper]
    paper_types = mirror.document_types(case.connection, papers) if papers else {}
    kind = configured.kind_of(case.connection, case.type) or NOTHING_SET
    own = kind.steps_of(list(steps.values()))
    options = asking.options_of(chosen)
    roles = [role for role in found.roles if role.kind in OUTSIDE]
    answers = []
    for each in told:
        status = found.status(each.url) if each.what is What.STATUS else None
        status_type = _status_type(case.connection, steps, status.type) if status else None
        paper = found.documents.get(each.url)
        answers.append(
            About(
                what=each.what,
                case=case,
                case_type=case_type,
                kind=kind,
                options=options,
                tells_silent_steps=chosen.tells_silent_steps,
                roles=roles,
                by_rsin=found.by_rsin,
                history=found.statuses,
                status=status,
                status_type=status_type,
                step=_step(own, status_type),
                document=paper,
                document_type=paper_types.get(paper.type) if paper else None,
            )
        )
    return answers


def reach(user: User, place: Place, what: str, *, demands_action: bool) -> Reach:
    """Look up how somebody can be reached by mail now."""
    return Reach(
        is_offered=import_string(product.MAIL_TOPIC)("cases"),
        has_page=bool(page_of(place)),
        wants=receivers.wants(user, "cases"),
        demands_action=demands_action,
        address=accounts.verified_email(user),
        until=held_until(user, place, what, demands_action=demands_action),
    )


def held_until(user: User, place: Place, what: str, *, demands_action: bool) -> datetime | None:
    """Answer until when no mail of this kind leaves about a case; None where none did a moment ago."""
    similar = CaseTelling.objects.filter(
        user=user,
        channel=Channel.MAIL,
        notice__connection=place.connection,
        notice__case=place.case,
        notice__what=what,
        demands_action=demands_action,
    )
    held = similar.filter(verdict=Verdict.HELD).order_by("due_at").first()
    if held is not None:
        return held.due_at
    since = timezone.now() - LIMIT
    last = similar.filter(verdict=Verdict.TOLD, decided_at__gt=since).order_by("-decided_at").first()
    return last.decided_at + LIMIT if last else None


def page_of(place: Place) -> str:
    """Answer where somebody sees the case; empty where there is no such page."""
    try:
        return reverse("cases:detail", args=[place.connection, place.case])
    except NoReverseMatch:
        return ""


def _status_type(connection: UUID, steps: dict[str, StatusType], url: str) -> StatusType | None:
    return steps.get(url) or mirror.status_types(connection, [url]).get(url)


def _step(own: Mapping[str, Step], status_type: StatusType | None) -> Step:
    return own.get(status_type.url, NO_STEP) if status_type else NO_STEP
