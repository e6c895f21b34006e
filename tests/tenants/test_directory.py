"""The directory of hosts is exact, remembered, and forgets in time (architecture T4, T9)."""

import pytest
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries

from tenants import directory, hosts
from tenants.models import Domain, FeatureSwitch
from tenants.types import State, TenantRef
from tests import states


@pytest.mark.attack("T08", "V17")
@pytest.mark.parametrize(
    "host", ["zonnedam.localhost", "ZONNEDAM.localhost", "zonnedam.localhost.", "zonnedam.localhost:8000"]
)
def test_a_host_is_found_however_it_is_written(zonnedam: TenantRef, host: str) -> None:
    found = directory.by_host(hosts.normalise(host))
    assert found is not None
    assert found.uuid == zonnedam.uuid


@pytest.mark.attack("T08")
@pytest.mark.parametrize(
    "host", ["www.zonnedam.localhost", "localhost", "127.0.0.1", "[::1]", "zonnedam.localhost.evil.nl", ""]
)
def test_any_other_host_is_nobodys(zonnedam: TenantRef, host: str) -> None:
    assert directory.by_host(hosts.normalise(host)) is None


def test_a_known_host_costs_no_query(
    zonnedam: TenantRef, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with override_settings(TENANT_DIRECTORY_TTL=60):
        directory.by_host("zonnedam.localhost")
        with django_assert_num_queries(0):
            directory.by_host("zonnedam.localhost")


def test_an_unknown_host_costs_one_look_at_the_revision(
    zonnedam: TenantRef, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with override_settings(TENANT_DIRECTORY_TTL=60):
        directory.by_host("unknown.localhost")
        with django_assert_num_queries(1):
            assert directory.by_host("unknown.localhost") is None


def test_a_host_that_comes_to_life_is_found_at_once(zonnedam: TenantRef) -> None:
    with override_settings(TENANT_DIRECTORY_TTL=60):
        assert directory.by_host("nieuw.localhost") is None
        change_host(zonnedam, "nieuw.localhost")
        assert directory.by_host("nieuw.localhost") is not None


def change_state(tenant: TenantRef) -> None:
    states.become(tenant, State.SUSPENDED)


def change_feature(tenant: TenantRef) -> None:
    FeatureSwitch.objects.filter(tenant__uuid=tenant.uuid, feature="products").update(is_on=False)


def change_host(tenant: TenantRef, host: str = "other.localhost") -> None:
    Domain.objects.filter(tenant__uuid=tenant.uuid).update(domain=host)


@pytest.mark.covers("architecture T4", "C-030")
@pytest.mark.parametrize("change", [change_state, change_feature, change_host])
def test_every_change_is_seen_at_the_next_look_at_the_revision(zonnedam: TenantRef, change: object) -> None:
    before = directory.by_host("zonnedam.localhost")

    change(zonnedam)  # type: ignore[operator]

    assert directory.by_host("zonnedam.localhost") != before


def test_between_two_looks_it_believes_what_it_knows(zonnedam: TenantRef) -> None:
    """The negative control: without the look at the revision nothing would be seen."""
    with override_settings(TENANT_DIRECTORY_TTL=60):
        before = directory.by_host("zonnedam.localhost")
        change_feature(zonnedam)
        assert directory.by_host("zonnedam.localhost") == before


@pytest.mark.parametrize(
    ("host", "well_formed"),
    [
        ("zonnedam.localhost", True),
        ("a-b.example.nl", True),
        ("localhost", False),
        ("-a.nl", False),
        ("a_b.nl", False),
        ("zönnedam.nl", False),
        ("xn--znnedam-90a.nl", False),
        ("a..nl", False),
        (f"{'a' * 64}.nl", False),
    ],
)
def test_what_a_host_name_is(host: str, well_formed: bool) -> None:
    assert hosts.is_well_formed(host) is well_formed
