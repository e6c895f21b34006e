"""Metadata that was judged a moment ago: remembered for one municipality, one text, and no longer than it holds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations.digid_eherkenning import descriptions, remembering
from integrations.digid_eherkenning.descriptions import Description
from integrations.http import Reach
from integrations.identities import SignInRefusedError
from integrations.sandbox.identity_saml import keys
from tenants.types import TenantRef

NOW = datetime.now(UTC).replace(second=30, microsecond=0)  # the certificates are made today
ANYWHERE = Reach("anywhere", lambda place: True, lambda address: True)
NOWHERE = Reach("nowhere", lambda place: False, lambda address: False)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Whatever is judged in full, in order."""
    remembering._judged.clear()
    seen: list[bytes] = []

    def read(xml: bytes, **more: Any) -> Description:
        seen.append(xml)
        return Description(
            entity_id=xml.decode(),
            certificates=(certificate(),),
            sign_on={"redirect": "https://provider.example/in"},
            artifacts={0: "https://provider.example/artifact"},
            sign_out={},
            valid_until=NOW + timedelta(seconds=10),
            is_signed=True,
        )

    monkeypatch.setattr(descriptions, "read", read)
    return seen


def certificate() -> Any:
    return keys.make("provider", bits=2048).certificate


def judge(
    tenant: TenantRef, xml: bytes = b"a", *, reach: Reach = ANYWHERE, trusted: str = "", now: datetime = NOW
) -> Description:
    return remembering.judged(xml, tenant=tenant, reach=reach, trusted=trusted, now=now)


def test_what_was_judged_a_moment_ago_is_not_judged_again(zonnedam: TenantRef, reads: list[bytes]) -> None:
    assert judge(zonnedam) is judge(zonnedam, now=NOW + timedelta(seconds=5))
    assert reads == [b"a"]


def test_what_one_municipality_judged_is_judged_anew_by_another(
    zonnedam: TenantRef, waterrijk: TenantRef, reads: list[bytes]
) -> None:
    judge(zonnedam)
    judge(waterrijk)

    assert reads == [b"a", b"a"]


def test_another_text_and_others_who_vouch_are_judged_anew(zonnedam: TenantRef, reads: list[bytes]) -> None:
    judge(zonnedam)
    judge(zonnedam, b"b")
    judge(zonnedam, trusted="somebody")

    assert reads == [b"a", b"b", b"a"]


def test_after_a_minute_it_is_judged_anew(zonnedam: TenantRef, reads: list[bytes]) -> None:
    judge(zonnedam)
    judge(zonnedam, now=NOW + timedelta(minutes=1))

    assert reads == [b"a", b"a"]


def test_what_has_expired_meanwhile_is_refused(zonnedam: TenantRef, reads: list[bytes]) -> None:
    judge(zonnedam)

    with pytest.raises(SignInRefusedError):
        judge(zonnedam, now=NOW + timedelta(seconds=10))


def test_an_address_that_is_out_of_reach_by_now_is_refused(zonnedam: TenantRef, reads: list[bytes]) -> None:
    judge(zonnedam)

    with pytest.raises(SignInRefusedError):
        judge(zonnedam, reach=NOWHERE)


def test_not_more_than_so_much_is_remembered(
    zonnedam: TenantRef, reads: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "MOST", 3)
    for number in range(10):
        judge(zonnedam, f"{number}".encode())

    assert len(remembering._judged) <= 3
