"""The row of signing in of the failure matrix (requirements/integrations.md 26), cell by cell, as a browser sees it.

Whatever is wrong at the provider: nobody is let in, and a page says what to do, with a number to mention.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from integrations.connections import operations as connections
from integrations.connections.models import Connection
from integrations.connections.types import Limits, System
from integrations.identities import Departure
from integrations.sandbox import municipality
from integrations.sandbox.world.people import people
from portal.accounts.models import Door, DoorKind, Protocol
from tenants.entry import enter
from tenants.types import TenantRef
from tests.contracts.asking import SETTINGS
from tests.integrations.connections.conftest import OPERATOR
from tests.integrations.digid_eherkenning import dance
from tests.portal.accounts import organisation

WAY = "/inloggen/via/weg/"
SOON = 0.5
CELLS: dict[str, dict[str, Any]] = {
    "refused": {"reset": True},
    "5 s latency": {"latency": 5_000},
    "500": {"status": 500},
    "401": {"status": 401},
    "403": {"status": 403},
    "404": {"status": 404},
    "HTML 200": {"html": True},
    "missing field": {"missing": "id_token"},
    "10x size": {"large": 50},
}
pytestmark = [pytest.mark.fault("F21"), pytest.mark.covers("I-203")]


stage, _staged = organisation.stage, organisation._staged


class Saml:
    """DigiD, spoken with by SAML."""

    def __init__(self, scheme: str, kind: DoorKind) -> None:
        self.endpoint, self._scheme, self._kind = f"{scheme}/artifacts", scheme, kind

    def open(self, stage: dance.Stage, tenant: TenantRef) -> None:
        with enter(tenant):
            key = dance.saved(tenant, self._scheme, f"{stage.url}/t/zonnedam/{self._scheme}/metadata")
            Door.objects.create(
                slug="weg",
                kind=self._kind,
                protocol=Protocol.SAML,
                connection=Connection.objects.get(pk=key).reference,
                is_on=True,
            )

    def choose(self, there: str, stage: dance.Stage) -> str:
        status, page, _headers = dance.visit(Departure(there))
        assert status == 200, page
        key, action = re.search(r'name="key" value="([^"]+)"', page), re.search(r'action="([^"]+)"', page)
        assert key
        assert action
        told = {"outcome": "sign-in", "key": key[1]}
        _status, _page, headers = dance.fetch("POST", f"{stage.url}{action[1]}", urlencode(told).encode())
        return headers["location"]


class OpenId:
    """DigiD by a broker of OpenID Connect."""

    endpoint = "openid-signicat/token"

    def open(self, stage: dance.Stage, tenant: TenantRef) -> None:
        whose = municipality.of("zonnedam", SETTINGS)
        connections.carry_out(
            command=connections.request_change(
                tenant=tenant.uuid,
                system=System.OPENID,
                by=OPERATOR,
                slug="weg",
                address=f"{stage.url}{whose.path}/openid-signicat",
                client_id=whose.client_id,
                secret=whose.secret,
            )
        )
        with enter(tenant):
            Door.objects.create(
                slug="weg",
                kind=DoorKind.DIGID,
                protocol=Protocol.OPENID,
                connection="openid.weg",
                is_on=True,
                options={"claims_of": "signicat"},
            )

    def choose(self, there: str, stage: dance.Stage) -> str:
        address, _, asked = there.partition("?")
        told = {"asked": asked, "who": f"person-{people()[0].bsn}", "level": "midden"}
        status, page, headers = dance.fetch("POST", address, urlencode(told).encode())
        assert status in {302, 303}, page
        return headers["location"]


WAYS: dict[str, Saml | OpenId] = {
    "DigiD": Saml("digid", DoorKind.DIGID),
    "OIDC": OpenId(),
}

TRIED = [(way, column) for way in WAYS for column in CELLS if (way, column) != ("DigiD", "missing field")]
"""An assertion that lacks something is tried in tests/attacks/signing_in/test_saml_answers.py, part by part."""


@pytest.fixture
def way(request: pytest.FixtureRequest, stage: dance.Stage, zonnedam: TenantRef) -> Saml | OpenId:
    found = WAYS[request.param]
    found.open(stage, zonnedam)
    return found


def back(client: Client, way: Saml | OpenId, stage: dance.Stage) -> str:
    """Leave by the door and choose; answers the path with which the browser comes back."""
    led = client.get(f"{WAY}?next=%2Fonderwerpen%2F").headers["Location"]
    there = urlsplit(way.choose(led, stage))
    return f"{there.path}?{there.query}"


@pytest.mark.parametrize(("way", "column"), TRIED, indirect=["way"])
def test_whatever_is_wrong_at_the_provider_there_is_a_page_that_says_what_to_do(
    column: str, way: Saml | OpenId, stage: dance.Stage, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    """Login DigiD/eH/OIDC x {column}: message and reference; nobody is let in."""
    client = client_of(zonnedam)
    path = back(client, way, stage)
    with enter(zonnedam):
        Connection.objects.update(limits={"read": SOON, "total": SOON})
    stage.fault(way.endpoint, "zonnedam", **CELLS[column])

    response = client.get(path)
    page = client.get(response.headers["Location"]).content.decode()

    assert response.headers["Location"] == "/inloggen/mislukt/"
    assert re.search(r"Noem dan dit nummer: [0-9A-F]{8}", page)
    assert 'href="/inloggen/via/weg/?next=%2Fonderwerpen%2F"' in page
    assert client.get("/inloggen/").status_code == 200, "nobody is in"


@pytest.mark.parametrize("way", WAYS, indirect=True)
def test_when_all_is_well_the_same_way_lets_in(
    way: Saml | OpenId, stage: dance.Stage, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    """The control."""
    client = client_of(zonnedam)

    assert client.get(back(client, way, stage)).headers["Location"] == "/onderwerpen/"


def test_nobody_waits_longer_than_ten_seconds() -> None:
    """5 s latency: at most 10 s, then the message."""
    assert Limits().total <= 10
