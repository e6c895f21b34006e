"""Certificates of a municipality's own hosts: seen as visitors see them, and warned of in time (C-031, C-073)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from integrations.connections.health import own_hosts, queries
from integrations.connections.health.types import HostCertificate
from integrations.errors import Reason
from integrations.http import looking
from integrations.http.looking import Flaw, Glimpse, Stage
from tenants import registers
from tenants.alerts.models import Alert, Notice
from tenants.entry import enter
from tenants.models import Domain, Tenant
from tenants.types import TenantRef

pytestmark = [pytest.mark.covers("C-031", "C-073"), pytest.mark.fault("F15")]
HOST = "mijn.zonnedam.nl"
NOW = timezone.now().replace(microsecond=0)
AWAY = Glimpse(Stage.NAME, Reason.NAME_UNKNOWN)


def good(days: int) -> Glimpse:
    return Glimpse(Stage.TLS, until=NOW + timedelta(days=days, hours=1))


def bad(flaw: Flaw) -> Glimpse:
    return Glimpse(Stage.TLS, Reason.NOT_SECURE, flaw)


type Network = dict[str, Glimpse]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Network:
    """What a handshake with each host gives; asked in place of the network."""
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}
    answers: Network = {}

    def look(url: str, **_: Any) -> Iterator[Glimpse]:
        yield Glimpse(Stage.TCP)
        yield answers[url.removeprefix("https://").rstrip("/")]

    monkeypatch.setattr(looking, "look", look)
    return answers


@pytest.fixture
def own(zonnedam: TenantRef) -> Callable[..., Domain]:
    """Give Zonnedam a host of its own."""

    def add(host: str = HOST, **values: Any) -> Domain:
        known = {"certificate": "own", "proven_at": NOW, "is_primary": False, **values}
        return Domain.objects.create(tenant=Tenant.objects.get(uuid=zonnedam.uuid), domain=host, **known)

    return add


def look(tenant: TenantRef, *, after: int = 0) -> list[HostCertificate]:
    """Look, so many days later."""
    with time_machine.travel(NOW + timedelta(days=after), tick=False), enter(tenant):
        own_hosts.look("slot-x")
    return queries.hosts_of(tenant.uuid)


def said() -> list[str]:
    return [f"{each.title}: {each.text}" for each in Notice.objects.order_by("created_at", "pk")]


def test_the_days_that_are_left_are_seen_and_warned_of_once_at_60_30_and_7(
    zonnedam: TenantRef, network: Network, own: Callable[..., Domain]
) -> None:
    own()
    network[HOST] = good(61)

    for day in (0, 1, 2, 31, 32, 54, 55):
        (seen,) = look(zonnedam, after=day)

    assert (seen.until, seen.days(NOW)) == (network[HOST].until, 61)
    assert [text.split("nog ")[1].split(" dagen")[0] for text in said()] == ["60", "30", "7"]


def test_a_new_certificate_gives_one_all_clear(
    zonnedam: TenantRef, network: Network, own: Callable[..., Domain]
) -> None:
    own()
    network[HOST] = good(5)
    look(zonnedam)
    network[HOST] = good(300)

    for day in (1, 2):
        look(zonnedam, after=day)

    assert not Alert.objects.filter(ended_at=None).exists()
    assert said()[1:] == [
        f"certificaat van webadres {HOST} is vervangen: Het nieuwe certificaat is nog 299 dagen geldig."
    ]


@pytest.mark.parametrize("flaw", [Flaw.EXPIRED, Flaw.OTHER_NAME, Flaw.UNKNOWN])
def test_one_that_is_not_good_is_told_at_once(
    zonnedam: TenantRef, network: Network, own: Callable[..., Domain], flaw: Flaw
) -> None:
    own()
    network[HOST] = bad(flaw)

    (seen,) = look(zonnedam)

    assert (seen.until, seen.wrong) == (None, flaw.value)
    assert "Bezoekers krijgen een waarschuwing" in said()[0]


def test_one_that_ends_while_nobody_answers_is_told(
    zonnedam: TenantRef, network: Network, own: Callable[..., Domain]
) -> None:
    own()
    network[HOST] = good(3)
    look(zonnedam)
    network[HOST] = AWAY

    (seen,) = look(zonnedam, after=4)

    assert seen.until == NOW + timedelta(days=3, hours=1)
    assert ["Bezoekers krijgen een waarschuwing" in text for text in said()] == [False, True]


def test_what_the_proxy_renews_by_itself_is_warned_of_only_when_it_did_not(
    zonnedam: TenantRef, network: Network, own: Callable[..., Domain]
) -> None:
    own(certificate="acme", risk_accepted_by="CISO, brief 2026-113", risk_accepted_on=NOW.date())
    network[HOST] = good(29)
    look(zonnedam)
    assert said() == []

    look(zonnedam, after=22)

    assert "niet vanzelf vernieuwd" in said()[0]


def test_only_proven_hosts_of_its_own_are_looked_at(
    zonnedam: TenantRef, network: Network, own: Callable[..., Domain]
) -> None:
    own(proven_at=None)  # a look at any other host than these fails: the network knows none

    assert look(zonnedam) == []


def test_a_host_that_is_taken_away_is_warned_of_no_more(
    zonnedam: TenantRef, network: Network, own: Callable[..., Domain]
) -> None:
    own()
    network[HOST] = good(5)
    look(zonnedam)
    Domain.objects.filter(domain=HOST).delete()

    assert look(zonnedam) == []
    assert not Alert.objects.filter(ended_at=None).exists()


@pytest.mark.attack("T05")
def test_another_municipality_is_told_nothing_of_it(
    zonnedam: TenantRef, waterrijk: TenantRef, network: Network, own: Callable[..., Domain]
) -> None:
    own()
    network[HOST] = good(5)
    look(zonnedam)

    assert look(waterrijk) == []
    assert set(Alert.objects.values_list("tenant", flat=True)) == {zonnedam.uuid}


def test_it_is_looked_for_four_times_a_day() -> None:
    (job,) = [each for each in registers.jobs if each.key == "connections.own_hosts"]

    assert (job.run, str(job.rhythm), job.atomic) == (own_hosts.look, "every 21600 s", False)
