"""A certificate beside the one in use: it takes over, the former stays, and no call is lost on the way (M-02)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from integrations.connections import clients, operations, queries
from integrations.connections.inbox.models import Command, Progress
from integrations.connections.models import Connection
from integrations.connections.types import Access, Certificate, Overview, State, row_of
from integrations.errors import RefusedError, UnavailableError
from tenants.configuration.models import Release
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.connections import pem
from tests.integrations.connections.conftest import OPERATOR, Adding, carried_out
from tests.integrations.connections.mutual import Mutual, serving
from tests.integrations.connections.pem import Made

pytestmark = pytest.mark.covers("M-02", "I-003", "C-031")
type Serve = Callable[..., Mutual]
OLD, NEW = pem.make("oud.zonnedam.nl"), pem.make("nieuw.zonnedam.nl", days=400, begins=-1)


@pytest.fixture
def serve(tmp_path: Path, settings: Any, add: Adding, zonnedam: TenantRef) -> Iterator[Serve]:
    """Connect Zonnedam by certificate with a system that knows the old one."""
    with ExitStack() as stack:

        def start(refuses: str = "tls", knows: tuple[Made, ...] = (OLD,)) -> Mutual:
            system = Mutual(tmp_path, [OLD, NEW], refuses=refuses)
            stack.enter_context(serving(system))
            system.known = list(knows)
            settings.SANDBOX_URL = system.url
            add(zonnedam, system="objects", address=system.url, secret="geheim", trusted=system.ours.chain)
            certify(zonnedam, OLD, take="now")
            return system

        yield start


def key_of(tenant: TenantRef) -> Any:
    return row_of(tenant.uuid, "objects")


def certify(tenant: TenantRef, made: Made, **when: Any) -> Command:
    asked = operations.request_certificate(
        tenant=tenant.uuid,
        connection=key_of(tenant),
        by=OPERATOR,
        certificate=made.chain,
        key=made.key(),
        **when,
    )
    done = carried_out(asked)
    assert done.error == ""
    return done


def try_it(tenant: TenantRef) -> None:
    carried_out(operations.request_test(tenant=tenant.uuid, connection=key_of(tenant), by=OPERATOR))


def leave(tenant: TenantRef, which: str) -> None:
    carried_out(
        operations.request_leave(tenant=tenant.uuid, connection=key_of(tenant), which=which, by=OPERATOR)
    )


def access(tenant: TenantRef) -> Access:
    with enter(tenant):
        return queries.access_to(key_of(tenant))


def certificate_of(made: Made) -> Certificate:
    return Certificate(made.chain, made.key())


def told(tenant: TenantRef) -> Overview:
    found = queries.overview(tenant.uuid, key_of(tenant))
    assert found is not None
    return found


def shown(tenant: TenantRef) -> tuple[str, str, str]:
    """Answer whose the certificates are: next, in use, former."""
    overview = told(tenant)
    each = (overview.next_certificate, overview.certificate, overview.former_certificate)
    next_, used, former = (own.subject.partition(".")[0] if own else "" for own in each)
    return next_, used, former


def test_a_next_certificate_waits_until_a_test_with_it_goes_well(serve: Serve, zonnedam: TenantRef) -> None:
    system = serve()
    certify(zonnedam, NEW, take="tried")
    assert shown(zonnedam) == ("nieuw", "oud", "")

    try_it(zonnedam)
    assert shown(zonnedam) == ("nieuw", "oud", "")
    assert told(zonnedam).state is State.OK  # with the old one it works
    assert told(zonnedam).next_message

    system.known = [OLD, NEW]
    try_it(zonnedam)
    assert shown(zonnedam) == ("", "nieuw", "oud")
    assert told(zonnedam).state is State.OK
    assert access(zonnedam).certificate == certificate_of(NEW)


def test_taking_over_is_a_release_of_the_configuration(serve: Serve, zonnedam: TenantRef) -> None:
    serve(knows=(OLD, NEW))
    certify(zonnedam, NEW, take="tried")
    before = Release.objects.filter(tenant__uuid=zonnedam.uuid).count()

    try_it(zonnedam)
    assert Release.objects.filter(tenant__uuid=zonnedam.uuid).count() == before + 1

    try_it(zonnedam)
    assert Release.objects.filter(tenant__uuid=zonnedam.uuid).count() == before + 1


def test_on_its_moment_it_is_used_before_any_job_has_run(serve: Serve, zonnedam: TenantRef) -> None:
    serve()
    certify(zonnedam, NEW, starts=timezone.now() + timedelta(days=2))
    assert access(zonnedam).certificate == certificate_of(OLD)

    with time_machine.travel(datetime.now(UTC) + timedelta(days=2, minutes=1)):
        found = access(zonnedam)
        assert (found.certificate, found.other_certificate) == (
            certificate_of(NEW),
            certificate_of(OLD),
        )
        with enter(zonnedam):
            operations.tidy("slot-1")
        assert access(zonnedam) == found
        assert shown(zonnedam) == ("", "nieuw", "oud")


def test_it_can_take_over_at_once_or_be_forgotten(serve: Serve, zonnedam: TenantRef) -> None:
    serve()
    certify(zonnedam, NEW, take="tried")
    leave(zonnedam, "next")
    assert shown(zonnedam) == ("", "oud", "")

    certify(zonnedam, NEW, take="tried")
    carried_out(operations.request_advance(tenant=zonnedam.uuid, connection=key_of(zonnedam), by=OPERATOR))
    assert shown(zonnedam) == ("", "nieuw", "oud")

    leave(zonnedam, "former")
    assert shown(zonnedam) == ("", "nieuw", "")
    assert access(zonnedam).other_certificate is None


def test_the_worker_leaves_one_alone_that_came_in_the_place_of_what_was_meant(
    serve: Serve, zonnedam: TenantRef
) -> None:
    """The console sees what was told last; somebody may have placed another meanwhile."""
    serve()
    certify(zonnedam, NEW, take="tried")
    key = key_of(zonnedam)
    asked = operations.request_advance(tenant=zonnedam.uuid, connection=key, by=OPERATOR)
    payload = {**Command.objects.get(pk=asked).payload, "fingerprint": "0" * 64}
    Command.objects.filter(pk=asked).update(payload=payload)

    assert "Intussen is er een ander certificaat" in carried_out(asked).error
    assert shown(zonnedam) == ("nieuw", "oud", "")


def test_a_former_certificate_that_has_expired_is_forgotten(serve: Serve, zonnedam: TenantRef) -> None:
    serve()
    certify(zonnedam, NEW, take="now")

    with enter(zonnedam):
        operations.tidy("slot-1")
        assert Connection.objects.get(pk=key_of(zonnedam)).former_certificate
        with time_machine.travel(datetime.now(UTC) + timedelta(days=91)):
            operations.tidy("slot-2")
        assert not Connection.objects.get(pk=key_of(zonnedam)).former_key


def test_what_is_done_twice_keeps_the_former_certificate(serve: Serve, zonnedam: TenantRef) -> None:
    """A worker may die after the effect and before it is noted: then it is done again."""
    serve()
    asked = operations.request_certificate(
        tenant=zonnedam.uuid, connection=key_of(zonnedam), by=OPERATOR, certificate=NEW.chain, key=NEW.key()
    )
    payload = Command.objects.get(pk=asked).payload
    carried_out(asked)
    Command.objects.filter(pk=asked).update(progress=Progress.OPEN, payload=payload)
    carried_out(asked)

    assert shown(zonnedam) == ("", "nieuw", "oud")


@pytest.mark.parametrize(
    "starts", [timedelta(minutes=-1), timedelta(days=401)], ids=["past", "after its end"]
)
def test_a_moment_on_which_it_is_of_no_use_is_refused(
    serve: Serve, zonnedam: TenantRef, starts: timedelta
) -> None:
    serve()

    with pytest.raises(RefusedError) as raised:
        certify(zonnedam, NEW, starts=timezone.now() + starts)

    assert list(raised.value.reasons) == ["starts"]


def test_one_that_is_not_valid_yet_may_wait_and_not_be_used(serve: Serve, zonnedam: TenantRef) -> None:
    serve()
    later = pem.make("later.zonnedam.nl", begins=5)

    with pytest.raises(RefusedError, match="certificate"):
        certify(zonnedam, later, take="now")

    certify(zonnedam, later, take="tried")
    assert shown(zonnedam) == ("later", "oud", "")


@pytest.mark.attack("W24", "P06")
def test_no_key_of_the_three_is_told(serve: Serve, zonnedam: TenantRef) -> None:
    serve(knows=(OLD, NEW))
    certify(zonnedam, NEW, take="now")
    third = pem.make("derde.zonnedam.nl")
    certify(zonnedam, third, take="tried")

    with enter(zonnedam):
        row = Connection.objects.get(pk=key_of(zonnedam))
    text = (
        f"{told(zonnedam)!r} {access(zonnedam)!r} {list(Command.objects.values_list('payload', flat=True))}"
    )
    assert all(sealed.startswith("v1:") for sealed in (row.certificate_key, row.next_key, row.former_key))
    assert not any(made.key().splitlines()[1] in text for made in (OLD, NEW, third))


@pytest.mark.parametrize(
    ("refuses", "change_at"),
    [("tls", 0), ("tls", 4), ("400", 4)],
    ids=["before us, by hanging up", "after us, by hanging up", "after us, as nginx"],
)
def test_whenever_the_other_side_changes_no_call_is_lost(
    serve: Serve, zonnedam: TenantRef, refuses: str, change_at: int
) -> None:
    """They know one certificate at a time, and change before, with or long after us."""
    system = serve(refuses)
    certify(zonnedam, NEW, take="tried")

    answers = []
    for number in range(6):
        if number == change_at:
            system.known = [NEW]
        if number == 2:
            carried_out(
                operations.request_advance(tenant=zonnedam.uuid, connection=key_of(zonnedam), by=OPERATOR)
            )
        with clients.open(access(zonnedam), tenant=zonnedam) as client:
            answers.append(client.get("/permissions").status_code)

    assert answers == [200] * 6
    assert system.turned_away


def test_who_is_known_by_neither_is_refused(serve: Serve, zonnedam: TenantRef) -> None:
    system = serve("403", knows=())
    certify(zonnedam, NEW, take="tried")

    with (
        clients.open(access(zonnedam), tenant=zonnedam) as client,
        pytest.raises(UnavailableError, match="refused"),
    ):
        client.get("/permissions")
    assert (system.answered, system.turned_away) == (0, 2)


def test_a_change_that_may_have_been_carried_out_is_not_asked_again(
    serve: Serve, zonnedam: TenantRef
) -> None:
    """A refusal that the other side put into words is another thing: it did nothing."""
    system = serve("403", knows=(NEW,))
    certify(zonnedam, NEW, take="tried")

    with clients.open(access(zonnedam), tenant=zonnedam) as client:
        assert client.post("/permissions", json={}).status_code == 200
    assert (system.answered, system.turned_away) == (1, 1)


def test_under_load_no_call_fails_while_certificates_change(serve: Serve, zonnedam: TenantRef) -> None:
    """The old one is accepted until it is dropped here; then the other side forgets it, and calls still go on."""
    system = serve(knows=(OLD, NEW))
    now, failures, stopping = [access(zonnedam)], [], threading.Event()
    numbers = {"GET": 0, "POST": 0}

    def call(method: str) -> None:
        while not stopping.is_set():
            with clients.open(now[0], tenant=zonnedam, guard=clients.UNGUARDED) as client:
                try:
                    assert client.request(method, "/permissions").status_code == 200
                except Exception as error:
                    failures.append(repr(error))
            numbers[method] += 1

    def some_more() -> None:
        wanted = {method: number + 3 for method, number in numbers.items()}
        while any(numbers[method] < number for method, number in wanted.items()):
            stopping.wait(0.005)

    callers = [threading.Thread(target=call, args=(method,)) for method in ("GET", "POST")]
    for each in callers:
        each.start()
    try:
        for step in (
            lambda: certify(zonnedam, NEW, take="tried"),
            lambda: try_it(zonnedam),
            lambda: leave(zonnedam, "former"),
            lambda: setattr(system, "known", [NEW]),
        ):
            some_more()
            step()
            now[0] = access(zonnedam)
        some_more()
    finally:
        stopping.set()
        for each in callers:
            each.join()

    assert failures == []
    assert shown(zonnedam) == ("", "nieuw", "")
    assert system.turned_away == 0
