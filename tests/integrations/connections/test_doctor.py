"""The Doctor walks from layer to layer over real sockets, and says where it stops; and no more than that (W03)."""

import dataclasses
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from integrations.connections import operations, queries
from integrations.connections.doctor import letters, walking
from integrations.connections.doctor.walking import Probed, Report
from integrations.connections.inbox.models import LOOKING, Command
from integrations.connections.operations import examining
from integrations.connections.types import (
    Access,
    Authentication,
    Finding,
    Layer,
    Step,
    StepState,
    row_of,
)
from integrations.errors import RefusedError
from integrations.http import reach as reaches
from tenants.entry import enter
from tenants.types import Kind, TenantRef
from tests.integrations.conftest import Listener, Sandbox
from tests.integrations.connections import pem
from tests.integrations.connections.conftest import OPERATOR, Adding, carried_out, shaking_hands

OK, WARNING, FAILED = StepState.OK, StepState.WARNING, StepState.FAILED
SKIPPED, ABSENT = StepState.SKIPPED, StepState.ABSENT
type Listen = Callable[..., Listener]


@pytest.fixture
def production(sandbox_tenant: TenantRef) -> TenantRef:
    return dataclasses.replace(sandbox_tenant, kind=Kind.PRODUCTION)


@pytest.fixture
def anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a production municipality reach this machine, on any port: the listeners of tests are here."""
    here = reaches.Reach("test", lambda place: place.scheme == "https", lambda address: address.is_loopback)
    monkeypatch.setattr(reaches, "PUBLIC", here)


@pytest.fixture
def authority() -> pem.Made:
    return pem.make("CA van de tests", ca=True)


@pytest.fixture
def secured(
    names: dict[str, list[list[str]]], authority: pem.Made, tmp_path: Path
) -> Iterator[Callable[..., Access]]:
    """Serve with a certificate of some name, and answer how to get there under another."""

    def serve(
        name: str = "zaken.test", *, called: str = "zaken.test", days: int = 90, asks: bool = False
    ) -> Access:
        theirs = pem.make(name, days=days, by=authority)
        file = tmp_path / "theirs.pem"
        file.write_text(theirs.chain + theirs.key())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        if asks:
            context.maximum_version = (
                ssl.TLSVersion.TLSv1_2
            )  # it says so at once; 1.3 says so with the first read
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(cadata=authority.chain)
        names[called] = [["127.0.0.1"]]
        port = stack.enter_context(shaking_hands(context))
        return access(f"https://{called}:{port}", trusted=authority.chain)

    with ExitStack() as stack:
        yield serve


def access(address: str, *, system: str = "none", **more: Any) -> Access:
    return Access(
        address=address, client_id="", secret="x", system=system, authentication=Authentication.BEARER, **more
    )


def states(report: Report) -> dict[Layer, StepState]:
    return {step.layer: step.state for step in report.steps}


def network(report: Report) -> list[StepState]:
    return [states(report)[layer] for layer in (Layer.NAME, Layer.POLICY, Layer.TCP, Layer.TLS)]


@pytest.mark.covers("C-031")
def test_every_layer_has_its_step_and_its_words(
    secured: Callable[..., Access], anywhere: None, production: TenantRef
) -> None:
    report = walking.walk(secured(), tenant=production)

    assert [step.layer for step in report.steps] == list(Layer)
    assert (network(report), report.finding) == ([OK, OK, OK, OK], Finding.WORKS)
    assert "nog 89 dagen geldig" in letters.lines(report.steps)[3].text


@pytest.mark.covers("C-031")
@pytest.mark.parametrize(
    ("serve", "finding"),
    [
        ({"days": -1}, Finding.CERTIFICATE_EXPIRED),
        ({"name": "anders.test"}, Finding.CERTIFICATE_OF_OTHER),
        ({"asks": True}, Finding.CERTIFICATE_ASKED),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said(
    serve: dict[str, Any],
    finding: Finding,
    secured: Callable[..., Access],
    anywhere: None,
    production: TenantRef,
) -> None:
    report = walking.walk(secured(**serve), tenant=production)

    assert (network(report), report.finding) == ([OK, OK, OK, FAILED], finding)
    assert states(report)[Layer.READ] is SKIPPED


def test_a_certificate_of_an_unknown_authority_fails_and_with_the_private_one_it_is_good(
    secured: Callable[..., Access], anywhere: None, production: TenantRef
) -> None:
    private = secured()

    assert (
        walking.walk(dataclasses.replace(private, trusted=""), tenant=production).finding
        is Finding.CERTIFICATE_UNKNOWN
    )
    assert walking.walk(private, tenant=production).finding is Finding.WORKS


def test_a_certificate_that_ends_soon_is_a_warning(
    secured: Callable[..., Access], anywhere: None, production: TenantRef
) -> None:
    report = walking.walk(secured(days=12), tenant=production)

    assert (states(report)[Layer.TLS], report.finding) == (WARNING, Finding.WORKS)


def test_a_name_that_does_not_exist_stops_at_the_name(production: TenantRef) -> None:
    report = walking.walk(access("https://bestaat-niet.invalid"), tenant=production)

    assert (network(report), report.finding) == ([FAILED, SKIPPED, SKIPPED, SKIPPED], Finding.NAME_UNKNOWN)


def test_nobody_who_listens_stops_at_the_connection(
    names: dict[str, list[list[str]]], anywhere: None, production: TenantRef
) -> None:
    names["dicht.test"] = [["127.0.0.1"]]

    report = walking.walk(access("https://dicht.test:1"), tenant=production)

    assert (network(report), report.finding) == ([OK, OK, FAILED, SKIPPED], Finding.NOBODY_LISTENS)


@pytest.mark.attack("W03")
@pytest.mark.parametrize("port", [443, 8443])
@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"])
def test_behind_a_name_that_leads_inside_nothing_is_touched_or_told(
    address: str, port: int, listen: Listen, names: dict[str, list[list[str]]], production: TenantRef
) -> None:
    """Whether anybody listens there or not: the same steps, the same words, and nobody was called."""
    names["binnen.test"] = [[address]]
    port_there = listen().port

    report = walking.walk(access(f"https://binnen.test:{port}"), tenant=production)
    told = " ".join(line.text for line in letters.lines(report.steps))

    assert (network(report), report.finding) == ([OK, FAILED, SKIPPED, SKIPPED], Finding.ADDRESS_REFUSED)
    assert not any(word in told for word in (address, str(port), str(port_there)))


@pytest.mark.attack("W03")
def test_a_listener_that_may_be_reached_is_touched(
    secured: Callable[..., Access], anywhere: None, production: TenantRef
) -> None:
    """The control of the test before: where the network is ours to reach, the walk does get there."""
    assert network(walking.walk(secured(), tenant=production)) == [OK, OK, OK, OK]


@pytest.mark.attack("W03")
def test_a_test_takes_as_long_as_any_other_whatever_it_found(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rested: list[float] = []
    monkeypatch.setattr(time, "sleep", rested.append)
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    settings.CONNECTION_TEST_FLOOR = 2.0

    examining.rest(99.5)
    examining.rest(98.0)
    examining.rest(90.0)

    assert rested == [1.5]


@pytest.mark.attack("W03")
def test_a_municipality_that_tests_all_the_time_has_to_wait(
    add: Adding, zonnedam: TenantRef, waterrijk: TenantRef, sandbox: Sandbox
) -> None:
    """Trials count as tests; the other municipality is not held up."""
    add(zonnedam)
    for number in range(20):
        if number % 2:
            operations.request_trial(
                tenant=zonnedam.uuid, system="case_system", address=sandbox.address, secret="x", by=OPERATOR
            )
        else:
            carried_out(operations.request_test(tenant=zonnedam.uuid, by=OPERATOR))

    with pytest.raises(RefusedError, match=r"^$"):
        operations.request_test(tenant=zonnedam.uuid, by=OPERATOR)
    add(waterrijk)
    assert operations.request_test(tenant=waterrijk.uuid, by=OPERATOR)
    assert Command.objects.filter(kind__in=LOOKING, tenant=zonnedam.uuid).count() == 20


def test_a_system_without_tls_is_the_sandbox(add: Adding, zonnedam: TenantRef, settings: Any) -> None:
    settings.CONNECTION_PROBES = {}
    add(zonnedam)
    carried_out(operations.request_test(tenant=zonnedam.uuid, by=OPERATOR))

    seen = queries.connection_of(zonnedam.uuid)
    assert seen is not None
    assert [(step.layer, step.state) for step in seen.steps] == [
        (Layer.NAME, OK), (Layer.POLICY, OK), (Layer.TCP, OK), (Layer.TLS, ABSENT),
        (Layer.AUTHENTICATION, OK), (Layer.VERSION, OK), (Layer.READ, OK), (Layer.CAPABILITIES, ABSENT),
        (Layer.SUBSCRIPTION, ABSENT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "finding", "layer"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", Finding.WORKS, Layer.READ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", Finding.WEB_PAGE, Layer.READ),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", Finding.PATH_WRONG, Layer.READ),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", Finding.PATH_WRONG, Layer.READ),
        (b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", Finding.SECRET_WRONG, Layer.AUTHENTICATION),
        (b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", Finding.HAS_TROUBLE, Layer.READ),
    ],
)
def test_of_a_system_without_a_check_something_harmless_is_read(
    answer: bytes, finding: Finding, layer: Layer, listen: Listen, sandbox_tenant: TenantRef, settings: Any
) -> None:
    theirs = listen(answer)
    settings.SANDBOX_URL, settings.CONNECTION_CHECKS = theirs.url, {}

    report = walking.walk(access(theirs.url, system="open_klant", scheme="Token"), tenant=sandbox_tenant)

    assert report.finding is finding
    assert states(report)[layer] is (OK if finding is Finding.WORKS else FAILED)
    asked = [visit for visit in theirs.visits if visit]
    assert asked[0].startswith(b"GET /actoren HTTP/1.1")
    assert b"Authorization: Token x" in asked[0]


def probe(access: Access, *, tenant: TenantRef) -> Probed:
    """Stand for the probe of a system."""
    return Probed("1.5.1", {"cases.expand": True, "cases.search": False})


def check(access: Access, *, tenant: TenantRef) -> list[Step]:
    """Stand for a check that tells its layers itself."""
    return [Step(Layer.AUTHENTICATION, OK), Step(Layer.READ, FAILED, Finding.TOO_SLOW)]


@pytest.mark.covers("M-05")
def test_a_probe_fills_what_a_system_can_and_is_compared_with_its_profile(
    add: Adding, zonnedam: TenantRef, settings: Any
) -> None:
    settings.CONNECTION_PROBES = {"case_system": f"{__name__}.probe"}
    add(zonnedam, profile="open-zaak-1.x")

    carried_out(operations.request_test(tenant=zonnedam.uuid, by=OPERATOR))

    seen = queries.connection_of(zonnedam.uuid)
    assert seen is not None
    steps = {step.layer: step for step in seen.steps}
    assert (seen.version, seen.found) == ("1.5.1", {"cases.expand": True, "cases.search": False})
    assert (steps[Layer.VERSION].state, steps[Layer.CAPABILITIES].state) == (OK, WARNING)
    with enter(zonnedam):
        can = queries.access_to("case_system").capabilities
    assert "cases.expand" in can
    assert "cases.ordering" in can  # promised, and not looked for
    assert "cases.search" not in can


@pytest.mark.covers("M-05")
def test_another_profile_needs_no_release_of_ours(add: Adding, zonnedam: TenantRef, settings: Any) -> None:
    settings.CONNECTION_PROBES = {"case_system": f"{__name__}.probe"}
    add(zonnedam, profile="open-zaak-1.x")

    add(zonnedam, secret="", profile="esuite")
    with enter(zonnedam):
        assert queries.access_to("case_system").capabilities >= {"cases.company_number_as_rsin"}
        assert "cases.ordering" not in queries.access_to("case_system").capabilities
    carried_out(operations.request_test(tenant=zonnedam.uuid, by=OPERATOR))

    seen = queries.connection_of(zonnedam.uuid)
    assert seen is not None
    assert {step.layer: step.state for step in seen.steps}[Layer.VERSION] is WARNING


def test_a_check_may_tell_its_layers_itself(add: Adding, zonnedam: TenantRef, settings: Any) -> None:
    settings.CONNECTION_CHECKS = {"case_system": f"{__name__}.check"}
    add(zonnedam)
    carried_out(operations.request_test(tenant=zonnedam.uuid, by=OPERATOR))

    seen = queries.connection_of(zonnedam.uuid)
    assert seen is not None
    mail = letters.mail(seen, municipality="Zonnedam", when=seen.checked_at)
    assert "Het antwoord komt niet op tijd" in mail
    assert "Lees" not in mail
    assert seen.address in mail
    assert row_of(zonnedam.uuid, "case_system") == seen.key


@pytest.mark.attack("W24", "P06")
def test_a_mail_holds_no_secret(add: Adding, zonnedam: TenantRef, sandbox: Sandbox) -> None:
    add(zonnedam, secret="een-ander-geheim")
    carried_out(operations.request_test(tenant=zonnedam.uuid, by=OPERATOR))

    seen = queries.connection_of(zonnedam.uuid)
    assert seen is not None
    mail = letters.mail(seen, municipality="Zonnedam", when=seen.checked_at)
    assert "weigert onze aanmelding" in mail
    assert "een-ander-geheim" not in mail
    assert letters.mail(dataclasses.replace(seen, steps=()), municipality="Zonnedam", when=None) == ""


def test_every_finding_and_layer_can_be_said() -> None:
    for layer in Layer:
        for state in StepState:
            for finding in (None, *Finding):
                detail = "12" if layer is Layer.TLS else ""
                said = letters.lines([Step(layer, state, finding, detail)])
                assert all(line.text for line in said)
                assert said or (state is ABSENT and layer is not Layer.TLS)
    with_detail = letters.lines([Step(Layer.SUBSCRIPTION, ABSENT, None, "not expected")])
    assert "geen abonnement" in with_detail[0].text
