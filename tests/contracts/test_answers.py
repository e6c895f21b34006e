"""Every answer of a stand-in with a contract is as that contract says, and so is every request that it accepts."""

import uuid
from collections.abc import Iterator

import pytest

from integrations.sandbox.register import DOORWAYS, STAND_INS
from integrations.sandbox.stand_ins import Operation, StandIn
from integrations.sandbox.web import Request, Response
from integrations.sandbox.zgw import sending
from integrations.sandbox.zgw.esuite import STAND_IN as ESUITE
from integrations.sandbox.zgw.stand_in import READ
from tests.contracts.asking import CRS, Asker
from tests.contracts.examples import UPLOAD, Example, examples
from tests.contracts.exchanges import Contract

WITH_CONTRACT = [one for one in STAND_INS if one.contracts and one not in DOORWAYS and one is not ESUITE]
"""Those that are as their contract says in everything; `test_esuite` has the one with quirks."""
pytestmark = pytest.mark.covers("M-14")


def contract_of(stand_in: StandIn, path: str) -> Contract:
    """The contract of a path; where it is not, the test is *not run*."""
    prefix = next(start for start in stand_in.contracts if path.startswith(start))
    return Contract(stand_in.contracts[prefix], prefix)


@pytest.fixture(params=WITH_CONTRACT, ids=lambda one: one.key)
def stand_in(request: pytest.FixtureRequest) -> StandIn:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(autouse=True)
def handshake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever subscribes answers as it should, and nothing is sent."""
    monkeypatch.setattr(sending, "handshake", lambda address, auth: True)
    monkeypatch.setattr(sending, "send", lambda message, subscriptions: None)


def faults(stand_in: StandIn, request: Request, response: Response) -> list[str]:
    path = request.path.removeprefix(f"/t/zonnedam/{stand_in.key}")
    contract = contract_of(stand_in, path)
    where = f"{request.method} {request.path}?{request.query_string}"
    both = [*contract.request_faults(request), *contract.answer_faults(request, response)]
    return [f"{where}: {fault}" for fault in both]


def test_what_is_asked_and_answered_is_as_the_contract_says(stand_in: StandIn) -> None:
    asker = Asker(stand_in.key)
    done: set[tuple[str, str]] = set()

    for example in examples(asker):
        request, response = example.ask(asker)
        assert faults(stand_in, request, response) == []
        assert response.status < 400, response.content
        done |= {(one.method, one.path) for one in _operations(stand_in) if _is_of(one, request, stand_in)}
    assert done == {(one.method, one.path) for one in _operations(stand_in)}, "each operation has an example"


def test_every_record_is_as_the_contract_says(stand_in: StandIn) -> None:
    """Not only the first of each kind: cases in every state, people and companies, documents of every kind."""
    asker = Asker(stand_in.key)
    for operation in _operations(stand_in):
        if operation.method != "GET" or "{" in operation.path or operation.path.endswith("consumer"):
            continue
        address: str | None = operation.path
        while address:
            request, response = asker.ask(address)
            assert faults(stand_in, request, response) == []
            told = response.json()
            address = told.get("next") if isinstance(told, dict) else None


def test_what_it_refuses_it_refuses_as_the_contract_says(stand_in: StandIn) -> None:
    asker = Asker(stand_in.key)
    cases = "/zaken/api/v1/zaken"
    refused = [
        asker.ask(cases, authorization="Bearer niets"),
        asker.ask(cases, accept_crs="EPSG:28992"),
        asker.ask(cases, {"startdatum": "gisteren"}),
        asker.ask(f"{cases}/{uuid.uuid4()}"),
        asker.ask(
            "/documenten/api/v1/enkelvoudiginformatieobjecten", method="POST", body={**UPLOAD, "auteur": ""}
        ),
    ]

    assert [int(response.status) for _, response in refused] == [403, 406, 400, 404, 400]
    for request, response in refused:
        contract = contract_of(stand_in, request.path.removeprefix(f"/t/zonnedam/{stand_in.key}"))
        assert list(contract.answer_faults(request, response)) == []


@pytest.mark.fault("F05")
@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_a_status_that_is_set_is_worded_as_the_contract_says(status: int, stand_in: StandIn) -> None:
    asker = Asker(stand_in.key)
    address = asker.get("/zaken/api/v1/zaken")["results"][0]["url"]
    asker.fault(stand_in.key, status=status)

    request, response = asker.ask(address)
    contract = contract_of(stand_in, "/zaken/api/v1/zaken")
    assert list(contract.answer_faults(request, response)) == []


def test_whatever_it_accepts_is_in_the_contract(stand_in: StandIn) -> None:
    """Each example is spoiled in every way; what is still accepted must still be right."""
    asker = Asker(stand_in.key)
    tried = refused = 0
    for example in list(examples(asker)):
        for spoiled in _spoiled(example):
            request, response = spoiled.ask(asker)
            tried += 1
            if response.status < 400:
                assert faults(stand_in, request, response) == []
            else:
                refused += 1
    assert refused > tried / 2


@pytest.mark.parametrize("name", ["bsn", "page_size", "fields", "_expand"])
def test_a_parameter_that_no_contract_knows_is_refused_everywhere(name: str, stand_in: StandIn) -> None:
    asker = Asker(stand_in.key)
    for operation in _operations(stand_in):
        if operation.method == "GET" and "{" not in operation.path:
            assert asker.ask(operation.path, {name: "1"})[1].status >= 400, operation.path


def test_every_parameter_of_every_list_is_in_the_contract(stand_in: StandIn) -> None:
    """Those that it accepts with any of these values."""
    asker = Asker(stand_in.key)
    values = [
        "1",
        "2026-01-05",
        "true",
        "initiator",
        "openbaar",
        "definitief",
        "natuurlijk_persoon",
        "-startdatum",
    ]
    for operation in _operations(stand_in):
        if operation.method != "GET" or "{" in operation.path:
            continue
        contract = contract_of(stand_in, operation.path)
        for name in _all_parameters():
            if "unknown-parameters" in asker.ask(operation.path, {name: "1"})[1].content.decode():
                continue
            for value in (*values, "http://127.0.0.1:8002/x"):
                request, response = asker.ask(operation.path, {name: value})
                if response.status < 400:
                    assert list(contract.request_faults(request)) == []


def _all_parameters() -> set[str]:
    """All parameters that any resource has in any version."""

    return {one.name for resource in READ for one in resource.parameters} | {
        "page", "pageSize", "ordering", "expand", "versie", "registratieOp", "naam",
    }  # fmt: skip


def _operations(stand_in: StandIn) -> list[Operation]:
    return [one for endpoint in stand_in.endpoints for one in endpoint.operations]


def _is_of(operation: Operation, request: Request, stand_in: StandIn) -> bool:
    path = request.path.removeprefix(f"/t/zonnedam/{stand_in.key}")
    others = [one for one in _operations(stand_in) if one.path == path and one.method == request.method]
    if others and operation not in others:
        return False
    return operation.method == request.method and operation.pattern.fullmatch(path) is not None


def _spoiled(example: Example) -> Iterator[Example]:
    """Change one thing at a time: a parameter or field too many, too few, or of another kind; a header left out."""
    for name in CRS:
        yield example.with_headers(**{name.replace("-", "_"): ""})
    yield example.with_query(verzonnen="1")
    for name in example.query:
        yield example.with_query(**{name: "\u2603"})
        yield example.with_query(**{name: ""})
    if isinstance(example.body, dict):
        yield example.with_headers(content_type="text/plain")
        yield example.with_body({**example.body, "verzonnen": 1})
        for name in example.body:
            yield example.with_body({key: value for key, value in example.body.items() if key != name})
            for value in (None, 5, "", "x" * 1200, [], {}, ["x"], True, -1, "2026-13-45"):
                yield example.with_body({**example.body, name: value})
