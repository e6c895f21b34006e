"""The hosts of a municipality: added, proven, led to, certified, taken away (requirement C-032)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from provisioning.console.types import Role
from provisioning.lifecycle import proofs
from provisioning.lifecycle.models import Operation
from tenants import audit
from tenants.models import Domain, Tenant
from tenants.types import TenantRef
from tests.provisioning.console import day_two
from tests.provisioning.console.day_two import MARKUP
from tests.provisioning.lifecycle import names
from tests.provisioning.lifecycle.names import dns  # noqa: F401 - a fixture

pytestmark = [pytest.mark.covers("C-032"), pytest.mark.usefixtures("dns")]
HOST = "mijn.zonnedam.nl"


@pytest.fixture
def path(console: None, zonnedam: TenantRef) -> str:
    return f"/gemeenten/{zonnedam.uuid}/webadressen/"


@pytest.fixture
def unproven(zonnedam: TenantRef) -> Domain:
    row = Tenant.objects.get(uuid=zonnedam.uuid)
    return Domain.objects.create(
        tenant=row, domain=HOST, is_primary=False, certificate="own", proof_token="c0ffee"
    )


@pytest.fixture
def proven(unproven: Domain) -> Domain:
    Domain.objects.filter(pk=unproven.pk).update(proven_at=timezone.now())
    unproven.refresh_from_db()
    return unproven


def run() -> None:
    assert day_two.run().state == "done"


@pytest.mark.attack("P03")
@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("zonnedam.nl", "onder het domein van de gemeente"),
        ("*.zonnedam.nl", "jokerteken"),
        ("waterrijk.localhost", "al in gebruik"),
        ("console.localhost", "van het platform"),
        ("mijn.digid.nl", "van de overheid of van het platform"),
        ("https://mijn.zonnedam.nl/", "geen goede hostnaam"),
        (f"mijn.{MARKUP}.nl", "geen goede hostnaam"),
    ],
)
def test_a_host_that_may_not_be_had_is_refused_beside_its_field(
    console_client: Client, path: str, host: str, reason: str, text_of: Callable[[Any], str]
) -> None:
    answer = console_client.post(f"{path}toevoegen/", {"host": host, "certificate": "own"})

    assert answer.status_code == 422
    assert reason in " ".join(answer.context["form"].errors["host"])
    assert MARKUP not in text_of(answer)
    assert not Operation.objects.exists()


def test_a_host_is_added_and_then_waits_for_its_proof(
    console_client: Client, path: str, text_of: Callable[[Any], str]
) -> None:
    values = {"host": "Mijn.Zonnedam.nl", "certificate": "own", "reason": "Wens van de gemeente"}

    answers = [console_client.post(f"{path}toevoegen/", values) for _ in range(2)]

    assert {answer.url for answer in answers} == {f"/opdrachten/{Operation.objects.get().uuid}/"}
    assert f"{HOST} wordt toegevoegd" in text_of(console_client.get(path))
    run()
    page, row = text_of(console_client.get(path)), Domain.objects.get(domain=HOST)
    for words in (
        "Nog te bewijzen",
        f"_inwonerplein.{HOST}",
        row.proof_token,
        "Nu controleren",
        "zien niets",
    ):
        assert words in page


def test_a_dv_certificate_asks_who_accepted_the_risk(console_client: Client, path: str) -> None:
    values = {"host": HOST, "certificate": "acme"}

    answer = console_client.post(f"{path}toevoegen/", values)

    assert set(answer.context["form"].errors) == {"accepted_by", "accepted_on"}
    assert not Operation.objects.exists()
    letter = {"accepted_by": "CISO, brief 2026-113", "accepted_on": "2026-11-20"}
    assert console_client.post(f"{path}toevoegen/", {**values, **letter}).status_code == 302


@pytest.mark.attack("P03")
def test_a_proof_that_is_not_there_is_refused_and_says_where_it_should_stand(
    console_client: Client, path: str, unproven: Domain, text_of: Callable[[Any], str]
) -> None:
    answer = console_client.post(f"{path}{HOST}/bewijs/")

    assert answer.status_code == 422
    assert "Er staat nog geen TXT-record op" in text_of(answer)
    unproven.refresh_from_db()
    assert unproven.proven_at is None


def test_a_proof_that_is_found_lets_the_host_serve(
    console_client: Client, path: str, unproven: Domain, text_of: Callable[[Any], str]
) -> None:
    names.texts[proofs.name_of(HOST)] = ["c0ffee"]

    console_client.post(f"{path}{HOST}/bewijs/")
    run()

    assert Domain.objects.get(domain=HOST).proven_at
    assert "gaan door naar dezelfde bladzijde op zonnedam.localhost" in text_of(console_client.get(path))


def test_the_primary_host_is_changed_after_saying_what_leads_where(
    console_client: Client, path: str, proven: Domain, text_of: Callable[[Any], str]
) -> None:
    page = text_of(console_client.get(f"{path}{HOST}/hoofdadres/"))

    assert f"zonnedam.localhost stuurt door naar dezelfde bladzijde op {HOST}" in page
    console_client.post(f"{path}{HOST}/hoofdadres/", {"reason": ""})
    run()
    assert Domain.objects.get(domain=HOST).is_primary


def test_an_unproven_host_does_not_become_the_primary_one(
    console_client: Client, path: str, unproven: Domain
) -> None:
    answer = console_client.post(f"{path}{HOST}/hoofdadres/", {"reason": ""})

    assert answer.status_code == 422
    assert not Operation.objects.exists()


def test_the_primary_host_is_not_taken_away_and_another_one_is(
    console_client: Client, path: str, proven: Domain, text_of: Callable[[Any], str]
) -> None:
    refused = console_client.post(f"{path}zonnedam.localhost/verwijderen/", {"reason": ""})
    console_client.post(f"{path}{HOST}/verwijderen/", {"reason": "Niet meer nodig"})
    run()

    assert "Maak eerst een ander adres het hoofdadres" in text_of(refused)
    assert list(Domain.objects.filter(tenant__name="Zonnedam").values_list("domain", flat=True)) == [
        "zonnedam.localhost"
    ]


def test_another_certificate_is_written_down_with_who_accepted_it(
    console_client: Client, path: str, proven: Domain, text_of: Callable[[Any], str]
) -> None:
    values = {"certificate": "acme", "accepted_by": f"CISO {MARKUP}", "accepted_on": "2026-11-20"}

    console_client.post(f"{path}{HOST}/certificaat/", values)
    run()

    page = text_of(console_client.get(path))
    assert "Risico aanvaard door CISO &lt;script&gt;" in page
    assert MARKUP not in page


def test_a_host_of_another_municipality_is_not_found(
    console_client: Client, path: str, waterrijk: TenantRef
) -> None:
    for what in ("bewijs", "hoofdadres", "certificaat", "verwijderen"):
        assert console_client.post(f"{path}{waterrijk.primary_host}/{what}/").status_code == 404


def test_a_proof_that_is_gone_is_shown(
    console_client: Client, path: str, zonnedam: TenantRef, proven: Domain, text_of: Callable[[Any], str]
) -> None:
    audit.record("domain.proof_missing", by=audit.SYSTEM, tenant=zonnedam.uuid, target=HOST)

    assert "Bewijs is weg" in text_of(console_client.get(path))


def test_a_viewer_sees_the_hosts_and_no_buttons(
    client_for: Callable[[Role], Client], path: str, unproven: Domain, text_of: Callable[[Any], str]
) -> None:
    page = text_of(client_for(Role.VIEWER).get(path))

    assert HOST in page
    assert "Nu controleren" not in page
    assert "toevoegen" not in page
