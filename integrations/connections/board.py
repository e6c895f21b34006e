"""The board of all municipalities, from what their last tests found."""

import uuid
from collections import defaultdict

from django.utils import timezone

from tenants.entry import outside
from tenants.models import Insight, Tenant
from tenants.types import SERVING

from . import portraits
from .health_types import Cell, Row, State
from .queries import ABOUT
from .types import NO_RECORD, Overview, Standing, row_of
from .types import State as Tested

PAUSED = {
    Standing.OFF: State.SWITCHED_OFF,
    Standing.MAINTENANCE: State.MAINTENANCE,
    Standing.UNFINISHED: State.NOT_CONFIGURED,
}
TESTED = {Tested.OK: State.HEALTHY, Tested.FAILED: State.FAILING, Tested.UNTESTED: State.UNKNOWN}


def rows() -> list[Row]:
    """List the municipalities that serve, by name, with the state of each of their connections."""
    with outside():
        serving = Tenant.objects.filter(state__in=[state.value for state in SERVING]).order_by("name")
        tenants = list(serving.values_list("uuid", "name"))
        told = list(Insight.objects.filter(ABOUT).values_list("tenant__uuid", "data"))
    found: dict[uuid.UUID, list[Cell]] = defaultdict(list)
    for tenant, data in told:
        found[tenant].append(_cell(tenant, portraits.read(data)))
    return [Row(tenant, name, _by_system(found[tenant])) for tenant, name in tenants]


def _by_system(cells: list[Cell]) -> dict[str, tuple[Cell, ...]]:
    found: dict[str, tuple[Cell, ...]] = {}
    for cell in sorted(cells, key=lambda each: str(each.connection)):
        found[cell.system] = (*found.get(cell.system, ()), cell)
    return found


def _cell(tenant: uuid.UUID, overview: Overview) -> Cell:
    own = overview.certificate
    finding = next((step.finding for step in overview.steps if step.finding), None)
    return Cell(
        connection=row_of(tenant, overview.system) if overview.key == NO_RECORD else overview.key,
        system=overview.system,
        state=PAUSED.get(overview.standing) or TESTED[overview.state],
        cause=finding.value if finding and overview.state is Tested.FAILED else "",
        since=overview.checked_at,
        certificate_days=(own.until - timezone.now()).days if own else None,
    )
