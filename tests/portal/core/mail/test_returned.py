"""Mail that was taken over and comes back later has not arrived, whoever says anything else about it."""

import datetime
import io
import os
import re
import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from integrations.outbox import operations as deliveries
from integrations.outbox import queries as stored
from integrations.outbox.models import Item
from integrations.outbox.types import Filters, Own, State
from portal.core.mail import digest, operations, queries
from portal.core.mail.returned import addresses, reports
from portal.core.models import MailReports, OutboxMessage, OutboxState
from tenants import directory
from tenants.audit import SYSTEM
from tenants.entry import enter
from tenants.types import State as Standing
from tenants.types import TenantRef
from tests import states
from tests.portal.core.mail import returned
from tests.portal.core.mail.returned import failed, report

pytestmark = pytest.mark.covers("P-265", "P-201")
LOCAL = re.compile(r"retour\+[a-z0-9]{50}@post\.example\.nl")


@pytest.fixture(autouse=True)
def _comes_back(settings: Any) -> None:
    settings.MAIL_RETURN_ADDRESS = "retour@post.example.nl"


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam) as tenant:
        yield tenant


@pytest.fixture
def letter(inside: TenantRef) -> OutboxMessage:
    return sent()


def sent() -> OutboxMessage:
    context = {"link": "https://x.example/", "days": 7}
    message = operations.send(to=returned.ADDRESS, template="accounts/mail/invitation", context=context)
    assert operations.deliver(message.uuid) is OutboxState.SENT
    return message


def back(message: OutboxMessage) -> str:
    return addresses.address(message.uuid)


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Bring a message as a mail server does; answers the exit code."""

    def brought(raw: bytes, recipient: str = "") -> int:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        try:
            call_command("receive_returned_mail", *([f"--recipient={recipient}"] if recipient else []))
        except SystemExit as left:
            return int(left.code or 0)
        return os.EX_OK

    return brought


def state_of(message: OutboxMessage) -> str:
    message.refresh_from_db()
    return message.state


class Server:
    """A mail server that keeps the envelopes."""

    def __init__(self) -> None:
        self.envelopes: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return "250 Kept"


class OnAFreePort(Controller):
    """Listen where nobody else does."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.mark.parametrize("is_on", [True, False])
def test_the_envelope_says_where_a_letter_comes_back_and_the_reader_sees_the_municipality(
    inside: TenantRef, settings: Any, is_on: bool
) -> None:
    server = Server()
    controller = OnAFreePort(server, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.MAIL_RETURN_ADDRESS = settings.MAIL_RETURN_ADDRESS if is_on else ""
    try:
        message = sent()
    finally:
        controller.stop()

    (envelope,) = server.envelopes
    head = envelope.original_content.decode()
    assert re.search(r'^From: "?Gemeente Zonnedam"? <zonnedam@', head, re.MULTILINE)
    assert "retour" not in head
    if is_on:
        assert LOCAL.fullmatch(envelope.mail_from)
        assert len(envelope.mail_from.partition("@")[0]) <= 64
        assert envelope.mail_from == back(message)
    else:
        assert envelope.mail_from.startswith("zonnedam@")


def test_a_letter_that_comes_back_counts_as_given_up_once_however_often_it_comes(
    letter: OutboxMessage, bring: Any
) -> None:
    MailReports.objects.create(failed_to="beheer@zonnedam.example")
    first = bring(failed(back(letter)))
    moment = Item.objects.get(key=str(letter.uuid)).settled_at
    again = bring(failed(back(letter)))

    assert (first, again) == (os.EX_OK, os.EX_OK)
    assert state_of(letter) == OutboxState.FAILED
    assert letter.last_error == Own.RETURNED
    item = Item.objects.get(key=str(letter.uuid))
    assert (item.state, item.settled_at) == (State.DEAD, moment)
    digest.report("slot-1")
    assert OutboxMessage.objects.get(to="beheer@zonnedam.example").subject.startswith("Niet alle e-mails")


def test_what_came_back_cannot_be_offered_again_as_its_text_is_gone(
    letter: OutboxMessage, bring: Any
) -> None:
    bring(failed(back(letter)))

    found = stored.items(Filters(kind=queries.KIND))
    (line,) = stored.lines(found)
    assert (line.can_be_offered, line.can_be_changed) == (False, True)
    assert not deliveries.offer_again(line.uuid, by=SYSTEM)
    assert deliveries.offer_all_again(found, by=SYSTEM) == 0
    assert deliveries.withdraw(line.uuid, by=SYSTEM)
    assert state_of(letter) == OutboxState.WITHDRAWN


@pytest.mark.parametrize(
    ("headers", "recipient"),
    [
        ("", "{}"),
        ("", "{upper}"),
        ("Delivered-To: {}\n", ""),
        ("X-Original-To: {}\n", ""),
    ],
)
def test_to_whom_it_came_stands_in_the_envelope_or_in_a_header(
    letter: OutboxMessage, bring: Any, headers: str, recipient: str
) -> None:
    filled = {"upper": back(letter).upper()}
    raw = headers.format(back(letter)).encode() + failed("iemand@post.example.nl")

    assert bring(raw, recipient.format(back(letter), **filled)) == os.EX_OK
    assert state_of(letter) == OutboxState.FAILED


@pytest.mark.parametrize(
    ("raw", "is_noted"),
    [
        (lambda to: failed(to), True),
        (lambda to: failed(to, "5.7.1 (policy)"), True),
        (lambda to: failed(to, "4.4.7"), True),
        (lambda to: failed(to, "2.0.0"), False),
        (lambda to: failed(to, "kapot"), False),
        (lambda to: report(to, ("delayed", "4.4.1")), False),
        (lambda to: report(to, ("delivered", "2.0.0")), False),
        (lambda to: report(to, ("relayed", "2.0.0"), ("expanded", "2.0.0")), False),
        (lambda to: report(to, ("delayed", "4.4.1"), ("failed", "5.1.1")), True),
        (lambda to: report(to, ("failed", "5.1.1"), kind="disposition-notification"), False),
        (lambda to: report(to, ("failed", "5.1.1"), said=returned.nested()), True),
        (lambda to: returned.HOLIDAY.format(to=to).encode(), False),
        (lambda to: failed(to) + b"\n" * 1024 * 1024, False),
        (lambda to: f"To: {to}\n".encode() + bytes(range(256)) * 40, False),
        (lambda to: b"", False),
        (lambda to: failed(to) + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 100, False),
        (lambda to: f"To: {to}\nContent-Type: multipart/report; ".encode() + b"a=b;" * 200_000, False),
    ],
)  # fmt: skip
def test_only_a_report_that_a_letter_was_given_up_says_so(
    letter: OutboxMessage, bring: Any, raw: Any, is_noted: bool
) -> None:
    assert bring(raw(back(letter))) == os.EX_OK
    assert state_of(letter) == (OutboxState.FAILED if is_noted else OutboxState.SENT)


@pytest.mark.attack("T03")
def test_an_address_that_was_altered_or_that_another_municipality_signed_changes_nothing(
    letter: OutboxMessage, waterrijk: TenantRef, bring: Any
) -> None:
    true = back(letter)
    with enter(waterrijk):
        theirs = back(letter)
    token = addresses.find([true])
    assert token is not None
    moved = addresses.Token(waterrijk.uuid.bytes[:5], token.letter, token.signature).text
    other = addresses.Token(token.tenant, uuid.uuid4(), token.signature).text
    last = "a" if true[56] != "a" else "e"
    forged = [theirs, f"retour+{moved}@x", f"retour+{other}@x", f"{true[:56]}{last}{true[57:]}", "retour@x"]

    assert [bring(failed(address)) for address in forged] == [os.EX_OK] * len(forged)
    assert state_of(letter) == OutboxState.SENT

    bring(failed(true))  # the negative control
    assert state_of(letter) == OutboxState.FAILED


def test_what_comes_back_to_one_municipality_is_nothing_to_the_other(
    letter: OutboxMessage, waterrijk: TenantRef, bring: Any
) -> None:
    with enter(waterrijk):
        theirs = sent()

    bring(failed(back(letter)))

    assert state_of(letter) == OutboxState.FAILED
    with enter(waterrijk):
        assert state_of(theirs) == OutboxState.SENT


def test_a_letter_that_the_outbox_no_longer_knows_stays_as_it_is(letter: OutboxMessage, bring: Any) -> None:
    Item.objects.update(settled_at=timezone.now() - datetime.timedelta(days=31))
    assert bring(failed(back(letter))) == os.EX_OK
    assert state_of(letter) == OutboxState.SENT

    Item.objects.all().delete()
    assert bring(failed(back(letter))) == os.EX_OK


def test_what_comes_back_while_a_worker_still_has_it_in_hand_is_to_be_brought_again(
    letter: OutboxMessage, bring: Any
) -> None:
    Item.objects.update(state=State.SENDING)
    assert bring(failed(back(letter))) == os.EX_TEMPFAIL

    Item.objects.update(state=State.DONE)
    assert bring(failed(back(letter))) == os.EX_OK
    assert state_of(letter) == OutboxState.FAILED


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (Standing.SUSPENDED, os.EX_TEMPFAIL),
        (Standing.MAINTENANCE, os.EX_TEMPFAIL),
        (Standing.LEAVING, os.EX_OK),
        (Standing.DELETED, os.EX_OK),
    ],
)
def test_of_a_municipality_that_is_paused_it_waits_at_the_mail_server_and_of_one_that_left_it_is_nothing(
    zonnedam: TenantRef, bring: Any, state: Standing, code: int
) -> None:
    with enter(zonnedam):
        address, late = back(sent()), back(sent())
    states.become(zonnedam, state)
    directory.forget()

    assert bring(failed(address)) == code
    assert bring(report(late, ("delayed", "4.4.1"))) == os.EX_OK


@pytest.mark.fault("F30")
def test_while_the_database_is_away_the_mail_server_keeps_it(
    letter: OutboxMessage, bring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_start: bytes) -> Any:
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(directory, "beginning_with", away)
        assert bring(failed(back(letter))) == os.EX_TEMPFAIL

    assert bring(failed(back(letter))) == os.EX_OK
    assert state_of(letter) == OutboxState.FAILED


def test_nothing_of_what_came_back_is_logged_or_kept(
    letter: OutboxMessage, bring: Any, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    bring(failed(back(letter), "5.2.2"))
    bring(returned.HOLIDAY.format(to=back(letter)).encode())

    said = "".join([*capfd.readouterr(), caplog.text])
    assert "5.2.2" in said
    for secret in (returned.ADDRESS, returned.SUBJECT, back(letter), "mx.b.example"):
        assert secret not in said
    assert "5.1.1" not in str(list(Item.objects.values())) + str(list(OutboxMessage.objects.values()))


PIECES = st.lists(
    st.sampled_from(
        [
            b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n",
            b"Content-Type: message/delivery-status\n",
            b"Content-Type: message/rfc822\n",
            b"Content-Type: text/plain; charset=\xff; x*0*=\n",
            b"\n--x\n", b"\n--x--\n", b"\n\n", b"Action: failed\n", b"Status: 5.1.1\n", b"To: (((\xe9",
        ]
    )
    | st.binary(max_size=40)
).map(b"".join)  # fmt: skip


@given(PIECES)
def test_whatever_bytes_come_reading_them_never_fails(raw: bytes) -> None:
    report = reports.read(raw)
    assert report is None or report.action in reports.ACTIONS
    assert addresses.find(reports.recipients(raw)) is None


@trying(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300), recipient=st.text(max_size=80))
def test_whatever_is_brought_the_command_never_fails(
    letter: OutboxMessage, bring: Any, raw: bytes, recipient: str
) -> None:
    assert bring(raw, recipient) == os.EX_OK
    assert bring(raw, back(letter)) == os.EX_OK


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz234567", min_size=50, max_size=50))
def test_a_token_is_written_in_one_way_alone(text: str) -> None:
    token = addresses.Token.of(text)
    assert token is None or token.text == text
