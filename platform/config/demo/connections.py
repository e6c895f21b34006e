"""Connections of the municipalities of the demo: stand-ins, each by an address and with an access of its own.

A second system of one kind goes by a name of its own among the stand-ins, so that a fault of one leaves the other be.
Of case systems the catalogue is read, and those that can tell news are asked to: by a worker, once all is running.
"""

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

from integrations.connections import operations, queries
from integrations.connections.types import System, row_of
from integrations.notifications import operations as news
from integrations.sandbox import municipality
from integrations.sandbox.identity_saml import keys
from integrations.sandbox.settings import Settings
from integrations.zgw import operations as zgw
from tenants.audit import SYSTEM
from tenants.entry import enter
from tenants.types import TenantRef

BITS = 2048
TELLING = {"zgw"}
"""Stand-ins with a Notificaties API."""


def connect(tenant: TenantRef, slug: str, connections: list[Mapping[str, Any]]) -> None:
    """Ask for the connections of a municipality; those that are there get the address of now.

    Who signs messages gets a certificate of its own, which is told by the address that the stand-in asks for it.
    """
    if settings.SANDBOX_URL:
        for connection in connections:
            asked = operations.request_change(tenant=tenant.uuid, by=SYSTEM, **_wanted(slug, connection))
            is_heard = connection["system"] == System.CASE_SYSTEM
            if is_heard or connection.get("certificate"):
                operations.carry_out(command=asked)  # what follows asks for the connection to be there
            if connection.get("certificate"):
                _certify(tenant, connection)
            if is_heard:
                _hear(tenant, connection)


def _hear(tenant: TenantRef, connection: Mapping[str, Any]) -> None:
    key = row_of(tenant.uuid, connection["system"], connection.get("slug", ""))
    with enter(tenant):
        zgw.request(key, by=SYSTEM)
        if connection["stand_in"] in TELLING:
            news.ask_to_register(key, by=SYSTEM)


def _certify(tenant: TenantRef, connection: Mapping[str, Any]) -> None:
    key = row_of(tenant.uuid, connection["system"], connection.get("slug", ""))
    known = queries.overview(tenant.uuid, key)
    if known is not None and known.certificate is None:
        certificate, private = _pair(tenant.name)
        operations.request_certificate(
            tenant=tenant.uuid, connection=key, by=SYSTEM, certificate=certificate, key=private
        )


def _pair(name: str) -> tuple[str, str]:
    """Make a certificate that signs itself, and its key, as PEM."""
    own = keys.make(name, bits=BITS)
    private = own.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return own.certificate.public_bytes(Encoding.PEM).decode(), private.decode()


def _wanted(municipality_slug: str, connection: Mapping[str, Any]) -> dict[str, Any]:
    slug = connection.get("slug", "")
    known_as = f"{municipality_slug}-{slug}" if slug else municipality_slug
    whose = municipality.of(known_as, Settings(secret=settings.SANDBOX_SECRET))
    address = f"{settings.SANDBOX_URL}{whose.path}/{connection['stand_in']}{connection.get('path', '')}"
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
