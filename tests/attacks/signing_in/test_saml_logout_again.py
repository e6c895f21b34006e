"""A provider's request to end sessions counts once: who kept it ends nobody's next session with it (attack I11)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from integrations.connections.models import Connection
from integrations.digid_eherkenning.types import Scheme, Service
from portal.accounts import services
from portal.accounts.models import Door, DoorKind, Ending, Protocol, SignIn
from tenants.entry import enter
from tenants.types import TenantRef
from tests.attacks.signing_in.test_saml_logout import asked_by
from tests.integrations.digid_eherkenning import dance
from tests.portal import citizens

pytestmark = pytest.mark.attack("I11")
WHERE = "/inloggen/via/digid/uitloggen/"


@pytest.fixture
def provider(stage: dance.Stage, zonnedam: TenantRef) -> dance.Door:
    """DigiD at Zonnedam, and its door in the portal."""
    with enter(zonnedam):
        made = dance.door(stage, zonnedam, Scheme.DIGID)
        reference = Connection.objects.get(pk=made.connection).reference
        row = Door.objects.create(
            slug="digid", kind=DoorKind.DIGID, protocol=Protocol.SAML, connection=reference, is_on=True
        )
        made.service = service_of(row)
        made.sign_in()
    return made


def service_of(row: Door) -> Service:
    return services.saml_service(row)


def ended(client: Client, body: bytes) -> Any:
    return client.post(WHERE, body, content_type="text/xml")


def open_sign_ins(tenant: TenantRef) -> int:
    with enter(tenant):
        return SignIn.objects.filter(ended_at=None).count()


def test_a_request_that_comes_a_second_time_ends_nobodys_next_session(
    provider: dance.Door, client_of: Callable[..., Client], zonnedam: TenantRef
) -> None:
    citizens.client_for(client_of, zonnedam, citizens.citizen())
    with enter(zonnedam):
        first, second = asked_by(provider), asked_by(provider)
    outside = client_of(zonnedam)

    assert ended(outside, first).status_code == 200
    assert open_sign_ins(zonnedam) == 0
    citizens.client_for(client_of, zonnedam, citizens.citizen())
    again = ended(outside, first)

    assert (again.status_code, b"Fault" in again.content) == (500, True)
    assert open_sign_ins(zonnedam) == 1
    assert ended(outside, second).status_code == 200  # the negative control: a message of its own counts
    assert open_sign_ins(zonnedam) == 0
    with enter(zonnedam):
        assert {row.ending for row in SignIn.objects.all()} == {Ending.PROVIDER}


def test_a_request_that_was_refused_has_not_been_used(
    provider: dance.Door, client_of: Callable[..., Client], zonnedam: TenantRef
) -> None:
    citizens.client_for(client_of, zonnedam, citizens.citizen())
    with enter(zonnedam):
        body = asked_by(provider)
    outside = client_of(zonnedam)

    assert ended(outside, body.replace(b"LogoutRequest", b"LogoutRequesd")).status_code == 500
    assert open_sign_ins(zonnedam) == 1
    assert ended(outside, body).status_code == 200
    assert open_sign_ins(zonnedam) == 0
