"""Every kind of operation on a municipality of its own, made ready to run: twice the same, but for names."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from provisioning.lifecycle import blueprints, operations, proofs
from provisioning.lifecycle.as_code import reading
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.operations import CertificateChoice
from provisioning.lifecycle.operations.requesting import request
from provisioning.lifecycle.operations.spares import request_spare
from provisioning.lifecycle.types import OperationKind
from tenants import directory, entry, facts
from tenants.audit import SYSTEM
from tenants.models import Domain, Tenant
from tenants.types import Notice
from tests.faults.kills.workers import Worker
from tests.provisioning.lifecycle import checks, names, plans

SHORT: dict[str, Any] = {"version": 1, "products": {"paspoort": {}, "grofvuil": {}}}
LETTER = CertificateChoice("acme", "CISO, brief 2026-113", datetime.date(2026, 11, 20))
FILE = """version: 1
municipality:
  host: %s
look:
  theme: waterrijk
features:
  search: true
texts:
  tagline: Uit een bestand
"""
WHY = "Proef"
BY = plans.OPERATOR
type Make = Callable[[Worker], Operation | None]


def _opening(_worker: Worker) -> Operation:
    return operations.request_opening(plans.plan(blueprint=SHORT), by=BY)


def _opening_from_spare(worker: Worker) -> Operation:
    worker.run(request_spare().uuid)
    return operations.request_opening(plans.plan(), by=BY)


def _clone(worker: Worker) -> Operation:
    return operations.request_clone(plans.plan(), source=_tenant(worker), by=BY)


def _spare(_worker: Worker) -> Operation:
    return request_spare()


def _discard(worker: Worker) -> Operation:
    making = request_spare()
    worker.run(making.uuid)
    making.refresh_from_db()
    spare = Tenant.objects.get(uuid=making.tenant)
    return request(OperationKind.DISCARD, tenant=spare, by=SYSTEM, why=WHY)


def _going_live(worker: Worker) -> Operation:
    tenant = _tenant(worker, blueprint=blueprints.standard())
    with _inside(tenant):
        checks.meet()
        facts.write()
    return operations.request_going_live(tenant=tenant, by=BY, why=WHY)


def _suspension(worker: Worker) -> Operation:
    return operations.request_suspension(tenant=_tenant(worker), by=BY, why=WHY)


def _resumption(worker: Worker) -> Operation:
    tenant = _tenant(worker)
    worker.run(operations.request_suspension(tenant=tenant, by=BY, why=WHY).uuid)
    return operations.request_resumption(tenant=tenant, by=BY, why=WHY)


def _maintenance(worker: Worker) -> Operation:
    notice = Notice("Wij werken aan de site.", "We are at work.", timezone.now() + datetime.timedelta(days=1))
    return operations.request_maintenance(notice, tenant=_tenant(worker), by=BY, why=WHY)


def _switch(worker: Worker) -> Operation | None:
    return operations.request_switch(tenant=_tenant(worker), feature="search", on=True, by=BY, why=WHY)


def _settings(worker: Worker) -> Operation:
    name = plans.plan().name
    return operations.request_settings(tenant=_tenant(worker), name=name, theme="waterrijk", by=BY, why=WHY)


def _roll_back(worker: Worker) -> Operation:
    tenant = _tenant(worker)
    changed = operations.request_settings(tenant=tenant, theme="waterrijk", by=BY, why=WHY)
    worker.run(changed.uuid)
    return operations.request_roll_back(tenant=tenant, release=1, by=BY, why=WHY)


def _file(worker: Worker) -> Operation | None:
    tenant = Tenant.objects.get(uuid=_tenant(worker))
    document = reading.read(FILE % tenant.ref().primary_host)
    return operations.request_configuration(document, tenant=tenant.uuid, by=BY, why=WHY)


def _domain(worker: Worker) -> Operation | None:
    return _asked_for(_tenant(worker))


def _proof(worker: Worker) -> Operation | None:
    return _proof_of(_with_domain(worker))


def _certificate(worker: Worker) -> Operation | None:
    host = _with_domain(worker)
    own = CertificateChoice("own")
    return operations.request_certificate(host.domain, tenant=host.tenant.uuid, certificate=own, by=BY)


def _primary(worker: Worker) -> Operation | None:
    host = _proven(worker)
    return operations.request_primary(host.domain, tenant=host.tenant.uuid, by=BY, why=WHY)


def _removal(worker: Worker) -> Operation | None:
    host = _proven(worker)
    return operations.request_removal(host.domain, tenant=host.tenant.uuid, by=BY, why=WHY)


CASES: dict[str, tuple[OperationKind, Make]] = {
    "open": (OperationKind.OPEN, _opening),
    "open from a spare": (OperationKind.OPEN, _opening_from_spare),
    "clone": (OperationKind.CLONE, _clone),
    "make a spare": (OperationKind.SPARE, _spare),
    "discard a spare": (OperationKind.DISCARD, _discard),
    "go live": (OperationKind.GO_LIVE, _going_live),
    "suspend": (OperationKind.SUSPEND, _suspension),
    "resume": (OperationKind.RESUME, _resumption),
    "maintenance": (OperationKind.MAINTENANCE, _maintenance),
    "switch a feature": (OperationKind.SWITCH_FEATURE, _switch),
    "change settings": (OperationKind.CHANGE_SETTINGS, _settings),
    "add a host": (OperationKind.CHANGE_DOMAINS, _domain),
    "prove a host": (OperationKind.CHANGE_DOMAINS, _proof),
    "change a certificate": (OperationKind.CHANGE_DOMAINS, _certificate),
    "change the primary host": (OperationKind.CHANGE_DOMAINS, _primary),
    "remove a host": (OperationKind.CHANGE_DOMAINS, _removal),
    "roll back": (OperationKind.ROLL_BACK, _roll_back),
    "apply a file": (OperationKind.CONFIGURE, _file),
}
"""What is killed: by name, the kind of operation and what makes one."""


def make(case: str, worker: Worker) -> Operation:
    """Make what an operation of this case needs, and ask for it."""
    directory.forget()
    _kind, maker = CASES[case]
    operation = maker(worker)
    assert operation, f"Nothing to do: {case}"
    return operation


def _tenant(worker: Worker, **changes: Any) -> uuid.UUID:
    operation = operations.request_opening(plans.plan(**{"blueprint": SHORT, **changes}), by=BY)
    worker.run(operation.uuid)
    operation.refresh_from_db()
    assert operation.tenant
    return operation.tenant


@contextmanager
def _inside(tenant: uuid.UUID) -> Iterator[None]:
    with entry.enter(Tenant.objects.get(uuid=tenant).ref(), urls=True):
        yield


def _asked_for(tenant: uuid.UUID) -> Operation | None:
    host = f"mijn.{plans.plan().name.lower().replace(' ', '-')}.nl"
    return operations.request_domain(host, tenant=tenant, certificate=LETTER, by=BY, why=WHY)


def _with_domain(worker: Worker) -> Domain:
    tenant = _tenant(worker)
    operation = _asked_for(tenant)
    assert operation
    worker.run(operation.uuid)
    return Domain.objects.get(tenant__uuid=tenant, is_primary=False)


def _proof_of(host: Domain) -> Operation | None:
    names.texts[proofs.name_of(host.domain)] = [host.proof_token]
    return operations.request_proof(host.domain, tenant=host.tenant.uuid, by=BY, why=WHY)


def _proven(worker: Worker) -> Domain:
    host = _with_domain(worker)
    operation = _proof_of(host)
    assert operation
    worker.run(operation.uuid)
    return host
