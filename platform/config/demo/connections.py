"""Connections of the municipalities of the demo: stand-ins, each by an address and with an access of its own.

A second system of one kind goes by a name of its own among the stand-ins, so that a fault of one leaves the other be.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from integrations.connections import operations
from integrations.sandbox import municipality
from integrations.sandbox.settings import Settings
from tenants.audit import SYSTEM
from tenants.types import TenantRef


def connect(tenant: TenantRef, slug: str, connections: list[Mapping[str, str]]) -> None:
    """Ask for the connections of a municipality; those that are there get the address of now."""
    if settings.SANDBOX_URL:
        for connection in connections:
            operations.request_change(tenant=tenant.uuid, by=SYSTEM, **_wanted(slug, connection))


def _wanted(municipality_slug: str, connection: Mapping[str, str]) -> dict[str, Any]:
    slug = connection.get("slug", "")
    known_as = f"{municipality_slug}-{slug}" if slug else municipality_slug
    whose = municipality.of(known_as, Settings(secret=settings.SANDBOX_SECRET))
    address = f"{settings.SANDBOX_URL}{whose.path}/{connection['stand_in']}"
    wanted = {
        "system": connection["system"],
        "slug": slug,
        "name": connection.get("name", ""),
        "profile": connection.get("profile", ""),
        "address": address,
        "client_id": whose.client_id,
        "secret": whose.secret,
    }
    is_oauth = connection["stand_in"] == "voorbeeldregister"
    return {**wanted, "token_address": f"{address}/token"} if is_oauth else wanted
