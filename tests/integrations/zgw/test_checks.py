"""What a test of a connection finds, against the sandbox on real sockets."""

import dataclasses
import socket
from collections.abc import Callable
from typing import Any

import pytest

from integrations.connections.explanations import EXPLANATIONS
from integrations.connections.types import FINDING_OF, Access, Finding, State
from integrations.errors import Reason
from integrations.zgw import checks
from tenants.types import Kind, TenantRef
from tests.integrations.conftest import Sandbox

pytestmark = pytest.mark.covers("C-031")
OTHER_JSON = b'HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n{"count": 1, "results": [1]}'


@pytest.fixture
def access(sandbox: Sandbox) -> Access:
    return Access(address=sandbox.address, client_id="inwonerplein", secret=sandbox.secret)


@pytest.fixture
def examine(sandbox: Sandbox, access: Access, sandbox_tenant: TenantRef) -> Callable[..., Finding]:
    def run(timeout: float = 5, **changes: str) -> Finding:
        return checks.examine(dataclasses.replace(access, **changes), tenant=sandbox_tenant, timeout=timeout)

    return run


@pytest.fixture
def examine_at(sandbox_tenant: TenantRef, settings: Any) -> Callable[[str], Finding]:
    """Examine another server than the sandbox, as if it stood in its place."""

    def run(url: str) -> Finding:
        settings.SANDBOX_URL = url
        return checks.examine(Access(url, "inwonerplein", "geheim"), tenant=sandbox_tenant)

    return run


def test_a_right_connection_works(examine: Callable[..., Finding]) -> None:
    assert examine() is Finding.WORKS


def test_a_system_of_version_1_0_wants_to_know_how_places_are_written(
    examine: Callable[..., Finding], sandbox: Sandbox
) -> None:
    assert examine(address=f"{sandbox.url}/zgw-1.0") is Finding.WORKS


def test_a_wrong_secret_is_told(examine: Callable[..., Finding]) -> None:
    assert examine(secret="een-ander-geheim") is Finding.SECRET_WRONG


def test_a_client_that_they_do_not_know_is_told(examine: Callable[..., Finding]) -> None:
    assert examine(client_id="onbekend") is Finding.SECRET_WRONG


def test_a_wrong_path_is_told(examine: Callable[..., Finding], sandbox: Sandbox) -> None:
    assert examine(address=f"{sandbox.url}/zgw/elders") is Finding.PATH_WRONG


def test_an_address_outside_the_sandbox_is_refused(examine: Callable[..., Finding]) -> None:
    assert examine(address="http://169.254.169.254/zgw") is Finding.ADDRESS_REFUSED


@pytest.mark.fault("F03")
def test_a_hanging_system_is_too_slow(examine: Callable[..., Finding], sandbox: Sandbox) -> None:
    sandbox.turn(hang=True)

    assert examine(timeout=0.3) is Finding.TOO_SLOW


def test_a_system_that_is_slow_but_in_time_works(examine: Callable[..., Finding], sandbox: Sandbox) -> None:
    sandbox.turn(latency=50)

    assert examine(timeout=20) is Finding.WORKS


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_system_that_says_it_has_trouble_is_believed(
    status: int, examine: Callable[..., Finding], sandbox: Sandbox
) -> None:
    sandbox.turn(status=status)

    assert examine() is Finding.HAS_TROUBLE


@pytest.mark.parametrize(
    ("status", "finding"),
    [
        (401, Finding.SECRET_WRONG),
        (403, Finding.RIGHTS_MISSING),
        (302, Finding.PATH_WRONG),
        (410, Finding.PATH_WRONG),
        (400, Finding.NOT_A_CASE_SYSTEM),
    ],
)
def test_other_statuses_have_their_explanation(
    status: int, finding: Finding, examine: Callable[..., Finding], sandbox: Sandbox
) -> None:
    sandbox.turn(status=status)

    assert examine() is finding


@pytest.mark.fault("F09")
def test_a_web_page_is_not_a_case_system(examine: Callable[..., Finding], sandbox: Sandbox) -> None:
    sandbox.turn(malformed=True)

    assert examine() is Finding.WEB_PAGE


@pytest.mark.parametrize(
    "answer", [OTHER_JSON, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", b"HELO\r\n"]
)
def test_other_answers_are_not_a_case_system(
    answer: bytes, examine_at: Callable[[str], Finding], listen: Callable[..., Any]
) -> None:
    assert examine_at(listen(answer).url) is Finding.NOT_A_CASE_SYSTEM


@pytest.mark.fault("F01")
def test_nobody_listens(examine_at: Callable[[str], Finding]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert examine_at(f"http://127.0.0.1:{unused.getsockname()[1]}") is Finding.NOBODY_LISTENS


def test_a_production_municipality_reaches_no_private_address(
    access: Access, sandbox_tenant: TenantRef
) -> None:
    production = dataclasses.replace(sandbox_tenant, kind=Kind.PRODUCTION)
    private = dataclasses.replace(access, address="https://10.0.0.1/zgw")

    assert checks.examine(private, tenant=production) is Finding.ADDRESS_REFUSED


def test_every_reason_has_a_finding_and_every_finding_an_explanation() -> None:
    assert set(FINDING_OF) == set(Reason)
    assert set(EXPLANATIONS) == set(Finding)
    assert len({str(text) for text in EXPLANATIONS.values()}) == len(Finding)


def test_only_a_working_connection_is_good_news() -> None:
    assert [finding for finding in Finding if finding.state is State.OK] == [Finding.WORKS]
