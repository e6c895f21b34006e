"""Make a municipality as its file says: all of it, in one transaction and one release, or nothing (C-034)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from provisioning.lifecycle import rolling_back
from provisioning.lifecycle.as_code import planning
from provisioning.lifecycle.as_code.models import AppliedFile
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants import audit, entry, registers
from tenants.configuration import recording, snapshots, storing
from tenants.errors import DecryptionError
from tenants.models import Tenant
from tenants.registers import Section
from tenants.types import TenantRef

from . import place, releasing, site


def run(operation: Operation) -> None:
    """Compare once more, and write what differs; a second time there is nothing left to do."""
    if AppliedFile.objects.filter(operation=operation.uuid).exists():
        return
    row = place.tenant(operation)
    tenant = row.ref()
    with _recording(operation, tenant):
        before = storing.latest(tenant)
        values = _wanted(operation, tenant)
        _bring(operation, tenant, values)
        refused = rolling_back.refusals(tenant, values, snapshots.EVERYWHERE)
        if refused:
            raise StepError(" ".join(refused), permanent=True)
        written = releasing.write(operation, tenant, values)
        with entry.enter(place.tenant(operation).ref()):  # its name and host in the portal itself
            site.run(operation)
    _keep(operation, row)
    place.remember(
        operation, before=before.number if before else None, parts=sorted(values), told={}, text=""
    )
    audit.record(
        "configuration.applied",
        by=operation.actor,
        tenant=tenant.uuid,
        target=row.name,
        why=operation.reason,
        details={
            "operation": str(operation.uuid),
            "file": operation.parameters["digest"][:12],
            "parts": written,
        },
    )


def undo(operation: Operation) -> None:
    """Put back what was so before, and forget the file."""
    tenant, known = place.tenant(operation).ref(), operation.parameters
    if known.get("before"):
        with _recording(operation, tenant):
            releasing.put_back(operation, tenant, known["before"], known["parts"])
    AppliedFile.objects.filter(operation=operation.uuid).delete()
    place.remember(operation, told={}, text="")


def _recording(operation: Operation, tenant: TenantRef) -> Any:
    return recording.changes(
        tenant,
        by=operation.actor,
        why=operation.reason,
        operation=operation.uuid,
        sides=snapshots.EVERYWHERE,
    )


def _wanted(operation: Operation, tenant: TenantRef) -> dict[str, Any]:
    """Answer the values of all parts in the file, judged by what is so now.

    :raises StepError: with all that stands in the way.
    """
    told, remove = operation.parameters["told"], operation.parameters["remove"]
    now = snapshots.read(tenant, list(registers.parts))
    reasons = [f"{place}: {text}" for place, text in planning.problems(tenant, now, told, remove)]
    found: dict[str, Any] = {}
    for section in _sections(operation):
        wanted = planning.wanted(tenant, section, now, told[section.key], remove=section.key in remove)
        going = section.names(now).keys() - section.names(wanted).keys()
        strangers = sorted(going - _named_off(told[section.key]) - _agreed(operation, section))
        if strangers:
            text = _("Intussen kwam erbij: %s. Bekijk opnieuw wat er verandert.")
            reasons.append(f"{section.title}: {text % ', '.join(strangers)}")
        found |= wanted
    if reasons:
        raise StepError(" ".join(reasons), permanent=True)
    return found


def _sections(operation: Operation) -> list[Section]:
    return [section for section in registers.sections if section.key in operation.parameters["told"]]


def _agreed(operation: Operation, section: Section) -> set[str]:
    return set(operation.parameters["removed"].get(section.key, []))


def _named_off(told: Any) -> set[str]:
    """List what the file itself empties or switches off, by name."""
    return set(told) if isinstance(told, Mapping) else set()


def _bring(operation: Operation, tenant: TenantRef, values: Mapping[str, Any]) -> None:
    told = operation.parameters["told"]
    for section in _sections(operation):
        try:
            with entry.enter(tenant):
                section.bring(tenant, told[section.key], values, by=operation.actor, why=operation.reason)
        except DecryptionError:
            raise StepError(
                _("Een geheim uit het bestand is niet meer te lezen. Voer het bestand opnieuw door."),
                permanent=True,
            ) from None


def _keep(operation: Operation, row: Tenant) -> None:
    """Keep the file, for drift; what is sealed stays with the connection alone."""
    known = operation.parameters
    AppliedFile.objects.create(
        tenant=row,
        operation=operation.uuid,
        digest=known["digest"],
        text=known["text"],
        told=_without_sealed(known["told"]),
        applied_by=operation.requested_by,
    )


def _without_sealed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_sealed(each) for name, each in value.items() if name != "sealed"}
    return [_without_sealed(each) for each in value] if isinstance(value, list) else value
