"""The health board."""

from integrations.connections.health import queries as health
from integrations.connections.health import texts
from integrations.connections.health.types import Row
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router
from provisioning.api.shapes.health import HealthBoard, HealthCell, HealthRow
from provisioning.tokens.types import Scope

ROUTES = router("health")


@reads(
    ROUTES, "/health-board", Scope.HEALTH_READ, HealthBoard, "Hoe het met koppelingen gaat",
    "Geef van alle gemeenten die open zijn hoe hun koppelingen het doen.",
)  # fmt: skip
def read_health_board(request: ApiRequest) -> HealthBoard:
    """Tell how all connections are doing."""
    return HealthBoard(items=[_row(row) for row in health.board(with_history=False)])


def _row(row: Row) -> HealthRow:
    cells = [
        HealthCell(
            connection=cell.connection,
            system=cell.system,
            state=cell.state,
            cause=str(texts.cause(cell.cause)) if cell.cause else "",
            since=cell.since,
            p50=cell.p50,
            p95=cell.p95,
            calls=cell.calls,
            failed=cell.failed,
            certificate_days=cell.certificate_days,
        )
        for found in row.cells.values()
        for cell in found
    ]
    return HealthRow(
        tenant=row.tenant, name=row.tenant_name, looked_at=row.looked_at, is_stale=row.is_stale, items=cells
    )
