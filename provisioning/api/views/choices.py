"""What there is to choose from, before something is asked."""

from integrations.connections import catalogue
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router
from provisioning.api.shapes.choices import ConnectionSystem, ConnectionSystemList, Theme, ThemeList
from provisioning.tokens.types import Scope
from themes import queries as themes

CONNECTIONS, TENANTS = router("connections"), router("tenants")


@reads(
    CONNECTIONS, "/connection-systems", Scope.CONNECTIONS_READ, ConnectionSystemList, "Soorten systemen",
    "Geef de systemen waarmee een gemeente kan worden gekoppeld, met hun profielen en wat er te schakelen is.",
)  # fmt: skip
def list_connection_systems(request: ApiRequest) -> ConnectionSystemList:
    """List the kinds of system."""
    return ConnectionSystemList(items=[ConnectionSystem.of(each) for each in catalogue.systems().values()])


@reads(TENANTS, "/themes", Scope.TENANTS_READ, ThemeList, "Thema's", "Geef de thema's die er zijn.")
def list_themes(request: ApiRequest) -> ThemeList:
    """List the themes."""
    return ThemeList(items=[Theme.of(each) for each in themes.themes()])
