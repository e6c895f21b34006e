"""Files of configuration for tests: shown, changed, planned and applied."""

from collections.abc import Mapping
from typing import Any

import yaml

from provisioning.lifecycle import baselining, operations, queries, runner
from provisioning.lifecycle.as_code import planning, reading, standing, writing
from provisioning.lifecycle.as_code.types import Document, Plan
from provisioning.lifecycle.types import OperationState
from tenants import directory, registers
from tenants.configuration import canonical, snapshots
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.provisioning.lifecycle.plans import OPERATOR


def row(tenant: TenantRef) -> Tenant:
    """Answer the directory's row, fresh."""
    directory.forget()
    found: Tenant = Tenant.objects.prefetch_related("domains", "feature_switches").get(uuid=tenant.uuid)
    return found


def settle(tenant: TenantRef) -> None:
    """Give the municipalities of the template their first release."""
    baselining.run(by=OPERATOR)


def shown(tenant: TenantRef) -> str:
    """Write a municipality down."""
    found = row(tenant)
    return writing.file(found, standing.now(found.ref()).values)


def file(tenant: TenantRef, **sections: Any) -> Document:
    """Make a file with some sections."""
    host = tenant.primary_host
    return reading.read(yaml.safe_dump({"version": 1, "municipality": {"host": host}, **sections}))


def planned(
    tenant: TenantRef, document: Document | str, *remove: str, environment: Mapping[str, str] | None = None
) -> Plan:
    """Say what a file would change."""
    document = reading.read(document) if isinstance(document, str) else document
    return planning.plan(row(tenant), document, environment=environment, remove=remove)


def applied(
    tenant: TenantRef, document: Document | str, *remove: str, environment: Mapping[str, str] | None = None
) -> OperationState | None:
    """Apply a file; None when there was nothing to do."""
    document = reading.read(document) if isinstance(document, str) else document
    operation = operations.request_configuration(
        document, tenant=tenant.uuid, by=OPERATOR, why="Test", remove=remove, environment=environment
    )
    if operation is None:
        return None
    runner.run(operation.uuid)
    return OperationState(queries.operation(operation.uuid).state)


def now(tenant: TenantRef) -> bytes:
    """Read the whole configuration as it is, in bytes."""
    return canonical.dump(snapshots.read(tenant, list(registers.parts))).encode()
