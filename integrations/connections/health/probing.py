"""Ask other systems something harmless where nobody else did lately, through the guard like everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from structlog import get_logger

from integrations.connections import catalogue, guard
from integrations.connections.doctor import reading, walking
from integrations.connections.doctor.walking import Check
from integrations.connections.types import Access, Finding
from integrations.connections.types import State as Tested
from integrations.errors import Reason, UnavailableError
from integrations.http.deadline import Deadline
from tenants import parallel
from tenants.types import TenantRef

from .reading import Known
from .subjects import Subject

AT_ONCE: Final = 8
NOT_MADE: Final = frozenset({Reason.RESTING, Reason.CROWDED, Reason.SWITCHED_OFF, Reason.MAINTENANCE})
REASON_OF: Final = {
    Finding.SECRET_WRONG.value: Reason.REFUSED,
    Finding.RIGHTS_MISSING.value: Reason.REFUSED,
    Finding.WEB_PAGE.value: Reason.MALFORMED,
    Finding.PATH_WRONG.value: Reason.MALFORMED,
    Finding.NOT_A_CASE_SYSTEM.value: Reason.MALFORMED,
}
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Probe:
    """What asking came to."""

    cause: str = ""
    """Code of what is wrong; empty when it answered."""


def probe_all(tenant: TenantRef, wanted: Iterable[tuple[UUID, str, Access]]) -> dict[UUID, Probe]:
    """Ask several at once, so that one that hangs keeps nobody waiting; who was not asked after all is left out."""
    asked = list(wanted)

    def ask(one: tuple[UUID, str, Access]) -> Probe | None:
        return _probe(tenant, one[1], one[2])

    answers = parallel.run(ask, asked, threads=AT_ONCE) if len(asked) > 1 else [ask(one) for one in asked]
    return {key: answer for (key, *_), answer in zip(asked, answers, strict=True) if answer}


def is_due(subject: Subject, known: Known, now: datetime) -> bool:
    """Tell whether a connection is to be asked: it is used, nobody heard of it lately, and it does not rest."""
    if subject.access is None or not _can_be_asked(subject.system) or known.standing.left:
        return False
    if known.good_at is None or (known.bad_at and known.bad_at > known.good_at):
        return True
    return now - known.good_at > _heard(subject.system)


def _probe(tenant: TenantRef, system: str, access: Access) -> Probe | None:
    findings: list[Finding] = []

    def ask() -> None:
        finding = walking.outcome(_check_of(system)(access, tenant=tenant))
        findings.extend([finding] if finding else [])
        if finding and finding.state is Tested.FAILED:
            raise UnavailableError(_reason(finding))

    try:
        guard.call(tenant.uuid, access, ask, is_safe=False, deadline=Deadline(access.limits.total))
    except UnavailableError as error:
        if error.reason in NOT_MADE:
            return None
        return Probe(findings[0].value if findings else error.reason.value)
    except Exception as error:  # a check that breaks says nothing about the other side
        log.exception("connections.check_broke", system=system, error=type(error).__name__)
        return None
    return Probe()


def _heard(system: str) -> timedelta:
    """Answer for how long who answered anybody is not asked."""
    kind = catalogue.systems().get(system)
    return timedelta(seconds=kind.asked_every if kind else catalogue.ASKED_EVERY)


def _can_be_asked(system: str) -> bool:
    kind = catalogue.systems().get(system)
    return system in settings.CONNECTION_CHECKS or bool(kind and kind.reads)


def _check_of(system: str) -> Check:
    """Answer how to ask a kind of system something harmless: its own check, or what the catalogue says."""
    path = settings.CONNECTION_CHECKS.get(system)
    check: Check = import_string(path) if path else reading.examine
    return check


def _reason(finding: Finding) -> Reason:
    if finding.value in REASON_OF:
        return REASON_OF[finding.value]
    return Reason(finding.value) if finding.value in set(Reason) else Reason.HAS_TROUBLE
