"""How a municipality differs from the file that was applied to it last."""

import uuid
from collections.abc import Mapping
from typing import Any

from tenants import registers
from tenants.models import Tenant
from tenants.registers import Section
from tenants.types import TenantRef

from . import planning, standing
from .models import AppliedFile
from .standing import Standing
from .types import Drift, SectionPlan


def latest(tenant: uuid.UUID) -> AppliedFile | None:
    """Find the file that was applied last."""
    return AppliedFile.objects.filter(tenant__uuid=tenant).order_by("-pk").first()


def drift(tenant: Tenant, *, look: bool = True) -> Drift | None:
    """Compare the last file with what is so; None when no file was applied.

    :param look: else what the newest release tells is enough.
    """
    file = latest(tenant.uuid)
    if file is None:
        return None
    ref = tenant.ref()
    now = standing.now(ref) if look else standing.by_release(tenant.uuid)
    return Drift(tuple(_sections(ref, file.told, now)), file.digest, now.release)


def _sections(ref: TenantRef, told: Mapping[str, Any], now: Standing) -> list[SectionPlan]:
    known = [each for each in registers.sections if each.key in told]
    found = [_section(ref, each, told[each.key], now.values) for each in known if _is_known(each, now)]
    return [each for each in found if each.lines]


def _is_known(section: Section, now: Standing) -> bool:
    return all(part in now.values for part in section.parts)


def _section(ref: TenantRef, section: Section, told: Any, now: Mapping[str, Any]) -> SectionPlan:
    meant = section.mean(ref, now, told, False)
    return SectionPlan(section.key, section.title, planning.lines(section, meant, now))
