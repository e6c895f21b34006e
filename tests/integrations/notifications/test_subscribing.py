"""The portal subscribes with the Notificaties API, changes its password without loss, and sees what is gone (I-100)."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connections as databases
from django.test import Client

from integrations.connections import queries as connected
from integrations.connections.types import Authentication, Finding
from integrations.http import pools
from integrations.notifications import jobs, looking, operations
from integrations.notifications.models import Entrance, Subscription
from integrations.notifications.operations import subscribing
from integrations.sandbox import municipality
from integrations.sandbox.handler import Server
from integrations.sandbox.zgw import sending
from tenants import audit
from tenants.audit.models import AuditRecord
from tenants.entry import enter, outside
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.contracts.asking import SETTINGS, Asker, application

from .conftest import Ear, connection_of, message

pytestmark = pytest.mark.covers("I-100", "P-197", "M-13")
PATH = "/notificaties/api/v1/abonnement"
WHOSE = municipality.of(municipality.DEMO, SETTINGS)


@dataclass
class News:
    """A Notificaties API on real sockets, which calls the portal back, and what it was asked."""

    tenant: TenantRef
    asker: Asker
    client: Client
    database: Any
    key: Any = None
    asked: list[str] = field(default_factory=list)
    delivered: list[tuple[str, str, int]] = field(default_factory=list)
    broken: str = ""

    def serve(self, environ: Any, start: Any) -> Any:
        self.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO'].removeprefix('/zgw')}")
        if environ["REQUEST_METHOD"] in {"POST", "PUT"} and self.broken == "after":
            list(self.asker.application(environ, lambda *told: None))
            start("500 Internal Server Error", [("Content-Length", "0")])
            return [b""]
        return self.asker.application(environ, start)

    def deliver(self, address: str, auth: str, body: Any) -> int:
        """Bring something to the portal, with the test's own sight of the database."""
        if self.broken == "unreachable":
            return 0
        databases["default"] = self.database
        with outside():
            path = "/" + address.split("/", 3)[3]
            headers = {"authorization": auth} if auth else {}
            status = self.client.post(
                path, json.dumps(body), content_type="application/json", headers=headers
            ).status_code
        self.delivered.append((address, auth, status))
        return status

    def subscriptions(self) -> list[dict[str, Any]]:
        """List what the other side has."""
        return list(self.asker.ask(PATH)[1].json())

    def finding(self) -> Finding:
        """Look whether the subscription is there."""
        return looking.look(connected.access_to(self.key), tenant=self.tenant)


@pytest.fixture
def news(
    receiving: TenantRef, client_of: Any, ear: Ear, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[News]:
    pools.POOL.clear()
    asker = Asker(slug=municipality.DEMO, application=application())
    made = News(receiving, asker, client_of(receiving), databases["default"])
    monkeypatch.setattr(sending, "deliver", made.deliver)
    databases["default"].inc_thread_sharing()
    with Server(("127.0.0.1", 0), made.serve) as server:
        settings.SANDBOX_URL = f"http://127.0.0.1:{server.port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        with enter(receiving):
            row = connection_of(
                receiving,
                "nieuws",
                f"{settings.SANDBOX_URL}/zgw",
                authentication=Authentication.ZGW.value,
            )
            connected.SECRET.encrypt(WHOSE.secret, row)
            row.save()
            made.key = row.pk
            yield made
        server.shutdown()
        thread.join()
    databases["default"].dec_thread_sharing()


def test_it_subscribes_and_is_tried_without_the_password_first(news: News) -> None:
    assert operations.register(news.key)

    (there,) = news.subscriptions()
    row = Subscription.objects.get()
    assert there["url"].rpartition("/")[2] == row.url.rpartition("/")[2]
    assert [one["naam"] for one in there["kanalen"]] == row.channels == ["zaken", "zaaktypen"]
    assert f"://{news.tenant.primary_host}" in there["callbackUrl"]
    assert [status for *_told, status in news.delivered] == [401, 204]
    assert news.finding() is Finding.WORKS
    assert AuditRecord.objects.filter(action="notifications.registered").exists()


def test_nothing_that_lets_somebody_in_is_kept_here(news: News) -> None:
    operations.register(news.key)
    address, auth, _status = news.delivered[-1]
    kept = json.dumps([*Subscription.objects.values(), *Entrance.objects.values()], default=str)

    assert address.rstrip("/").rpartition("/")[2] not in kept
    assert auth.removeprefix("Bearer ") not in kept


def test_a_new_password_replaces_the_old_one_and_nothing_is_turned_away(news: News) -> None:
    operations.register(news.key)
    old = news.delivered[-1]
    operations.register(news.key)
    new = news.delivered[-1]

    assert old[:2] != new[:2]
    assert len(news.subscriptions()) == 1
    told = message(kanaal="test")
    assert [news.deliver(*one[:2], told) for one in (old, new)] == [204, 204]
    assert Entrance.objects.filter(until=None).count() == 1
    Entrance.objects.exclude(until=None).update(until="2020-01-01T00:00:00Z")
    assert [news.deliver(*one[:2], told) for one in (old, new)] == [401, 204]
    jobs.forget("slot-1")
    assert Entrance.objects.count() == 1


def test_a_subscription_that_is_gone_is_seen_and_made_again(news: News) -> None:
    operations.register(news.key)
    news.asker.ask(news.subscriptions()[0]["url"], method="DELETE")
    assert news.finding() is Finding.SUBSCRIPTION_MISSING

    assert operations.register(news.key)
    assert (news.finding(), len(news.subscriptions())) == (Finding.WORKS, 1)


def test_another_subscription_to_the_same_host_is_not_ours(
    news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody replaced ours by one with an address that does not let them in."""
    operations.register(news.key)
    (there,) = news.subscriptions()
    body = {"kanalen": there["kanalen"], "auth": "Bearer x", "callbackUrl": f"{there['callbackUrl']}anders/"}
    monkeypatch.setattr(sending, "handshake", lambda address, auth: True)
    assert news.asker.ask(there["url"], method="PUT", body=body)[1].status == 200
    assert news.finding() is Finding.SUBSCRIPTION_MISSING


def test_a_portal_that_cannot_be_reached_says_so_and_leaves_nothing_open(news: News) -> None:
    news.broken = "unreachable"

    assert not operations.register(news.key)
    assert Subscription.objects.get().finding == subscribing.HANDSHAKE
    assert (Entrance.objects.count(), news.subscriptions()) == (0, [])
    news.broken = ""
    assert operations.register(news.key)
    assert Subscription.objects.get().finding == ""


def test_when_the_answer_is_lost_the_new_password_works_and_no_second_subscription_comes(news: News) -> None:
    news.broken = "after"
    assert not operations.register(news.key)
    (there,) = news.subscriptions()
    assert news.deliver(there["callbackUrl"], news.delivered[-1][1], message(kanaal="test")) == 204

    news.broken = ""
    pools.POOL.clear()
    assert operations.register(news.key)
    assert len(news.subscriptions()) == 1
    assert Entrance.objects.filter(until=None).count() == 1


def test_a_system_without_a_channel_for_cases_is_not_subscribed_with(news: News, settings: Any) -> None:
    settings.NOTIFICATION_HANDLERS = {"iets-anders": []}

    assert not operations.register(news.key)
    assert Subscription.objects.get().finding == subscribing.NO_CHANNEL
    assert Entrance.objects.count() == 0


def test_asking_for_it_is_work_for_a_worker(news: News) -> None:
    operations.ask_to_register(news.key, by=audit.SYSTEM)

    with outside():
        key = Work.objects.get(job="notifications.register").key
    jobs.register(key)
    assert news.finding() is Finding.WORKS


@pytest.mark.fault("F01")
def test_what_was_asked_for_while_nobody_answers_is_tried_again_by_itself(news: News) -> None:
    news.broken = "unreachable"
    operations.ask_to_register(news.key, by=audit.SYSTEM)
    for number in range(2):
        jobs.register(_asked()[number])

    assert len(_asked()) == 3
    news.broken = ""
    jobs.register(_asked()[-1])
    assert (news.finding(), len(_asked())) == (Finding.WORKS, 3)


def test_in_the_end_it_is_given_up(news: News) -> None:
    news.broken = "unreachable"
    jobs.register(f"r{len(subscribing.PAUSES)}.0.{news.key}")

    assert _asked() == []


def test_who_was_removed_meanwhile_is_not_subscribed(news: News) -> None:
    jobs.register("r.1.00000000-0000-4000-8000-000000000000")

    assert not Subscription.objects.exists()
    assert _asked() == []


def _asked() -> list[str]:
    """List the keys of the work that was asked for, in order."""
    with outside():
        found = Work.objects.filter(job="notifications.register").order_by("pk")
        return list(found.values_list("key", flat=True))
