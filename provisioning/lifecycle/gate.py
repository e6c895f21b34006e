"""Whether a trial may go live: the checks of the register, computed from facts (requirement C-024)."""

from collections.abc import Sequence

from tenants import registers
from tenants.models import Tenant
from tenants.registers import Facts, GoLiveCheck

from .models import Operation
from .types import CheckRow, OperationState


def checklist(tenant: Tenant) -> Sequence[CheckRow]:
    """Tell of each check that concerns a tenant whether it is green, and what to do when it is not."""
    facts = _facts(tenant)
    return tuple(
        CheckRow(check.key, str(check.title), str(check.remedy), is_green=check.holds(facts))
        for check in registers.go_live
        if _concerns(check, facts)
    )


def red(tenant: Tenant) -> list[str]:
    """List, in words, what stands in the way."""
    return [f"{row.title}: {row.remedy}" for row in checklist(tenant) if not row.is_green]


def _facts(tenant: Tenant) -> Facts:
    failed = Operation.objects.filter(tenant=tenant.uuid, state=OperationState.FAILED.value)
    return Facts(
        tenant=tenant.ref(),
        inside={insight.topic: insight.data for insight in tenant.insights.all()},
        failed_operations=failed.count(),
    )


def _concerns(check: GoLiveCheck, facts: Facts) -> bool:
    """Leave out what belongs to a feature that is off."""
    feature = registers.features.get(check.feature)
    return not feature.switchable or feature.key in facts.tenant.features
