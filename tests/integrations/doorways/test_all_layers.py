"""For every kind of system the Doctor walks all layers, and each thing that is wrong has its own sentence (C-031)."""

import json
import ssl
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from integrations.connections import catalogue
from integrations.connections.doctor import letters, questions, words
from integrations.connections.doctor.walking import Report
from integrations.connections.types import (
    Authentication,
    Certificate,
    Finding,
    Layer,
    Overview,
    Standing,
    State,
    StepState,
)
from integrations.http import reach as reaches
from integrations.sandbox.doorways import ssd
from integrations.sandbox.web import Request, Response
from tenants.types import Kind as TenantKind
from tenants.types import TenantRef
from tests.integrations import talking
from tests.integrations.conftest import Listener
from tests.integrations.connections import pem
from tests.integrations.doorways.conftest import BY_NAME, KINDS, Doors, Kind, at

pytestmark = pytest.mark.covers("C-031", "M-14")
OK, WARNING, FAILED, ABSENT = StepState.OK, StepState.WARNING, StepState.FAILED, StepState.ABSENT


def overview(kind: Kind, report: Report) -> Overview:
    """What the console would show of it."""
    return Overview(
        key=uuid.uuid4(), system=kind.system, slug="", name="", address="https://x.example", client_id="",
        authentication=Authentication.NONE, fingerprint="", state=State.FAILED, standing=Standing.ON, message="",
        checked_at=None, changed_at=None, changed_by="", profile=kind.profile, steps=report.steps,
    )  # fmt: skip


def test_every_kind_of_the_catalogue_is_here() -> None:
    """But for those that have tests of their own: case systems, the made-up register, and who signs people in."""
    elsewhere = {"case_system", "example_register", "digid", "eherkenning"}
    assert {kind.system for kind in KINDS} == set(catalogue.systems()) - elsewhere


@pytest.mark.covers("M-05")
def test_a_right_connection_is_right_in_every_layer(doors: Doors, kind: Kind) -> None:
    report = doors.walk(kind)

    assert report.finding is Finding.WORKS
    assert not [step for step in report.steps if step.state in {FAILED, WARNING}]
    assert (at(report, Layer.READ).state, report.version) == (OK, kind.version)
    assert at(report, Layer.AUTHENTICATION).state is (ABSENT if kind.system == "ssd" else OK)
    assert {name for name, there in report.found.items() if there} == kind.capabilities
    assert letters.questions(overview(kind, report)) == []


@pytest.mark.covers("M-05")
def test_the_version_is_what_it_says_or_what_its_address_says_or_is_said_to_be_untold(
    doors: Doors, kind: Kind
) -> None:
    """What is not known is said, and nothing is made up."""
    step = at(doors.walk(kind), Layer.VERSION)

    (said,) = [line.text for line in letters.lines([step])]
    if kind.version:
        assert (step.state, said) == (OK, f"Versie {kind.version}.")
    elif kind.by_address:
        assert (step.state, said.split(", ")[0]) == (OK, f"Versie {kind.by_address}")
        assert "volgens het adres" in said
    else:
        assert (step.state, "vertelt niet welke versie" in said) == (ABSENT, True)


@pytest.mark.covers("M-05")
def test_a_version_that_stands_above_an_answer_is_read_of_every_kind_that_reads_something(
    doors: Doors,
) -> None:
    doors.alter = lambda request, response: replace(
        response, headers={**response.headers, "X-API-Version": "2.8.1"}
    )

    assert doors.walk(BY_NAME["open-forms"]).version == "2.8.1"


def test_what_is_no_version_is_not_shown_as_one(doors: Doors) -> None:
    """Their words do not get onto our pages (attack W03)."""
    doors.alter = lambda request, response: replace(
        response, headers={**response.headers, "API-version": "<b>hallo</b>"}
    )

    assert doors.walk(BY_NAME["objects"]).version == ""


def test_what_a_page_of_the_municipality_reads_is_there(doors: Doors, kind: Kind) -> None:
    """What the catalogue lists to read, beside what the check asks."""
    assert doors.tenant is not None
    access = doors.access(kind)

    for read in catalogue.known(kind.system).reads:
        with questions.speaking(access, tenant=doors.tenant) as client:
            assert client.get(read.path, headers=dict(read.headers)).status_code == 200, read.path


@pytest.mark.covers("M-16")
def test_nobody_is_named_and_nothing_is_changed(doors: Doors, kind: Kind) -> None:
    doors.walk(kind)

    asked = [request for request, _response in doors.passed]
    said = " ".join(f"{r.path}?{r.query_string} {r.body.decode()}" for r in asked)
    assert 0 < len(asked) <= 5
    assert not any(len(word) == 9 and word.isdecimal() for word in said.replace("=", " ").split())
    assert {r.method for r in asked} <= ({"GET", "POST"} if kind.system in {"brp", "openid"} else {"GET"})


def test_a_wrong_secret_stops_at_being_let_in(doors: Doors, kind: Kind) -> None:
    if kind.system == "ssd":
        pytest.skip("the suite knows us by our certificate, which has a test of its own")
    report = doors.walk(kind, secret="een-ander-geheim")

    assert (report.finding, at(report, Layer.AUTHENTICATION).state) == (Finding.SECRET_WRONG, FAILED)
    assert "nieuw geheim" in letters.questions(overview(kind, report))[0]


def test_who_is_known_and_may_not_read_is_told_apart(doors: Doors, kind: Kind) -> None:
    doors.fault(kind.stand_in, status=403)
    report = doors.walk(kind)

    if kind.system == "esuite_customers":  # a wrong token reads 403 there too
        assert report.finding is Finding.SECRET_WRONG
    else:
        assert report.finding is Finding.RIGHTS_MISSING
        assert at(report, Layer.READ).state is FAILED
        assert "de rechten geven" in letters.questions(overview(kind, report))[0]


def test_a_wrong_path_is_told(doors: Doors, kind: Kind) -> None:
    report = doors.walk(kind, address=f"{doors.access(kind).address}/elders")

    assert (report.finding, at(report, Layer.READ).state) == (Finding.PATH_WRONG, FAILED)
    assert "juiste adres, met het pad" in letters.questions(overview(kind, report))[0]


@pytest.mark.fault("F09")
def test_a_page_for_people_in_place_of_data_is_told(doors: Doors, kind: Kind) -> None:
    doors.fault(kind.stand_in, html=True)
    report = doors.walk(kind)

    assert (report.finding, at(report, Layer.READ).state) == (Finding.WEB_PAGE, FAILED)
    assert "inlogpagina" in letters.questions(overview(kind, report))[0]


def test_the_answer_of_another_system_is_told(
    doors: Doors, kind: Kind, listen: Callable[..., Listener], settings: Any
) -> None:
    theirs = listen(
        b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"hallo": true}'
    )
    settings.SANDBOX_URL = theirs.url

    assert doors.walk(kind, address=theirs.url).finding is Finding.NOT_A_CASE_SYSTEM


@pytest.mark.fault("F05")
def test_a_system_in_trouble_is_believed(doors: Doors, kind: Kind) -> None:
    doors.fault(kind.stand_in, status=503)

    assert doors.walk(kind).finding is Finding.HAS_TROUBLE


@pytest.mark.covers("M-05")
@pytest.mark.parametrize(
    ("name", "older"), [("brp-1.3", "1.2.9"), ("objects", "1.9"), ("esuite-klanten", "1.2.0")]
)
def test_a_version_that_is_too_old_is_told(name: str, older: str, doors: Doors) -> None:
    kind = BY_NAME[name]
    doors.alter = lambda request, response: replace(
        response, headers={**response.headers, "API-version": older}
    )
    report = doors.walk(kind)

    step = at(report, Layer.VERSION)
    assert (report.finding, step.state, step.detail) == (Finding.VERSION_OLD, FAILED, older)
    assert "te oud" in letters.questions(overview(kind, report))[0]
    assert any(f"Versie {older}. Die is ouder" in line.text for line in letters.lines(report.steps))


@pytest.mark.covers("M-05")
def test_a_service_of_the_suite_that_is_too_old_is_told_by_its_name(doors: Doors) -> None:
    def older(request: Request, response: Response) -> Response:
        return replace(response, body=response.content.replace(b"v0600", b"v0500"))

    doors.alter = older

    assert doors.walk(BY_NAME["ssd"]).finding is Finding.VERSION_OLD


@pytest.mark.covers("M-05")
@pytest.mark.parametrize(
    ("name", "gone", "said"),
    [
        ("esuite-klanten", "/contactmomenten", "bewaart vragen en antwoorden"),
        ("ssd", "/JaarOpgaveClient", "geeft jaaropgaven van uitkeringen"),
        ("open-klant", "/maak-klantcontact", "maakt klant en klantcontact in één keer aan"),
    ],
)
def test_what_the_profile_promises_and_is_not_there_is_asked_for_by_name(
    name: str, gone: str, said: str, doors: Doors
) -> None:
    def without(request: Request, response: Response) -> Response:
        return replace(response, status=404) if gone in request.path else response

    kind, doors.alter = BY_NAME[name], without
    report = doors.walk(kind)
    told = overview(kind, report)

    step = at(report, Layer.CAPABILITIES)
    assert (report.finding, step.state, step.finding) == (Finding.WORKS, WARNING, Finding.CAPABILITY_MISSING)
    assert said in letters.questions(told)[0]
    assert any(said in line.text for line in letters.lines(report.steps))
    assert "maar niet alles werkt" in letters.mail(told, municipality="Zonnedam", when=None)


@pytest.mark.covers("M-05")
@pytest.mark.parametrize(("there", "profile"), [("brp", "brp-1.3"), ("brp-1.3", "brp-2.x")])
def test_the_other_way_of_asking_the_brp_is_found(there: str, profile: str, doors: Doors) -> None:
    """Whoever chose the wrong profile is told; what the test found counts."""
    report = doors.walk(BY_NAME[there], profile=profile, capabilities=catalogue.capabilities(profile, {}))

    assert report.finding is Finding.WORKS
    assert report.found == {"persons.search_by_post": there == "brp"}
    assert at(report, Layer.CAPABILITIES).state is WARNING


def test_a_token_without_any_rights_is_told(doors: Doors) -> None:
    nothing = json.dumps({"count": 0, "next": None, "previous": None, "results": []}).encode()
    doors.alter = lambda request, response: replace(response, body=nothing)

    assert doors.walk(BY_NAME["objects"]).finding is Finding.RIGHTS_MISSING


def test_a_filter_that_is_overlooked_is_told(doors: Doors) -> None:
    """An older Open Klant answers with somebody's contacts to a question about nobody."""

    def overlooking(request: Request, response: Response) -> Response:
        told = {"count": 7, "next": None, "previous": None, "results": []}
        return (
            replace(response, body=json.dumps(told).encode())
            if "klantcontacten" in request.path
            else response
        )

    doors.alter = overlooking
    report = doors.walk(BY_NAME["open-klant"])

    assert report.found["customers.person_filter"] is False
    assert (
        "zoekt klantcontacten van een persoon"
        in letters.questions(overview(BY_NAME["open-klant"], report))[0]
    )


def test_what_signs_messages_reads_its_description_unsigned(doors: Doors) -> None:
    own = pem.make("portaal.test")
    report = doors.walk(
        BY_NAME["ssd"],
        authentication=Authentication.SIGNED_SOAP,
        certificate=Certificate(own.chain, own.key()),
    )

    assert report.finding is Finding.WORKS
    assert at(report, Layer.AUTHENTICATION).state is OK


def description(asked: talking.Asked) -> bytes:
    """Answer as the suite describes itself."""
    service = asked.target.partition("?")[0].strip("/")
    name, _, version = service.partition("-")
    told = ssd.WSDL.format(name=name, version=version, address="x").encode()
    return talking.answer(told, 200, "Content-Type: text/xml", "Connection: close")


@pytest.mark.parametrize(
    ("has_ours", "finding", "stops_at"),
    [(True, Finding.WORKS, None), (False, Finding.CERTIFICATE_ASKED, Layer.TLS)],
)
def test_the_suite_lets_in_whose_certificate_it_trusts(
    has_ours: bool,
    finding: Finding,
    stops_at: Layer | None,
    doors: Doors,
    names: dict[str, list[list[str]]],
    sandbox_tenant: TenantRef,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Mutual TLS, over a real socket."""
    here = reaches.Reach("test", lambda place: place.scheme == "https", lambda address: address.is_loopback)
    monkeypatch.setattr(reaches, "PUBLIC", here)
    authority = pem.make("CA van de tests", ca=True)
    theirs, ours = pem.make("ssd.test", by=authority), pem.make("portaal.test", by=authority)
    (tmp_path / "theirs.pem").write_text(theirs.chain + theirs.key())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "theirs.pem")
    context.maximum_version = ssl.TLSVersion.TLSv1_2  # it says so at once; 1.3 says so with the first read
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=authority.chain)
    names["ssd.test"] = [["127.0.0.1"]]
    doors.tenant = replace(sandbox_tenant, kind=TenantKind.PRODUCTION)

    with talking.talking(description, name="ssd.test", tls=context) as server:
        report = doors.walk(
            BY_NAME["ssd"],
            address=server.url,
            trusted=authority.chain,
            certificate=Certificate(ours.chain, ours.key()) if has_ours else None,
        )

    assert report.finding is finding
    assert next((step.layer for step in report.steps if step.state is FAILED), None) is stops_at
    assert (at(report, Layer.AUTHENTICATION).state is OK) is has_ours


@pytest.mark.attack("W03")
def test_a_document_type_of_theirs_is_no_description(doors: Doors) -> None:
    """Entities of somebody else's XML are neither read nor fetched."""
    doors.alter = lambda request, response: replace(
        response,
        body=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + response.content.partition(b"?>")[2],
    )

    assert doors.walk(BY_NAME["ssd"]).finding is Finding.NOT_A_CASE_SYSTEM


def test_each_finding_asks_the_supplier_something_else() -> None:
    said = [str(words.QUESTIONS[finding]) for finding in words.QUESTIONS]

    assert len(set(said)) == len(said)
    assert set(Finding) - set(words.QUESTIONS) == {
        Finding.WORKS, Finding.SECRET_UNREADABLE, Finding.SECRET_MISSING, Finding.OWN_CERTIFICATE_EXPIRED,
        Finding.RESTING, Finding.CROWDED, Finding.SWITCHED_OFF, Finding.MAINTENANCE,
    }  # fmt: skip
