"""Certificates with which we show who we are, put in by a program: the next beside the one of now (M-02)."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest

from integrations.connections.inbox.models import Command
from tenants.models import OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.integrations.connections import pem
from tests.integrations.connections.pem import Made
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import municipalities

pytestmark = pytest.mark.covers("M-02", "C-031", "C-071")
PASSPHRASE = "sesam open u 4711"


def told(made: Made, subject: str = "nu.zonnedam.nl") -> dict[str, str]:
    until = made.certificate.not_valid_after_utc.isoformat()
    return {"subject": subject, "issuer": "CA", "fingerprint": made.mark, "until": until}


def connection(program: Program, tenant: TenantRef, **certificates: Any) -> str:
    """Have a connection with these certificates; answer its address."""
    municipalities.connected(Tenant.objects.get(uuid=tenant.uuid), **certificates)
    path = f"/tenants/{tenant.uuid}/connections"
    return f"{path}/{program.get(path).json()['items'][0]['id']}"


@pytest.mark.attack("P06", "W24")
def test_a_file_with_its_key_goes_in_and_the_key_never_comes_out(
    program: Program, zonnedam: TenantRef
) -> None:
    one, ours = connection(program, zonnedam), pem.make()
    bundle = base64.b64encode(ours.pfx(PASSPHRASE)).decode()

    asked = program.ask("put", f"{one}/certificate", {"bundle": bundle, "passphrase": PASSPHRASE})

    payload = Command.objects.get(kind="certify").payload
    known = f"{asked.content} {payload} {program.get(one).content} {list(OperatorRecord.objects.values())}"
    assert (asked.status_code, asked.json()["kind"]) == (202, "certify")
    assert payload["key"].startswith("v1:")
    assert PASSPHRASE not in known
    assert ours.key().splitlines()[1] not in known


def test_the_next_stands_beside_the_one_of_now_and_takes_over_when_asked(
    program: Program, zonnedam: TenantRef
) -> None:
    now, following = pem.make(), pem.make()
    one = connection(
        program, zonnedam, certificate=told(now), next_certificate=told(following, "straks.zonnedam.nl")
    )
    seen = program.get(one)
    other = program.post(f"{one}/certificate-advances", {"fingerprint": now.mark})
    asked = program.post(
        f"{one}/certificate-advances", {"fingerprint": following.mark}, if_match=seen["ETag"]
    )
    late = program.ask("delete", f"{one}/next-certificate", if_match=seen["ETag"])

    assert seen.json()["certificate"]["fingerprint"] == now.mark
    assert seen.json()["nextCertificate"]["subject"] == "straks.zonnedam.nl"
    assert (problem(other), asked.json()["kind"]) == ((409, "refused"), "advance")
    assert problem(late) == (412, "stale")


def test_by_itself_a_certificate_waits_for_a_test_that_goes_well(
    program: Program, zonnedam: TenantRef
) -> None:
    one, ours = connection(program, zonnedam, certificate=told(pem.make())), pem.make()
    body = {"certificate": ours.chain, "key": ours.key()}
    program.ask("put", f"{one}/certificate", body)
    moment = {**body, "starts": "2001-01-01T00:00:00Z"}
    past = program.ask("put", f"{one}/certificate", moment)

    assert Command.objects.get(kind="certify").payload["when"] == "tried"
    assert past.json()["errors"][0]["field"] == "starts"


def test_a_request_is_made_here_and_what_is_there_is_forgotten(program: Program, zonnedam: TenantRef) -> None:
    one = connection(program, zonnedam, certificate=told(pem.make()), former_certificate=told(pem.make()))
    pair = {"commonName": "mijn.zonnedam.nl", "organisation": "Gemeente Zonnedam"}

    assert program.post(f"{one}/key-pairs", pair).json()["kind"] == "request"
    assert program.ask("delete", f"{one}/former-certificate").json()["kind"] == "leave"
    assert problem(program.ask("delete", f"{one}/next-certificate")) == (409, "refused")
    assert program.ask("delete", f"{one}/certificate").json()["kind"] == "certify"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 409, "certificate"),
        ({"certificate": "  "}, 409, "certificate"),
        ({"certificate": "-----BEGIN"}, 409, "certificate"),
        ({"bundle": "geen base64!"}, 400, "bundle"),
        ({"bundle": base64.b64encode(b"x").decode()}, 409, "bundle"),
    ],
)
def test_what_is_not_right_is_refused_beside_its_field_and_takes_nothing_out(
    program: Program, zonnedam: TenantRef, body: dict[str, str], status: int, field: str
) -> None:
    one = connection(program, zonnedam, certificate=told(pem.make()))

    answer = program.ask("put", f"{one}/certificate", body)

    assert (problem(answer)[0], answer.json()["errors"][0]["field"]) == (status, field)
    assert not Command.objects.filter(kind="certify").exists()


def test_a_moment_far_away_is_written_down(program: Program, zonnedam: TenantRef) -> None:
    one, ours = connection(program, zonnedam, certificate=told(pem.make())), pem.make()
    starts = (
        ours.certificate.not_valid_after_utc - (ours.certificate.not_valid_after_utc - datetime.now(UTC)) / 2
    )

    program.ask(
        "put",
        f"{one}/certificate",
        {"certificate": ours.chain, "key": ours.key(), "starts": starts.isoformat()},
    )

    assert Command.objects.get(kind="certify").payload["when"] == starts.isoformat()
