"""Walk through the layers of a connection, in their order, until one is in the way."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from integrations import http
from integrations.connections import catalogue, certificates
from integrations.connections.doctor import reading, subscribing
from integrations.connections.types import (
    BY_ADDRESS,
    FINDING_OF,
    NOT_TOLD,
    Access,
    Authentication,
    Finding,
    Layer,
    Step,
    StepState,
)
from integrations.errors import UnavailableError
from integrations.http import looking, tls
from tenants.types import TenantRef

TIMEOUT: Final = 5.0
"""Seconds for the network; the check and the probe have their own."""
SOON: Final = timedelta(days=30)
FLAWS: Final[Mapping[looking.Flaw, Finding]] = {
    looking.Flaw.EXPIRED: Finding.CERTIFICATE_EXPIRED,
    looking.Flaw.UNKNOWN: Finding.CERTIFICATE_UNKNOWN,
    looking.Flaw.OTHER_NAME: Finding.CERTIFICATE_OF_OTHER,
    looking.Flaw.ASKED: Finding.CERTIFICATE_ASKED,
}
OF_FINDING: Final[Mapping[Finding, Layer]] = {
    Finding.SECRET_WRONG: Layer.AUTHENTICATION,
    Finding.SECRET_UNREADABLE: Layer.AUTHENTICATION,
    Finding.SECRET_MISSING: Layer.AUTHENTICATION,
    Finding.CERTIFICATE_ASKED: Layer.TLS,
    Finding.NOT_SECURE: Layer.TLS,
    Finding.NAME_UNKNOWN: Layer.NAME,
    Finding.ADDRESS_REFUSED: Layer.POLICY,
    Finding.NOBODY_LISTENS: Layer.TCP,
    Finding.VERSION_OLD: Layer.VERSION,
}
"""Where a check of which we know the outcome alone got stuck; in reading, where it is not said here."""

type Check = Callable[..., Finding | Iterable[Step] | None]
"""`check(access, *, tenant)`: one harmless read; its outcome, or a step for each layer that it looked at."""


@dataclass(frozen=True, slots=True)
class Probed:
    """What a probe found out about a system that works."""

    version: str = ""
    capabilities: Mapping[str, bool] = field(default_factory=dict)
    """Those that it looked for, and whether they are there."""
    steps: tuple[Step, ...] = ()
    """What it has to say besides."""


type Probe = Callable[..., Probed]
"""`probe(access, *, tenant)`: raises `UnavailableError` where the system falls silent."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a walk came to."""

    steps: tuple[Step, ...]
    finding: Finding
    version: str = ""
    found: Mapping[str, bool] = field(default_factory=dict)


def walk(access: Access, *, tenant: TenantRef) -> Report:
    """Walk through all layers; what lies behind the one that is in the way is skipped."""
    steps = [*_network(access, tenant)]
    probed = Probed()
    if not _is_stuck(steps):
        steps += _checked(access, tenant)
    if not _is_stuck(steps):
        try:
            probed = _probe(access, tenant)
        except UnavailableError as error:
            steps.append(Step(Layer.VERSION, StepState.WARNING, FINDING_OF.get(error.reason)))
        else:
            steps += [*_compared(access, probed), *probed.steps]
    if not _is_stuck(steps):
        steps += subscribing.examined(access, tenant=tenant)
    return Report(tuple(_completed(steps)), _finding(steps), probed.version, probed.capabilities)


def _network(access: Access, tenant: TenantRef) -> Iterator[Step]:
    own = certificates.shown(access.certificate.chain) if access.certificate else None
    if own and own.until <= timezone.now():
        yield Step(Layer.TLS, StepState.FAILED, Finding.OWN_CERTIFICATE_EXPIRED)
        return
    try:
        trust = tls.context(_identity(access))
    except UnavailableError:
        yield Step(Layer.AUTHENTICATION, StepState.FAILED, Finding.SECRET_UNREADABLE)
        return
    seen = looking.look(access.address, reach=http.of_tenant(tenant), timeout=TIMEOUT, trust=trust)
    has_tls = False
    for glimpse in seen:
        has_tls = has_tls or glimpse.stage is looking.Stage.TLS
        yield _step(glimpse)
        if glimpse.reason:
            return
    if not has_tls:
        yield Step(Layer.TLS, StepState.ABSENT)


def _identity(access: Access) -> http.Identity:
    own = access.certificate
    return http.Identity(own.chain if own else "", own.key if own else "", access.trusted)


def _step(glimpse: looking.Glimpse) -> Step:
    layer = Layer(glimpse.stage.value)
    if glimpse.reason:
        return Step(layer, StepState.FAILED, FLAWS.get(glimpse.flaw) or FINDING_OF[glimpse.reason])
    if glimpse.until is None:
        return Step(layer, StepState.OK)
    left = glimpse.until - timezone.now()
    return Step(layer, StepState.WARNING if left < SOON else StepState.OK, None, str(left.days))


def _checked(access: Access, tenant: TenantRef) -> list[Step]:
    path = settings.CONNECTION_CHECKS.get(access.system)
    check: Check = import_string(path) if path else reading.examine
    found = check(access, tenant=tenant)
    if found is None:
        return []
    return _of_finding(found, access) if isinstance(found, Finding) else list(found)


def outcome(found: Finding | Iterable[Step] | None) -> Finding | None:
    """Answer what a check came to, in whichever form it says it."""
    return found if found is None or isinstance(found, Finding) else _finding(found)


def _of_finding(finding: Finding, access: Access) -> list[Step]:
    is_open = access.authentication is Authentication.NONE and access.certificate is None
    admitted = [] if is_open else [Step(Layer.AUTHENTICATION, StepState.OK)]
    if finding is Finding.WORKS:
        return [*admitted, Step(Layer.READ, StepState.OK)]
    failed = Step(OF_FINDING.get(finding, Layer.READ), StepState.FAILED, finding)
    return [*admitted, failed] if finding is Finding.RIGHTS_MISSING else [failed]


def _probe(access: Access, tenant: TenantRef) -> Probed:
    path = settings.CONNECTION_PROBES.get(access.system)
    if path is None:
        return Probed(reading.version(access, tenant=tenant))
    probe: Probe = import_string(path)
    return probe(access, tenant=tenant)


def _compared(access: Access, probed: Probed) -> Iterator[Step]:
    profile = catalogue.profile(access.profile)
    if probed.version and catalogue.is_too_old(access.system, probed.version):
        yield Step(Layer.VERSION, StepState.FAILED, Finding.VERSION_OLD, probed.version)
    elif probed.version:
        fits = profile is None or profile.fits(probed.version)
        yield Step(Layer.VERSION, StepState.OK if fits else StepState.WARNING, None, probed.version)
    elif by_address := reading.version_by_address(access):
        yield Step(Layer.VERSION, StepState.OK, None, f"{BY_ADDRESS}{by_address}")
    else:
        yield Step(Layer.VERSION, StepState.ABSENT, None, NOT_TOLD)
    if probed.capabilities:
        expected = profile.capabilities if profile else frozenset()
        differs = [name for name, there in probed.capabilities.items() if there != (name in expected)]
        missing = [name for name in differs if name in expected]
        state = StepState.WARNING if differs else StepState.OK
        finding = Finding.CAPABILITY_MISSING if missing else None
        yield Step(Layer.CAPABILITIES, state, finding, ",".join(missing))


def _completed(steps: list[Step]) -> Iterator[Step]:
    """Answer a step for each layer, in their order."""
    known, stuck = {step.layer: step for step in steps}, False
    for layer in Layer:
        if layer in known and not (stuck and known[layer].state is StepState.OK):
            yield known[layer]
            stuck = stuck or known[layer].state is StepState.FAILED
        else:
            yield Step(layer, StepState.SKIPPED if stuck or _is_stuck(steps) else StepState.ABSENT)


def _is_stuck(steps: Iterable[Step]) -> bool:
    return any(step.state is StepState.FAILED for step in steps)


def _finding(steps: Iterable[Step]) -> Finding:
    failed = (step.finding for step in steps if step.state is StepState.FAILED)
    return next((finding for finding in failed if finding), Finding.WORKS)
