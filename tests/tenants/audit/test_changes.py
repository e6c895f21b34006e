"""What of a change is written down: only what differs, and no secret (C-070)."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.connections.models import Connection
from tenants import audit, keys
from tenants.audit import changes
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.models import OperatorRecord, Tenant
from tenants.types import TenantRef

BSN = "999993653"  # a test BSN of the Dutch government
SECRET = "zeer-geheim-7f3a"
NOOR = audit.Actor("operator", "noor@inwonerplein.example")

pytestmark = pytest.mark.covers("C-070")


def test_only_what_differs_is_kept() -> None:
    before = {"theme": "duin", "name": "Zonnedam", "old": 1}
    after = {"theme": "water", "name": "Zonnedam", "new": 2}

    assert changes.difference(before, after) == ({"theme": "duin", "old": 1}, {"theme": "water", "new": 2})


def test_what_was_not_given_is_not_an_empty_state() -> None:
    assert changes.difference(None, {"name": "Zonnedam"}) == (None, {"name": "Zonnedam"})
    assert changes.difference({"name": "Zonnedam"}, None) == ({"name": "Zonnedam"}, None)
    assert changes.difference(None, None) == (None, None)


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "client_secret",
        "api_key",
        "apiKey",
        "Authorization",
        "totp",
        "key",
        "wrapped_key",
        "pin",
        "wachtwoord",
    ],
)
def test_that_a_secret_was_replaced_is_seen_and_no_secret(name: str) -> None:
    old, new = changes.difference({name: "before " + SECRET, "address": "a"}, {name: SECRET, "address": "b"})

    assert old == {name: changes.HIDDEN, "address": "a"}
    assert new == {name: changes.CHANGED, "address": "b"}


def test_a_secret_that_stayed_is_not_named_at_all() -> None:
    assert changes.difference({"password": SECRET}, {"password": SECRET}) == ({}, {})


def test_secrets_are_found_however_deep_and_by_their_form() -> None:
    ciphertext = "v1:1:" + "QUJD" * 8
    found = changes.without_secrets(
        {
            "connection": {"headers": [{"token": SECRET}], "address": "https://zaken.example"},
            "notes": ["burger " + BSN, ciphertext],
            "number": int(BSN),
        }
    )

    assert SECRET not in str(found)
    assert BSN not in str(found)
    assert ciphertext not in str(found)
    assert found["connection"]["address"] == "https://zaken.example"


def test_whether_there_was_a_secret_may_be_known() -> None:
    assert changes.without_secrets({"secret": "", "secret_changed": True, "token": None}) == {
        "secret": "", "secret_changed": True, "token": None,
    }  # fmt: skip


def test_what_json_has_no_word_for_is_written_as_text() -> None:
    identity, day = uuid.uuid4(), datetime.date(2026, 11, 26)

    assert changes.without_secrets({"a": identity, "b": day, "c": Decimal("1.50"), "d": (1, 2)}) == {
        "a": str(identity), "b": "2026-11-26", "c": "1.50", "d": [1, 2],
    }  # fmt: skip


def test_an_encrypted_field_is_never_read_out(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        row = Connection(system="case_system", address="https://zaken.example")
        row._meta.get_field("secret").encrypt(SECRET, row)  # type: ignore[union-attr]
        before = changes.of(row, "address", "secret")
        row._meta.get_field("secret").encrypt("other " + SECRET, row)  # type: ignore[union-attr]
        old, new = changes.difference(before, changes.of(row, "address", "secret"))

    assert (old, new) == ({"secret": changes.HIDDEN}, {"secret": changes.CHANGED})


def test_a_binary_field_is_never_read_out(zonnedam: TenantRef) -> None:
    key = keys.make_for(Tenant.objects.get(uuid=zonnedam.uuid))

    assert changes.difference(None, changes.of(key, "number", "wrapped"))[1] == {
        "number": 1,
        "wrapped": changes.HIDDEN,
    }


words = st.text(min_size=4, max_size=20).filter(lambda text: text.strip() and text not in changes.CHANGED)
plain = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=plain, name=st.sampled_from(["password", "x_token", "bsn", "private_key", "session"]))
def test_nothing_under_a_telling_name_comes_through(value: Any, name: str) -> None:
    marked = {"canary": SECRET, "value": value}

    assert SECRET in str(changes.without_secrets({"harmless": marked}))  # the control: it would come through
    assert SECRET not in str(changes.without_secrets({name: marked, "list": [{name: marked}]}))


def test_a_record_says_why_and_what_changed_without_secrets(zonnedam: TenantRef) -> None:
    def act() -> None:
        audit.record(
            "test.changed",
            by=NOOR,
            tenant=None,
            why=f"Op verzoek van {BSN}",
            before={"name": "Oud", "api_key": SECRET},
            after={"name": "Nieuw", "api_key": SECRET + "2"},
            details={"password": SECRET},
        )

    act()
    with enter(zonnedam):
        act()
        inside = AuditRecord.objects.get(action="test.changed")
    outside = OperatorRecord.objects.get(action="test.changed")

    for record in (inside, outside):
        assert (record.before["name"], record.after["name"]) == ("Oud", "Nieuw")
        assert record.why.startswith("Op verzoek van")
        stored = f"{record.why} {record.before} {record.after} {record.details}"
        assert SECRET not in stored
        assert BSN not in stored
    assert inside.uuid != outside.uuid


@pytest.mark.django_db
def test_who_records_without_a_change_records_as_before() -> None:
    audit.record("test.done", by=NOOR, details={"number": 3})

    record = OperatorRecord.objects.get(action="test.done")
    assert (record.why, record.before, record.after, record.details) == ("", None, None, {"number": 3})
