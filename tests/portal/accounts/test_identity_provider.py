"""Functional managers look at the provider behind a door, and take over what it says anew."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from integrations.connections.models import Connection
from integrations.digid_eherkenning import operations, queries, tending
from integrations.digid_eherkenning.models import ProviderMetadata
from integrations.sandbox.identity_saml import keys
from portal.accounts.models import Door, DoorKind, Protocol
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from tenants.alerts.models import Alert
from tenants.audit.models import AuditRecord
from tenants.entry import enter, outside
from tenants.types import TenantRef
from tests.integrations.digid_eherkenning import dance
from tests.integrations.digid_eherkenning.conftest import _staged, stage
from tests.portal import citizens, staff

__all__ = ["_staged", "stage"]
PAGE = "/beheer/inlogdienst/digid/"
REASON = "Gebeld met Logius, certificaten vergeleken."


@pytest.fixture
def provider(stage: dance.Stage, zonnedam: TenantRef) -> dance.Door:
    """DigiD at Zonnedam, whose metadata is known, and its door, which is closed."""
    with enter(zonnedam):
        made = dance.door(stage, zonnedam)
        reference = Connection.objects.get(pk=made.connection).reference
        Door.objects.create(slug="digid", kind=DoorKind.DIGID, protocol=Protocol.SAML, connection=reference)
        made.begin()
    return made


@pytest.fixture
def changed(provider: dance.Door, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch) -> dance.Door:
    """The same, after the provider took another certificate all at once, as the nightly look found."""
    other = keys.make("het nieuwe certificaat")
    monkeypatch.setattr(keys, "own", lambda: other)
    with enter(zonnedam):
        tending.refresh("test")
    return provider


@pytest.fixture
def manager(client_of: Callable[..., Client], zonnedam: TenantRef) -> Client:
    return staff.client_for(client_of, zonnedam, ADMINISTRATOR)


def mark(tenant: TenantRef, door: dance.Door) -> str:
    with enter(tenant):
        found = queries.changes(door.connection)
    assert found
    return found.mark


def kept(tenant: TenantRef, door: dance.Door) -> ProviderMetadata:
    with enter(tenant):
        return ProviderMetadata.objects.get(pk=door.connection)


def taken_over(client: Client, mark: str, **more: Any) -> Any:
    return client.post(PAGE, {"mark": mark, "reason": REASON, "sure": "on", **more})


def alerts(door: dance.Door) -> int:
    with outside():
        return Alert.objects.filter(subject__contains=str(door.connection), ended_at=None).count()


@pytest.mark.covers("I-190", "I-194")
def test_the_page_says_what_to_send_and_what_the_provider_says(manager: Client, provider: dance.Door) -> None:
    page = manager.get(PAGE).content.decode()

    assert "/inloggen/via/digid/metadata.xml" in page
    assert "Logius" in page
    assert "Neem de nieuwe gegevens over" not in page
    assert "dienstencatalogus" not in page


@pytest.mark.covers("I-190")
def test_a_manager_compares_and_takes_over(manager: Client, changed: dance.Door, zonnedam: TenantRef) -> None:
    before = kept(zonnedam, changed)
    page = manager.get(PAGE).content.decode()
    with enter(zonnedam):
        found = queries.changes(changed.connection)
    assert found
    assert found.pending
    assert found.now
    assert found.pending.certificates[0].printed in page
    assert found.now.certificates[0].printed in page
    assert alerts(changed) == 1

    assert taken_over(manager, found.mark).status_code == 302

    after = kept(zonnedam, changed)
    assert (after.pending_xml, after.fingerprints != before.fingerprints) == ("", True)
    assert alerts(changed) == 0
    with enter(zonnedam):
        row = AuditRecord.objects.get(action="saml.metadata_taken_over")
    assert (row.actor_kind, row.why) == ("staff", REASON)


@pytest.mark.attack("I15")
@pytest.mark.parametrize("wrong", [{"mark": "0" * 64}, {"mark": ""}, {"sure": ""}, {"reason": " "}])
def test_nothing_is_taken_over_unseen_unsure_or_without_a_reason(
    manager: Client, changed: dance.Door, zonnedam: TenantRef, wrong: dict[str, str]
) -> None:
    before = kept(zonnedam, changed).fingerprints
    right = mark(zonnedam, changed)

    taken_over(manager, **{"mark": right, **wrong})

    assert kept(zonnedam, changed).fingerprints == before
    taken_over(manager, right)  # the negative control
    assert kept(zonnedam, changed).fingerprints != before


@pytest.mark.attack("I15", "O08")
def test_nobody_else_takes_it_over(
    changed: dance.Door, client_of: Callable[..., Client], zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    before, right = kept(zonnedam, changed).fingerprints, mark(zonnedam, changed)

    assert taken_over(staff.client_for(client_of, zonnedam, EDITOR), right).status_code == 403
    assert taken_over(citizens.client_for(client_of, zonnedam), right).status_code == 302
    assert taken_over(client_of(zonnedam), right).status_code == 302
    assert taken_over(staff.client_for(client_of, waterrijk, ADMINISTRATOR), right).status_code == 404
    assert kept(zonnedam, changed).fingerprints == before


def test_an_operator_looks_and_takes_over_by_a_command(changed: dance.Door, zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        reference = Connection.objects.get(pk=changed.connection).reference
    told = asked(reference)
    right = mark(zonnedam, changed)
    assert right in told

    with pytest.raises(CommandError, match="--reason"):
        asked(reference, take_over=right)
    with pytest.raises(CommandError, match="Kijk opnieuw"):
        asked(reference, take_over="0" * 64, reason=REASON)
    assert "Overgenomen" in asked(reference, take_over=right, reason=REASON, by="o@console.example")

    with enter(zonnedam):
        assert AuditRecord.objects.get(action="saml.metadata_taken_over").actor_kind == "operator"
        assert operations.refresh(changed.connection) == ""
    assert "Er wacht niets" in asked(reference)


def asked(reference: str, **options: str) -> str:
    out = StringIO()
    call_command("provider_metadata", "zonnedam.localhost", reference, stdout=out, **options)
    return out.getvalue()


def test_the_form_of_a_door_leads_there(manager: Client, provider: dance.Door, zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        key = Door.objects.get().pk

    assert PAGE in manager.get(f"/beheer/accounts/door/{key}/change/").content.decode()


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"connection": ""}, "De koppeling is er nog niet"),
        ({"options": {"service_index": "x"}}, "Kijk ze eerst na"),
        ({"kind": DoorKind.EIDAS}, "OIN van de gemeente"),
        ({"protocol": Protocol.OPENID}, "/inloggen/via/digid/terug/"),
    ],
)
def test_the_page_says_what_is_missing(
    manager: Client, provider: dance.Door, zonnedam: TenantRef, about: dict[str, Any], said: str
) -> None:
    with enter(zonnedam):
        Door.objects.update(**about)

    assert said in manager.get(PAGE).content.decode()
    assert manager.get("/beheer/inlogdienst/bestaat-niet/").status_code == 404
