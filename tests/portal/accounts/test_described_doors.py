"""What a provider reads of a door: metadata and catalogue, before anybody can come in by it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from integrations.connections.models import Connection
from portal.accounts.models import Door, DoorKind, Protocol
from tenants import directory, features
from tenants.audit import SYSTEM
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.integrations.digid_eherkenning import dance

OIN, BROKER = "00000001000000000000", "00000002000000000000"
UUIDS = ("5a1f4c0e-7a52-4c63-9d43-0e1a7c5d2b11", "0f0e6c39-6b0d-4a43-8a5e-2f1f4d6a9c22")
WHOLE = {
    "oin": OIN,
    "broker_oin": BROKER,
    "service_uuids": [UUIDS[0]],
    "service_instance_uuid": UUIDS[1],
    "service_index": 7,
    "name": "Mijn Zonnedam",
    "entity_id": f"urn:etoegang:DV:{OIN}:entities:0007",
}
NAMES = {
    "esc": "urn:etoegang:1.13:service-catalog",
    "md": "urn:oasis:names:tc:SAML:2.0:metadata",
}
ADDRESS = "https://makelaar.example/metadata"


def door(tenant: TenantRef, kind: DoorKind = DoorKind.DIGID, **more: Any) -> Door:
    with enter(tenant):
        system = "digid" if kind is DoorKind.DIGID else "eherkenning"
        reference = Connection.objects.get(pk=dance.saved(tenant, system, ADDRESS)).reference
        told = {"connection": reference, "protocol": Protocol.SAML, "is_on": False, **more}
        return Door.objects.create(slug=kind.value, kind=kind, **told)


def asked(client: Client, name: str) -> Any:
    return client.get(f"/inloggen/via/{name}")


def switched(tenant: TenantRef, on: bool) -> None:
    with outside():
        row = Tenant.objects.get(uuid=tenant.uuid)
        features.switch(tenant=row, feature="sign_in", on=on, by=SYSTEM)
    directory.forget()


@pytest.mark.covers("I-194")
def test_our_metadata_can_be_read_before_the_door_is_opened(
    client_of: Callable[..., Client], zonnedam: TenantRef
) -> None:
    door(zonnedam)
    visitor = client_of(zonnedam)

    told = asked(visitor, "digid/metadata.xml")

    assert told.status_code == 200
    assert etree.fromstring(told.content).get("entityID").endswith("/inloggen/via/digid/metadata.xml")
    assert asked(visitor, "digid/").status_code == 404  # nobody can leave by it yet
    assert "DigiD" not in visitor.get("/inloggen/").content.decode()


@pytest.mark.attack("I12")
@pytest.mark.parametrize(
    "more", [{"connection": ""}, {"protocol": Protocol.OPENID}, {"options": {"service_index": "x"}}]
)
def test_a_door_that_is_not_set_up_has_no_metadata(
    client_of: Callable[..., Client], zonnedam: TenantRef, more: dict[str, Any]
) -> None:
    door(zonnedam, **more)

    assert asked(client_of(zonnedam), "digid/metadata.xml").status_code == 404


@pytest.mark.attack("I12")
def test_without_a_usable_connection_or_the_feature_there_is_no_metadata(
    client_of: Callable[..., Client], zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    door(zonnedam)
    visitor = client_of(zonnedam)
    assert asked(client_of(waterrijk), "digid/metadata.xml").status_code == 404

    switched(zonnedam, False)
    assert asked(visitor, "digid/metadata.xml").status_code == 404
    switched(zonnedam, True)
    assert asked(visitor, "digid/metadata.xml").status_code == 200
    with enter(zonnedam):
        Connection.objects.update(is_on=False)
    assert asked(visitor, "digid/metadata.xml").status_code == 404


@pytest.mark.covers("I-195")
def test_a_service_for_other_countries_is_told_to_the_broker_as_one(
    client_of: Callable[..., Client], zonnedam: TenantRef
) -> None:
    door(zonnedam, DoorKind.EIDAS, options=WHOLE)
    visitor = client_of(zonnedam)

    told = asked(visitor, "eidas/dienstcatalogus.xml")
    found = etree.fromstring(told.content)

    def texts(name: str) -> list[str]:
        return [str(each) for each in found.xpath(f"//esc:{name}/text()", namespaces=NAMES)]

    assert texts("Classifier") == ["eIDAS-inbound"]
    assert texts("ServiceID") == [f"urn:etoegang:DV:{OIN}:services:7"]
    assert texts("EntityConcernedTypesAllowed") == ["urn:etoegang:1.13:EntityConcernedID:Pseudo"]
    assert "urn:etoegang:1.9:attribute:DateOfBirth" in found.xpath(
        "//esc:RequestedAttribute/@Name", namespaces=NAMES
    )
    assert (
        etree.fromstring(asked(visitor, "eidas/metadata.xml").content).get("entityID") == WHOLE["entity_id"]
    )


@pytest.mark.covers("I-195")
def test_a_service_for_companies_is_none_for_other_countries(
    client_of: Callable[..., Client], zonnedam: TenantRef
) -> None:
    door(zonnedam, DoorKind.EHERKENNING, options=WHOLE)

    told = asked(client_of(zonnedam), "eherkenning/dienstcatalogus.xml")

    assert told.status_code == 200
    assert b"Classifier" not in told.content


@pytest.mark.parametrize("gone", ["oin", "broker_oin", "service_uuids", "service_instance_uuid", "name"])
def test_a_catalogue_that_would_lack_something_is_not_given(
    client_of: Callable[..., Client], zonnedam: TenantRef, gone: str
) -> None:
    door(zonnedam, DoorKind.EIDAS, options={name: each for name, each in WHOLE.items() if name != gone})

    assert asked(client_of(zonnedam), "eidas/dienstcatalogus.xml").status_code == 404


def test_digid_has_no_catalogue(client_of: Callable[..., Client], zonnedam: TenantRef) -> None:
    door(zonnedam, options=WHOLE)

    assert asked(client_of(zonnedam), "digid/dienstcatalogus.xml").status_code == 404
