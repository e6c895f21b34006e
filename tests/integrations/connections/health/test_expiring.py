"""Certificates that end: seen, told on the board, warned of once at each threshold, and an all-clear once replaced."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from integrations.connections.health import expiring, queries, servers
from integrations.connections.health.subjects import Subject
from integrations.connections.health.types import Cell
from integrations.connections.models import Connection
from integrations.connections.queries import KEY
from integrations.connections.types import Access, Certificate, Finding
from tenants.alerts.models import Alert, Notice
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.connections import pem
from tests.integrations.connections.conftest import shaking_hands
from tests.integrations.connections.guard.conftest import Caller
from tests.integrations.connections.health.conftest import KEY as ROW
from tests.integrations.connections.health.conftest import look
from tests.integrations.connections.health.stand_in import Answers
from tests.integrations.connections.pem import Made

pytestmark = [pytest.mark.covers("M-02", "M-13", "C-031", "C-073"), pytest.mark.fault("F15")]
type Connect = Callable[..., Caller]
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _by_mail(settings: Any) -> None:
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}


def access(ours: Made | None = None, trusted: Made | None = None) -> Access:
    own = Certificate(ours.chain, "geheim") if ours else None
    return Access(
        "https://zaken.example", "id", "s", certificate=own, trusted=trusted.chain if trusted else ""
    )


def sound(
    tenant: TenantRef, used: Access, now: datetime = NOW, *, theirs: int | None = None, state: str = "healthy"
) -> None:
    """Warn of what is used; of the other side's, after so many days from the beginning of the tests."""
    until = NOW + timedelta(days=theirs) if theirs is not None else None
    seen = servers.Seen(used.address, now, until)
    subject = Subject(ROW, "case_system", "Zaaksysteem (ZGW)", None, used)
    told = expiring.facts_of(subject, seen, {}, now)
    expiring.sound(tenant, {str(ROW): {"system": "case_system", "state": state, **told}}, now)


def said() -> list[str]:
    return [f"{notice.title}: {notice.text}" for notice in Notice.objects.order_by("created_at", "pk")]


@pytest.mark.parametrize(
    ("used", "theirs", "word"),
    [
        (access(ours=pem.make(days=65)), None, "Vraag op tijd een nieuw aan"),
        (access(trusted=pem.make(days=65, ca=True)), None, "van de uitgever"),
        (access(), 65, "van het systeem"),
    ],
    ids=["ours", "authority", "theirs"],
)
def test_one_is_warned_three_times_and_no_more(
    zonnedam: TenantRef, used: Access, theirs: int | None, word: str
) -> None:
    for days in range(70):
        sound(zonnedam, used, NOW + timedelta(days=days, hours=-1), theirs=theirs)

    assert [int(text.split("nog ")[1].split()[0]) for text in said()] == [60, 30, 7]
    assert all(word in text for text in said())
    assert Alert.objects.get().ended_at is None


def test_a_replaced_certificate_gives_one_all_clear(zonnedam: TenantRef) -> None:
    sound(zonnedam, access(ours=pem.make(days=5)))
    following = access(ours=pem.make(days=360))
    for _ in range(2):
        sound(zonnedam, following)

    assert [notice.is_end for notice in Notice.objects.order_by("created_at")] == [False, True]
    assert "nog 360 dagen" in said()[-1]


def test_a_new_one_that_ends_soon_itself_is_warned_of_by_itself(zonnedam: TenantRef) -> None:
    sound(zonnedam, access(), theirs=5)
    sound(zonnedam, access(), theirs=45)

    assert list(Alert.objects.filter(ended_at=None).values_list("level", flat=True)) == [1]
    assert Alert.objects.count() == 2


def test_ours_and_theirs_are_two_warnings(zonnedam: TenantRef) -> None:
    sound(zonnedam, access(ours=pem.make(days=20)), theirs=20)

    assert Alert.objects.filter(ended_at=None).count() == 2


@pytest.mark.parametrize("state", ["switched off", "maintenance"])
def test_while_it_is_not_used_nothing_is_said(zonnedam: TenantRef, state: str) -> None:
    sound(zonnedam, access(ours=pem.make(days=20)))

    sound(zonnedam, access(ours=pem.make(days=3)), state=state)
    assert len(said()) == 1

    sound(zonnedam, access(ours=pem.make(days=360)))
    assert len(said()) == 2


def test_a_connection_that_is_gone_takes_its_warning_along(zonnedam: TenantRef) -> None:
    sound(zonnedam, access(ours=pem.make(days=20)))

    expiring.sound(zonnedam, {}, NOW)

    assert Alert.objects.get().ended_at is not None


@pytest.fixture
def serve(
    tmp_path: Path, settings: Any, connect: Connect, zonnedam: TenantRef
) -> Iterator[Callable[[int], Made]]:
    """Connect Zonnedam with a server whose certificate ends after so many days; called again, it is replaced."""
    contexts: list[ssl.SSLContext] = []

    def renew(connection: Any, *_: Any) -> None:
        connection.context = contexts[-1]

    def context_of(theirs: Made) -> ssl.SSLContext:
        file = tmp_path / "theirs.pem"
        file.write_text(theirs.chain + theirs.key())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    with ExitStack() as stack:

        def start(days: int) -> Made:
            theirs = pem.make("localhost", days=days, ca=True)
            contexts.append(context_of(theirs))
            if len(contexts) == 1:
                contexts[0].sni_callback = renew
                port = stack.enter_context(shaking_hands(contexts[0]))
                settings.SANDBOX_URL = f"https://localhost:{port}"
                connect(zonnedam, ROW, f"https://localhost:{port}/zgw")
            with enter(zonnedam):
                Connection.objects.update(trusted=theirs.chain)
            return theirs

        yield start


def look_after(tenant: TenantRef, pause: timedelta) -> Cell:
    with time_machine.travel(timezone.now() + pause, tick=True):
        return look(tenant)


def test_the_days_of_the_other_sides_certificate_are_seen_and_told(
    zonnedam: TenantRef, serve: Callable[[int], Made], check: Answers
) -> None:
    theirs = serve(20)

    cell = look(zonnedam)

    assert cell.server_certificate_days == 19
    assert cell.server_certificate_until == theirs.certificate.not_valid_after_utc
    titles = list(Alert.objects.filter(ended_at=None).values_list("title", flat=True))
    assert any("van het systeem achter koppeling" in title for title in titles)


def test_a_new_one_is_seen_within_two_hours_where_the_end_is_near(
    zonnedam: TenantRef, serve: Callable[[int], Made], check: Answers
) -> None:
    serve(20)
    look(zonnedam)
    serve(300)

    assert look(zonnedam).server_certificate_days == 19  # nobody shakes hands twice a minute for this
    assert look_after(zonnedam, timedelta(hours=2)).server_certificate_days == 299
    assert not Alert.objects.filter(ended_at=None, title__contains="van het systeem").exists()


def test_where_the_end_is_far_one_looks_twice_a_day(
    zonnedam: TenantRef, serve: Callable[[int], Made], check: Answers
) -> None:
    serve(300)
    look(zonnedam)
    serve(200)

    assert look_after(zonnedam, timedelta(hours=2)).server_certificate_days == 299
    assert look_after(zonnedam, timedelta(hours=14)).server_certificate_days == 199


def test_who_is_in_trouble_is_left_alone_and_what_was_known_stays(
    zonnedam: TenantRef, serve: Callable[[int], Made], check: Answers
) -> None:
    serve(20)
    look(zonnedam)
    serve(300)
    check.findings["Zonnedam"] = Finding.HAS_TROUBLE

    assert look_after(zonnedam, timedelta(hours=3)).server_certificate_days == 19


def test_an_address_without_tls_has_no_certificate(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    connect(zonnedam, address="http://zaken.example")

    cell = look(zonnedam)

    assert (cell.server_certificate_days, cell.server_certificate_until) == (None, None)


def test_a_switched_off_connection_keeps_what_is_known_of_it(
    zonnedam: TenantRef, serve: Callable[[int], Made], check: Answers
) -> None:
    serve(20)
    with enter(zonnedam):
        row, ours = Connection.objects.get(), pem.make(days=20)
        row.certificate = ours.chain
        KEY.encrypt(ours.key(), row)
        row.save()
    look(zonnedam)
    open_ones = set(Alert.objects.filter(ended_at=None).values_list("subject", flat=True))
    with enter(zonnedam):
        Connection.objects.update(is_on=False)

    look(zonnedam)

    (told,) = queries.of_tenant(zonnedam.uuid)
    assert told.server_certificate_days == 19
    assert set(Alert.objects.filter(ended_at=None).values_list("subject", flat=True)) == open_ones
