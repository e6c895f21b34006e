"""Everything that differs, in one list."""

from collections.abc import Iterator

from django.db import transaction

from tenants.entry import outside

from . import memberships, roles, schemas, tables
from .facts import Finding, municipalities


def findings() -> list[Finding]:
    """List what differs from what provisioning makes; nothing when all is well."""
    with outside(), transaction.atomic():
        return list(_all())


def _all() -> Iterator[Finding]:
    known = municipalities()
    yield from roles.findings(known)
    yield from memberships.findings(known)
    yield from schemas.findings(known)
    yield from tables.findings(known)
