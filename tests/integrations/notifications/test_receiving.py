"""A message is kept before it is answered, of whoever may bring it, and nobody else (I-101 to I-103, P-194, O11)."""

import contextlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from integrations.notifications import reading
from integrations.notifications.models import Entrance, Message
from integrations.notifications.types import LARGEST
from tenants import logs
from tenants.entry import enter, outside
from tenants.schedule.models import Work
from tenants.types import State, TenantRef
from tests import states

from . import conftest
from .conftest import CASE, HOME, Ear, Sender, message

pytestmark = pytest.mark.covers("I-101", "M-10", "P-194")


def kept(tenant: TenantRef) -> list[str]:
    with enter(tenant):
        return list(Message.objects.order_by("pk").values_list("resource", flat=True))


def test_a_message_is_kept_and_answered_and_nobody_is_asked_meanwhile(sender: Sender, ear: Ear) -> None:
    assert sender.post(resource="status") == 204

    assert kept(sender.tenant) == ["status"]
    assert ear.heard == []  # a worker does that
    with outside():
        assert Work.objects.filter(job="notifications.work_off", tenant=sender.tenant.uuid).count() == 1


def test_the_answer_costs_few_queries(sender: Sender) -> None:
    sender.post()
    with CaptureQueriesContext(database) as queries:
        assert sender.post() == 204

    asked = [q["sql"] for q in queries if q["sql"].startswith(("SELECT", "INSERT", "UPDATE"))]
    assert len([sql for sql in asked if "notifications_" in sql or "schedule_" in sql]) == 5


def test_what_is_sent_twice_is_kept_once(sender: Sender) -> None:
    told = message()

    assert [sender.post(told) for _ in range(3)] == [204, 204, 204]
    assert kept(sender.tenant) == ["status"]
    with outside():
        assert Work.objects.filter(job="notifications.work_off").count() == 1


@pytest.mark.attack("O11")
@pytest.mark.covers("I-102")
@pytest.mark.fault("F58")
@pytest.mark.parametrize("auth", ["", "Bearer ", "Bearer verkeerd", "Basic abc", "Bearer \u00e9"])
def test_who_does_not_show_the_password_is_refused_and_nothing_is_kept(sender: Sender, auth: str) -> None:
    assert sender.post(auth=auth) == 401
    assert kept(sender.tenant) == []
    assert sender.post() == 204  # who does is let in


@pytest.mark.attack("O11")
@pytest.mark.covers("I-102")
def test_the_password_of_one_subscription_opens_no_other(
    sender: Sender, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    there = conftest.switched_on(waterrijk)
    with enter(there):
        other = Sender(
            there,
            client_of(there),
            conftest.connection_of(there),
            conftest.opened(conftest.connection_of(there)),
        )
    assert other.post(auth=sender.secrets.authorization) == 401
    assert other.post(path=sender.secrets.path, auth=sender.secrets.authorization) == 401
    assert other.post(path="/meldingen/geraden/") == 401
    assert (kept(there), other.post()) == ([], 204)


@pytest.mark.covers("I-100")
def test_while_a_password_is_replaced_both_are_taken_and_then_the_new_one_alone(sender: Sender) -> None:
    with enter(sender.tenant):
        new = conftest.opened(sender.connection)
        old = Entrance.objects.order_by("pk").first()
        assert old
        Entrance.objects.filter(pk=old.pk).update(until=timezone.now() + timedelta(hours=1))
    assert sender.post() == 204
    assert sender.post(path=new.path, auth=new.authorization) == 204
    assert sender.post(path=new.path) == 401  # each address has its own
    with enter(sender.tenant):
        Entrance.objects.filter(pk=old.pk).update(until=timezone.now() - timedelta(seconds=1))
    assert sender.post() == 401
    assert sender.post(path=new.path, auth=new.authorization) == 204


@pytest.mark.covers("I-100")
def test_a_subscription_is_tried_without_the_password_and_then_with_it(sender: Sender) -> None:
    told = message(kanaal="test", hoofdObject="http://sandbox.localhost/test", kenmerken={})

    assert (sender.post(told, auth=""), sender.post(told)) == (401, 204)
    assert kept(sender.tenant) == []


@pytest.mark.covers("I-103")
@pytest.mark.parametrize(
    "changes",
    [
        {"kanaal": ""},
        {"kanaal": "z" * 51},
        {"kanaal": "besluiten"},
        {"hoofdObject": "geen adres"},
        {"hoofdObject": None},
        {"resource": "r" * 101},
        {"resourceUrl": "ftp://ergens/1"},
        {"actie": 3},
        {"aanmaakdatum": "gisteren"},
        {"aanmaakdatum": "2026-01-01T10:00:00"},
        {"kenmerken": ["a"]},
        {"kenmerken": {"a": 1}},
        {"kenmerken": {"a": "x" * 1_001}},
        {"resource": "a\0b"},
    ],
)
def test_what_is_no_message_is_refused(sender: Sender, changes: dict[str, Any]) -> None:
    assert sender.post(**changes) == 400
    assert kept(sender.tenant) == []


@pytest.mark.covers("I-103")
@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 50_000], ids=range(7)
)
def test_html_and_other_nonsense_is_refused(sender: Sender, body: bytes) -> None:
    assert sender.post(body) == 400


def test_ten_times_too_large_is_refused(sender: Sender) -> None:
    assert sender.post(b"{" + b" " * 10 * LARGEST + b"}") == 413
    assert sender.post(b"{" + b" " * 10 * LARGEST + b"}", auth="") == 401


@pytest.mark.covers("I-103")
def test_a_clock_that_is_ahead_a_little_and_extra_keys_are_no_reason_to_refuse(sender: Sender) -> None:
    ahead = [(timezone.now() + timedelta(minutes=minutes)).isoformat() for minutes in (4, 6)]

    assert [sender.post(aanmaakdatum=at) for at in ahead] == [204, 400]
    assert sender.post(iets="nieuws", specversion="1.0", kenmerken=None) == 204


@pytest.mark.attack("O11")
@pytest.mark.parametrize(
    "address",
    [
        "https://elders.example/zgw/zaken/api/v1/zaken/1",
        "http://127.0.0.1:9/anders/zaken/1",
        "http://127.0.0.1:9/zgw/../anders/1",
        "http://iemand@127.0.0.1:9/zgw/zaken/1",
    ],
)
def test_what_lies_in_another_system_is_refused(sender: Sender, address: str) -> None:
    assert sender.post(hoofdObject=address) == 400
    assert sender.post(hoofdObject=CASE) == 204


@pytest.mark.attack("O11")
@pytest.mark.covers("I-102")
def test_neither_half_of_the_secret_comes_into_the_log(
    sender: Sender, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    sender.post(auth="Bearer verkeerd-wachtwoord-van-iemand")
    sender.post(kanaal="onbekend")
    sender.post()
    said = caplog.text + "".join(capfd.readouterr())

    assert sender.secrets.address not in said
    assert sender.secrets.password not in said
    assert "verkeerd-wachtwoord" not in said
    assert sender.secrets.address not in logs.clean_text(f"Internal Server Error: {sender.secrets.path}")


@pytest.mark.covers("C-037")
@pytest.mark.parametrize("state", [State.SUSPENDED, State.MAINTENANCE])
def test_what_comes_while_the_portal_is_closed_is_kept(sender: Sender, state: State) -> None:
    states.become(sender.tenant, state)

    assert sender.post() == 204
    states.become(sender.tenant, State.LIVE)
    assert kept(sender.tenant) == ["status"]


@pytest.mark.covers("C-037")
def test_a_portal_that_is_no_more_takes_nothing(sender: Sender) -> None:
    states.become(sender.tenant, State.DELETED)

    assert sender.post() == 404


def test_where_the_feature_is_off_messages_are_overlooked(
    zonnedam: TenantRef, client_of: Callable[..., Client], ear: Ear
) -> None:
    with enter(zonnedam):
        connection = conftest.connection_of(zonnedam)
        sender = Sender(zonnedam, client_of(zonnedam), connection, conftest.opened(connection))

    assert (sender.post(), kept(zonnedam)) == (204, [])
    assert sender.post(auth="") == 404  # for everybody else there is nothing


def test_only_posting_is_possible(sender: Sender) -> None:
    assert sender.client.get(sender.secrets.path).status_code == 405


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(sorted(message())), JSON))
def test_whatever_comes_is_a_message_or_refused(changes: dict[str, Any]) -> None:
    refused = contextlib.nullcontext() if not changes else contextlib.suppress(ValueError)
    with refused:
        found = reading.read(json.dumps(message(**changes)).encode(), now=timezone.now())
        assert found.main.startswith(("http://", "https://"))


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"no JSON|no message|kanaal"):
        reading.read(body, now=timezone.now())


def test_the_mark_of_a_message_is_that_of_all_it_says() -> None:
    told = message()
    marks = {
        reading.mark_of(reading.read(json.dumps(told | change).encode(), now=timezone.now()))
        for change in (
            {},
            {"iets": "anders"},
            {"actie": "update"},
            {"hoofdObject": f"{HOME}/x"},
            {"kenmerken": {}},
        )
    }
    assert len(marks) == 4
