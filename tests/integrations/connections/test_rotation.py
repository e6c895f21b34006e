"""A new secret beside the old one, and a kept secret that goes nowhere else (M-02, P06)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations.connections import clients, operations, queries
from integrations.connections.inbox.models import Command, Progress
from integrations.connections.models import Connection
from integrations.connections.types import System, row_of
from integrations.errors import RefusedError
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.connections.conftest import OPERATOR, Adding, carried_out

pytestmark = pytest.mark.covers("M-02")
SOON = timedelta(days=7)


def secrets_of(tenant: TenantRef) -> tuple[str, str]:
    with enter(tenant):
        access = queries.access_to(System.CASE_SYSTEM)
    return access.secret, access.former_secret


def rotate(tenant: TenantRef, secret: str, *, keep: timedelta | None = SOON) -> Command:
    return carried_out(
        operations.request_rotation(
            tenant=tenant.uuid,
            connection=row_of(tenant.uuid, "case_system"),
            secret=secret,
            until=timezone.now() + keep if keep else None,
            by=OPERATOR,
        )
    )


def test_the_former_secret_stays_good_beside_the_new_one(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam, secret="het-oude")

    assert rotate(zonnedam, "het-nieuwe").progress == Progress.DONE

    assert secrets_of(zonnedam) == ("het-nieuwe", "het-oude")
    seen = queries.connection_of(zonnedam.uuid)
    assert seen is not None
    assert (seen.former_until or timezone.now()) > timezone.now()
    assert len({seen.fingerprint, seen.former_fingerprint}) == 2


def test_when_its_time_is_over_it_is_not_used_and_then_forgotten(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam, secret="het-oude")
    rotate(zonnedam, "het-nieuwe")
    with enter(zonnedam):
        Connection.objects.update(former_until=timezone.now() - timedelta(seconds=1))
        assert queries.access_to(System.CASE_SYSTEM).former_secret == ""

        operations.tidy("slot-1")

        assert Connection.objects.get().former_secret == ""


def test_one_without_an_end_stays_until_somebody_drops_it(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam, secret="het-oude")
    rotate(zonnedam, "het-nieuwe", keep=None)
    with enter(zonnedam):
        operations.tidy("slot-1")
    assert secrets_of(zonnedam) == ("het-nieuwe", "het-oude")

    key = row_of(zonnedam.uuid, "case_system")
    carried_out(operations.request_drop(tenant=zonnedam.uuid, connection=key, by=OPERATOR))

    assert secrets_of(zonnedam) == ("het-nieuwe", "")


def test_a_rotation_that_is_done_twice_keeps_the_former_secret(add: Adding, zonnedam: TenantRef) -> None:
    """A worker may die after the effect and before it is noted: then it is done again."""
    add(zonnedam, secret="het-oude")
    key = row_of(zonnedam.uuid, "case_system")
    asked = operations.request_rotation(
        tenant=zonnedam.uuid, connection=key, secret="het-nieuwe", until=None, by=OPERATOR
    )
    payload = Command.objects.get(pk=asked).payload
    carried_out(asked)

    Command.objects.filter(pk=asked).update(progress=Progress.OPEN, payload=payload)
    carried_out(asked)

    assert secrets_of(zonnedam) == ("het-nieuwe", "het-oude")


@pytest.mark.parametrize(("secret", "label"), [("", "secret"), (" x ", "secret"), ("het-oude", "secret")])
def test_what_is_no_new_secret_is_refused(secret: str, label: str, add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam, secret="het-oude")

    with pytest.raises(RefusedError) as raised:
        rotate(zonnedam, secret)

    assert list(raised.value.reasons) == [label]


@pytest.mark.attack("P06")
def test_a_kept_secret_cannot_be_lured_to_another_address(
    add: Adding, zonnedam: TenantRef, sandbox: Sandbox
) -> None:
    """With the address of now nothing has to be filled in again: that is what the refusal is about."""
    add(zonnedam, secret="het-oude")

    add(zonnedam, secret="", name="Ons zaaksysteem")
    with pytest.raises(RefusedError) as raised:
        add.ask(zonnedam, secret="", address=f"{sandbox.url}/elders")

    assert list(raised.value.reasons) == ["secret"]
    assert secrets_of(zonnedam) == ("het-oude", "")


@pytest.mark.attack("P06")
@pytest.mark.parametrize("lure", [{"address": "elders"}, {"authentication": "bearer"}, {"trusted": "anders"}])
def test_the_worker_itself_refuses_the_lure(lure: dict[str, str], add: Adding, zonnedam: TenantRef) -> None:
    """The console sees what was told last; somebody may have changed the address meanwhile."""
    add(zonnedam, secret="het-oude")
    asked = add.ask(zonnedam, secret="")
    payload = Command.objects.get(pk=asked).payload
    Command.objects.filter(pk=asked).update(payload={**payload, **lure})

    assert "Vul het opnieuw in" in carried_out(asked).error
    assert secrets_of(zonnedam) == ("het-oude", "")


@pytest.mark.attack("P06")
def test_with_another_address_the_former_secret_goes_too(
    add: Adding, zonnedam: TenantRef, sandbox: Sandbox
) -> None:
    add(zonnedam, secret="het-oude")
    rotate(zonnedam, "het-nieuwe")

    add(zonnedam, secret="van-elders", address=f"{sandbox.url}/elders")

    assert secrets_of(zonnedam) == ("van-elders", "")


@pytest.mark.attack("W24", "P06")
def test_neither_secret_is_told(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam, secret="het-oude")
    rotate(zonnedam, "het-nieuwe")

    told: Any = queries.connection_of(zonnedam.uuid)
    with enter(zonnedam):
        access = queries.access_to(System.CASE_SYSTEM)

    assert (access.secret, access.former_secret) == ("het-nieuwe", "het-oude")
    assert not any(word in f"{told!r} {access!r}" for word in ("het-oude", "het-nieuwe", "v1:"))


@pytest.mark.parametrize("change_at", [0, 3, 6])
def test_whenever_the_other_side_changes_no_call_is_lost(
    change_at: int, add: Adding, zonnedam: TenantRef, listen: Any, settings: Any
) -> None:
    """They accept one secret at a time, and change before, with or long after us."""
    accepted = ["het-oude"]

    def script(connection: Any, stopping: Any) -> None:
        is_right = f"Authorization: Token {accepted[0]}\r\n".encode() in theirs.visits[-1]
        status = b"200 OK" if is_right else b"401 No"
        connection.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]")

    theirs = listen(script)
    settings.SANDBOX_URL = theirs.url
    add(zonnedam, system="objects", address=theirs.url, secret="het-oude")
    key = row_of(zonnedam.uuid, "objects")
    asked = operations.request_rotation(
        tenant=zonnedam.uuid, connection=key, secret="het-nieuwe", until=None, by=OPERATOR
    )
    carried_out(asked)

    answers = []
    for number in range(8):
        if number == change_at:
            accepted[0] = "het-nieuwe"
        with enter(zonnedam), clients.open(queries.access_to(key), tenant=zonnedam) as client:
            answers.append(client.get("/permissions").status_code)

    assert answers == [200] * 8
