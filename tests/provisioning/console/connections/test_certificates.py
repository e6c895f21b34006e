"""The certificate with which we show who we are: placed beside the one in use, and never shown with its key."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from integrations.connections.inbox.models import Command
from tenants.models import OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.integrations.connections import pem
from tests.integrations.connections.pem import Made
from tests.provisioning.console import municipalities
from tests.provisioning.console.connections.connecting import Text, kinds

pytestmark = pytest.mark.covers("M-02", "C-031")
PASSPHRASE = "sesam open u 4711"


def told(made: Made) -> dict[str, str]:
    until = made.certificate.not_valid_after_utc.isoformat()
    return {"subject": "oud.zonnedam.nl", "issuer": "CA", "fingerprint": made.mark, "until": until}


@pytest.fixture
def certified(zonnedam: TenantRef, page: str) -> str:
    """The page of a connection that has a certificate."""
    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid), certificate=told(pem.make()))
    return page


def place(client: Client, page: str, bundle: bytes = b"", **data: str) -> Any:
    files = {"bundle": SimpleUploadedFile("ons.pfx", bundle)} if bundle else {}
    return client.post(f"{page}certificaat/", {**data, **files})


@pytest.mark.attack("P06", "W24")
def test_a_file_is_taken_with_its_passphrase_and_both_are_forgotten(
    console_client: Client, page: str, caplog: pytest.LogCaptureFixture
) -> None:
    ours = pem.make()

    assert place(console_client, page, ours.pfx(PASSPHRASE), passphrase=PASSPHRASE).status_code == 302

    payload = Command.objects.get(kind="certify").payload
    assert kinds() == ["certify", "test"]
    assert payload["certificate"] == ours.chain
    assert payload["key"].startswith("v1:")
    known = f"{payload} {[vars(record) for record in OperatorRecord.objects.all()]} {caplog.text}"
    assert PASSPHRASE not in known
    assert ours.key().splitlines()[1] not in known


@pytest.mark.parametrize("passphrase", ["", "een ander"])
def test_a_wrong_passphrase_is_told_beside_its_field(
    console_client: Client, page: str, text_of: Text, passphrase: str
) -> None:
    answer = place(console_client, page, pem.make().pfx(PASSPHRASE), passphrase=passphrase)

    assert answer.status_code == 422
    assert 'id="id_passphrase_error"' in text_of(answer)
    assert not Command.objects.exists()


@pytest.mark.attack("P06", "W24")
def test_a_key_that_was_refused_does_not_come_back(console_client: Client, page: str, text_of: Text) -> None:
    ours, other = pem.make(), pem.make()

    apart = text_of(place(console_client, page, certificate=ours.chain, key=other.key()))
    together = text_of(place(console_client, page, certificate=ours.chain + other.key()))

    for shown in (apart, together):
        assert "hoort niet bij het certificaat" in shown
        assert ours.chain.splitlines()[1] in shown
        assert other.key().splitlines()[1] not in shown


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "certificate"),
        ({"bundle": b"\x00" * 100_001}, "bundle"),
        ({"bundle": b"tekst"}, "bundle"),
    ],
    ids=["nothing", "too large", "no certificate"],
)
def test_what_is_no_certificate_is_told_beside_its_field(
    console_client: Client, page: str, text_of: Text, data: dict[str, Any], field: str
) -> None:
    answer = place(console_client, page, **data)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text_of(answer)


def test_when_it_takes_over_is_asked_only_where_there_is_one_in_use(
    console_client: Client, zonnedam: TenantRef, page: str, text_of: Text
) -> None:
    assert 'name="take"' not in text_of(console_client.get(f"{page}certificaat/"))

    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid), certificate=told(pem.make()))

    assert 'name="take"' in text_of(console_client.get(f"{page}certificaat/"))


@pytest.mark.parametrize("take", ["tried", "moment", "now"])
def test_it_takes_over_when_somebody_says_so(console_client: Client, certified: str, take: str) -> None:
    ours = pem.make()
    starts = datetime.now(UTC) + timedelta(days=3)

    place(console_client, certified, ours.pfx(), take=take, starts=f"{starts:%Y-%m-%dT%H:%M}")

    when = Command.objects.get(kind="certify").payload["when"]
    assert when.startswith(f"{starts:%Y-%m-%d}") if take == "moment" else when == take


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"take": "moment"}, "starts"),
        ({"take": "moment", "starts": "2020-01-01T10:00"}, "starts"),
        ({}, "take"),
    ],
    ids=["no moment", "in the past", "no choice"],
)
def test_without_saying_when_it_is_refused(
    console_client: Client, certified: str, text_of: Text, data: dict[str, str], field: str
) -> None:
    answer = place(console_client, certified, pem.make().pfx(), **data)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text_of(answer)
    assert not Command.objects.exists()


def test_what_stands_beside_the_one_in_use_is_shown_with_what_can_be_done(
    console_client: Client, zonnedam: TenantRef, page: str, text_of: Text
) -> None:
    municipalities.connected(
        Tenant.objects.get(uuid=zonnedam.uuid), certificate=told(pem.make()), next_certificate=told(pem.make()),
        next_finding="certificate asked", former_certificate=told(pem.make()),
    )  # fmt: skip

    shown, certificates = (
        text_of(console_client.get(page)),
        text_of(console_client.get(f"{page}certificaat/")),
    )

    assert "in gebruik zodra een test ermee lukt" in shown
    assert "Geef de leverancier ons certificaat" in shown
    for path in ("volgend/gebruiken/", "volgend/vergeten/", "vorig/vergeten/"):
        assert f'action="{page}certificaat/{path}"' in certificates
        assert console_client.post(f"{page}certificaat/{path}").status_code == 302
    assert kinds() == ["advance", "test", "leave", "leave"]
    left = Command.objects.filter(kind="leave").order_by("created_at")
    assert [each.payload["which"] for each in left] == ["next", "former"]


def test_whoever_comes_late_is_told_that_another_stands_there_now(
    console_client: Client, zonnedam: TenantRef, page: str, text_of: Text
) -> None:
    tenant = Tenant.objects.get(uuid=zonnedam.uuid)
    first, second = told(pem.make()), told(pem.make())
    municipalities.connected(tenant, certificate=first, next_certificate=second)
    seen = f"{first['fingerprint'][:16]}."  # when there was no next one yet

    form = place(console_client, page, pem.make().pfx(), take="now", there=seen)
    button = console_client.post(
        f"{page}certificaat/volgend/gebruiken/", {"fingerprint": first["fingerprint"]}, follow=True
    )

    assert form.status_code == 422
    assert "Intussen is er een ander certificaat geplaatst" in text_of(form)
    assert f'value="{seen}{second["fingerprint"][:16]}"' in text_of(form)
    assert "Intussen is er een ander certificaat geplaatst" in text_of(button)
    assert not Command.objects.exists()


def test_there_are_no_others_to_forget(console_client: Client, certified: str) -> None:
    for path in ("volgend/gebruiken/", "volgend/vergeten/", "vorig/vergeten/"):
        assert console_client.post(f"{certified}certificaat/{path}").status_code == 302
    assert not Command.objects.exists()
