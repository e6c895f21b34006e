"""How a municipality differs from the file that was applied to it last."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Subquery

from tenants import registers
from tenants.configuration import canonical
from tenants.configuration.models import Release
from tenants.models import Tenant
from tenants.registers import Section
from tenants.types import Kind, State, TenantRef

from . import planning, standing
from .models import AppliedFile
from .standing import Standing
from .types import Drift, SectionPlan


def latest(tenant: uuid.UUID) -> AppliedFile | None:
    """Find the file that was applied last."""
    return AppliedFile.objects.filter(tenant__uuid=tenant).order_by("-pk").first()


def drift(tenant: Tenant) -> Drift | None:
    """Compare the last file with what is so; None when no file was applied."""
    file, ref = latest(tenant.uuid), tenant.ref()
    return compared(file, ref, standing.now(ref)) if file else None


def by_release(tenant: uuid.UUID) -> Drift | None:
    """Compare the last file with what the newest release tells: one query, for pages that show much else."""
    newest = Release.objects.filter(tenant=OuterRef("tenant")).order_by("-number")
    files = AppliedFile.objects.filter(tenant__uuid=tenant).select_related("tenant").order_by("-pk")
    file = files.annotate(
        snapshot=Subquery(newest.values("snapshot")[:1]), number=Subquery(newest.values("number")[:1])
    ).first()
    if file is None:
        return None
    told = standing.known(canonical.load(file.snapshot) if file.snapshot else {})
    return compared(file, _ref(file.tenant), Standing(told, file.number))


def compared(file: AppliedFile, ref: TenantRef, now: Standing) -> Drift:
    """Say how a municipality differs from a file."""
    known = [each for each in registers.sections if each.key in file.told]
    found = [_section(ref, each, file.told[each.key], now.values) for each in known if _is_known(each, now)]
    return Drift(tuple(each for each in found if each.lines), file.digest, now.release)


def _is_known(section: Section, now: Standing) -> bool:
    return all(part in now.values for part in section.parts)


def _section(ref: TenantRef, section: Section, told: Any, now: Mapping[str, Any]) -> SectionPlan:
    meant = section.mean(ref, now, told, False)
    return SectionPlan(section.key, section.title, planning.lines(section, meant, now))


def _ref(row: Tenant) -> TenantRef:
    """Answer what sections have to know of a municipality, without its hosts and features."""
    return TenantRef(
        uuid=row.uuid, schema_name=row.schema_name, name=row.name, state=State(row.state), kind=Kind(row.kind),
        site_pk=row.pk, host="", primary_host="", theme=row.theme,
    )  # fmt: skip
