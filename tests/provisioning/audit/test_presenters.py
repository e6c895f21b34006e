"""Acts in plain words."""

import uuid

import pytest

from provisioning.audit import presenters, queries
from provisioning.audit.types import Filters, Line
from tenants import audit, registers
from tenants.models import OperatorRecord
from tenants.types import TenantRef

pytestmark = pytest.mark.django_db
PRODUCTS = registers.features.get("products").name
NOOR = audit.Actor("operator", "noor@inwonerplein.example", "192.0.2.14")


def line(*, personal: bool = True) -> Line:
    return presenters.lines(OperatorRecord.objects.order_by("-pk")[:1], personal=personal)[0]


def test_an_act_reads_as_its_feature_says(zonnedam: TenantRef) -> None:
    audit.record("feature.switched_off", by=NOOR, tenant=zonnedam.uuid, target="products")

    assert (line().text, line().actor, line().tenant_name) == (
        f"Onderdeel uitgezet: {PRODUCTS}", NOOR.name, "Zonnedam",
    )  # fmt: skip


def test_an_act_without_a_text_is_shown_by_its_name() -> None:
    audit.record("something.unheard_of", by=NOOR, target="iets")

    assert line().text == "something.unheard_of iets"


def test_the_platform_and_strangers_have_names() -> None:
    audit.record("operator.created", by=audit.SYSTEM, target="x@y.nl")
    assert line().actor == "Het platform"
    audit.record("operator.sign_in_failed", by=audit.Actor("operator"), outcome="refused")
    assert (line().actor, line().refused) == ("Onbekend", True)


def test_a_municipality_that_is_gone_leaves_its_acts() -> None:
    gone = uuid.uuid4()
    audit.record("feature.switched_off", by=NOOR, tenant=gone, target="products")

    assert (line().tenant, line().tenant_name) == (gone, "")


def test_details_are_named_and_empty_ones_left_out() -> None:
    details = {"role": "owner", "locked": True, "features": ["products"], "host": "", "unheard": 3}
    audit.record("operator.created", by=NOOR, target="x", details=details)

    assert line().details == {"rol": "eigenaar", "geblokkeerd": "ja", "onderdelen": PRODUCTS, "unheard": "3"}


def test_addresses_are_for_those_who_may_see_them() -> None:
    audit.record("tenant.opened", by=NOOR, target="x", details={"administrator": "a@b.nl"})

    assert (line().origin, line().details) == ("192.0.2.14", {"eerste beheerder": "a@b.nl"})
    hidden = line(personal=False)
    assert "192.0.2.14" not in hidden.origin
    assert "a@b.nl" not in str(hidden.details)


def test_braces_in_what_somebody_typed_are_only_braces() -> None:
    audit.record("tenant.opened", by=NOOR, target="{actor.__class__}")

    assert "{actor.__class__}" in line().text


def test_a_filter_that_means_nobody_finds_nothing(zonnedam: TenantRef) -> None:
    audit.record("feature.switched_off", by=NOOR, tenant=zonnedam.uuid, target="products")

    assert not queries.records(Filters(tenants=frozenset())).exists()
    assert queries.records(Filters(tenants=frozenset({zonnedam.uuid}))).exists()


def test_every_act_can_be_chosen_by_words_without_placeholders() -> None:
    assert presenters.actions()
    assert not [words for _key, words in presenters.actions() if "{" in words or not words]


def test_reason_and_change_stand_with_an_act_and_addresses_only_for_whom_they_are_meant() -> None:
    audit.record(
        "tenant.changed",
        by=NOOR,
        why="Op verzoek",
        before={"theme": "duin", "email": "oud@zonnedam.example"},
        after={"theme": "water", "email": "nieuw@zonnedam.example"},
    )

    assert line().details == {
        "reden": "Op verzoek", "thema": "duin → water", "email": "oud@zonnedam.example → nieuw@zonnedam.example",
    }  # fmt: skip
    assert "@" not in str(line(personal=False).details)
