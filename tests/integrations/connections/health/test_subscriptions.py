"""A subscription that is gone is seen, told once, and told again when it is back; nothing is changed there (M-13)."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from integrations.connections.doctor import letters, walking
from integrations.connections.health import jobs, looking, queries, subscriptions
from integrations.connections.health.types import Cause, Cell, State
from integrations.connections.models import Connection
from integrations.connections.types import Access, Finding, Layer, StepState
from integrations.http import pools
from integrations.sandbox import municipality
from integrations.sandbox.handler import Server
from integrations.sandbox.zgw import sending
from tenants import schedule
from tenants.alerts.models import Alert, Notice
from tenants.entry import enter
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.contracts.asking import SETTINGS, Asker, application
from tests.integrations.connections.guard.conftest import Caller
from tests.integrations.connections.health.stand_in import Answers

pytestmark = pytest.mark.covers("M-13")
PATH = "/notificaties/api/v1/abonnement"
WHOSE = municipality.of(municipality.DEMO, SETTINGS)


@dataclass
class News:
    """A Notificaties API on real sockets, and whoever takes subscriptions away there."""

    asker: Asker
    url: str = ""
    asked: list[str] = field(default_factory=list)
    """What came over the network."""

    def subscribe(self, host: str) -> str:
        """Subscribe somebody; answer the address of the subscription."""
        body = {"callbackUrl": f"http://{host}:8000/x/", "auth": "Bearer x", "kanalen": [{"naam": "zaken"}]}
        return str(self.asker.ask(PATH, method="POST", body=body)[1].json()["url"])

    def delete(self, subscription: str) -> None:
        """Take one away."""
        assert self.asker.ask(subscription, method="DELETE")[1].status == 204


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[News]:
    monkeypatch.setattr(sending, "handshake", lambda address, auth: True)
    served = News(Asker(slug=municipality.DEMO, application=application()))

    def serve(environ: Any, start: Any) -> Any:
        served.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        return served.asker.application(environ, start)

    pools.POOL.clear()
    with Server(("127.0.0.1", 0), serve) as server:
        settings.SANDBOX_URL = f"http://127.0.0.1:{server.port}"
        served.url = f"{settings.SANDBOX_URL}/zgw"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield served
        server.shutdown()
        thread.join()


@pytest.fixture
def receiving(zonnedam: TenantRef) -> TenantRef:
    """Zonnedam, where people are told the news of their cases."""
    return replace(zonnedam, features=zonnedam.features | {"notifications"})


@pytest.fixture
def connected(
    receiving: TenantRef, connect: Callable[..., Caller], check: Answers, news: News
) -> Callable[..., Caller]:
    """Connect Zonnedam with that system; whether it can be read is not what these tests are about."""

    def make(**values: str) -> Caller:
        return connect(receiving, address=news.url, secret=WHOSE.secret, **values)

    return make


def look(tenant: TenantRef) -> Cell:
    """Look for subscriptions, and then at the connection, as the jobs do."""
    with enter(tenant):
        subscriptions.check()
        looking.look()
    (cell,) = queries.of_tenant(tenant.uuid)
    return cell


@pytest.mark.covers("C-073", "C-011")
def test_a_deleted_subscription_gives_one_alert_and_one_all_clear(
    receiving: TenantRef, connected: Callable[..., Caller], news: News, settings: Any
) -> None:
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}
    ours = news.subscribe(receiving.primary_host)
    connected()
    assert look(receiving).state is State.HEALTHY

    news.delete(ours)
    for _ in range(3):
        cell = look(receiving)
        assert (cell.state, cell.cause) == (State.DEGRADED, Finding.SUBSCRIPTION_MISSING.value)
    news.subscribe(receiving.primary_host)
    for _ in range(2):
        assert look(receiving).state is State.HEALTHY

    told = list(Notice.objects.order_by("created_at").values_list("title", "text"))
    assert [title for title, _text in told] == [
        "koppeling Zaaksysteem (ZGW) stuurt geen meldingen",
        "koppeling Zaaksysteem (ZGW) stuurt weer meldingen",
    ]
    assert "abonnement van dit portaal staat er niet" in told[0][1]


def test_nothing_is_changed_there(receiving: TenantRef, connected: Callable[..., Caller], news: News) -> None:
    connected()
    look(receiving)

    assert news.asked == [f"GET /zgw{PATH}"]


def test_the_subscription_of_another_municipality_is_none_of_ours(
    receiving: TenantRef, waterrijk: TenantRef, connected: Callable[..., Caller], news: News
) -> None:
    news.subscribe(waterrijk.primary_host)
    connected()

    assert look(receiving).state is State.DEGRADED


def test_who_may_not_look_is_told_so(
    receiving: TenantRef, connected: Callable[..., Caller], news: News
) -> None:
    """The JWT is not accepted there."""
    news.subscribe(receiving.primary_host)
    connected(client_id="iemand-anders")

    cell = look(receiving)

    assert (cell.state, cell.cause) == (State.DEGRADED, Finding.SUBSCRIPTION_REFUSED.value)
    assert [alert.kind for alert in Alert.objects.all()] == ["subscription gone"]


def test_where_no_news_is_received_no_subscription_is_expected(
    zonnedam: TenantRef, connected: Callable[..., Caller], news: News
) -> None:
    connected()

    assert look(zonnedam).state is State.HEALTHY
    assert (news.asked, Alert.objects.count()) == ([], 0)


def test_when_receiving_is_switched_off_the_alert_ends(
    zonnedam: TenantRef, receiving: TenantRef, connected: Callable[..., Caller]
) -> None:
    connected()
    look(receiving)

    assert look(zonnedam).state is State.HEALTHY
    assert Alert.objects.get().ended_at is not None


@pytest.mark.fault("F05")
def test_a_system_that_does_not_answer_shows_nothing(
    receiving: TenantRef, connected: Callable[..., Caller], news: News
) -> None:
    """Its subscriptions are as they were, in whichever way; an outage has an alert of its own."""
    ours = news.subscribe(receiving.primary_host)
    connected()
    look(receiving)

    news.asker.fault("zgw", status=503)
    assert look(receiving).state is State.HEALTHY
    news.asker.fault("zgw")
    news.delete(ours)
    assert look(receiving).state is State.DEGRADED
    news.asker.fault("zgw", status=503)
    assert look(receiving).state is State.DEGRADED


def test_what_cannot_be_looked_for_is_not_believed_for_ever(
    receiving: TenantRef, connected: Callable[..., Caller], news: News
) -> None:
    news.subscribe(receiving.primary_host)
    connected()
    look(receiving)
    news.asker.fault("zgw", status=503)
    assert look(receiving).state is State.HEALTHY

    with time_machine.travel(timezone.now() + subscriptions.PATIENCE, tick=True):
        cell = look(receiving)
        assert (cell.state, cell.cause) == (State.DEGRADED, Cause.UNSEEN.value)
        news.asker.fault("zgw")
        assert look(receiving).state is State.HEALTHY

    assert Alert.objects.count() == 0


@pytest.mark.parametrize(("path", "state"), [("/zgw", State.HEALTHY), ("/elders", State.DEGRADED)])
def test_where_there_is_no_such_api_there_is_no_subscription(
    path: str, state: State, receiving: TenantRef, connected: Callable[..., Caller], news: News
) -> None:
    news.subscribe(receiving.primary_host)
    news.url = news.url.replace("/zgw", path)
    connected()

    assert look(receiving).state is state


def test_a_deleted_subscription_is_told_within_fifteen_minutes() -> None:
    """The next slot, the pause after its beginning, and the look after that."""
    latest = jobs.SUBSCRIPTION_PERIOD + timedelta(seconds=jobs.SPREAD[1]) + jobs.PERIOD

    assert latest < timedelta(minutes=15)
    assert jobs.SPREAD[1] < jobs.SUBSCRIPTION_PERIOD.total_seconds()


def test_a_slot_begins_with_a_pause_and_what_changed_is_looked_at_at_once(
    receiving: TenantRef, connected: Callable[..., Caller], news: News
) -> None:
    connected()
    slot = f"{timezone.now():{jobs.FORM}}"
    with enter(receiving):
        with pytest.raises(schedule.Later) as later:
            jobs.check_subscriptions(slot)
        assert news.asked == []
        for _ in range(2):
            jobs.check_subscriptions(f"{timezone.now() - jobs.LATE:{jobs.FORM}}")

    assert jobs.SPREAD[0] <= later.value.after.total_seconds() <= jobs.SPREAD[1]
    assert jobs.SPREAD[0] >= jobs.LATE.total_seconds()  # else the second time would be the first again
    assert Work.objects.filter(job=jobs.LOOK, tenant=receiving.uuid).count() == 1


@pytest.mark.covers("C-031")
def test_the_doctor_says_whether_the_subscription_is_there(
    zonnedam: TenantRef, receiving: TenantRef, news: News, settings: Any
) -> None:
    settings.CONNECTION_PROBES = {}
    access = Access(news.url, WHOSE.client_id, WHOSE.secret, system="case_system")

    def said(tenant: TenantRef) -> tuple[StepState, str]:
        report = walking.walk(access, tenant=tenant)
        step = next(step for step in report.steps if step.layer is Layer.SUBSCRIPTION)
        assert report.finding is Finding.WORKS
        return step.state, letters.lines(report.steps)[-1].text

    assert said(zonnedam) == (
        StepState.ABSENT,
        "Dit portaal ontvangt geen meldingen van zaken. Er hoort dus geen abonnement te zijn.",
    )
    state, text = said(receiving)
    assert (state, "abonnement van dit portaal staat er niet" in text) == (StepState.WARNING, True)
    news.subscribe(receiving.primary_host)
    assert said(receiving) == (StepState.OK, "Het abonnement van dit portaal staat er.")


@pytest.mark.covers("C-031")
def test_where_somebody_chose_to_expect_no_news_nothing_is_asked_and_the_doctor_says_so(
    receiving: TenantRef, news: News, settings: Any
) -> None:
    """Another system sends the news of these cases, or nobody does."""
    settings.CONNECTION_PROBES = {}
    access = Access(news.url, WHOSE.client_id, WHOSE.secret, system="case_system")
    report = walking.walk(replace(access, switched_off=frozenset({"notifications"})), tenant=receiving)

    assert not [line for line in news.asked if PATH in line]
    assert letters.lines(report.steps)[-1].text == (
        "Van dit systeem worden geen meldingen verwacht. Er hoort dus geen abonnement te zijn."
    )
    walking.walk(access, tenant=receiving)
    assert [line for line in news.asked if PATH in line]  # the control


@pytest.mark.covers("C-073")
def test_when_somebody_chooses_to_expect_no_news_the_alert_ends(
    receiving: TenantRef, connected: Callable[..., Caller], news: News
) -> None:
    connected()
    assert look(receiving).state is State.DEGRADED

    with enter(receiving):
        Connection.objects.update(switches={"notifications": False})
    assert look(receiving).state is State.HEALTHY
    assert Alert.objects.get().ended_at is not None

    with enter(receiving):
        Connection.objects.update(switches={"notifications": True})
    assert look(receiving).state is State.DEGRADED
