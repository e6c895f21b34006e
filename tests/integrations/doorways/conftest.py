"""All kinds of system as the sandbox plays them, on real sockets in this process, with all that passed written down."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from integrations.connections import catalogue
from integrations.connections.doctor import walking
from integrations.connections.doctor.walking import Report
from integrations.connections.types import Access, Layer, Step
from integrations.http import pools
from integrations.sandbox import municipality
from integrations.sandbox.handler import Server
from integrations.sandbox.register import STAND_INS
from integrations.sandbox.web import Application, Request, Response
from tenants.types import TenantRef
from tests.contracts.asking import SETTINGS, application


@dataclass(frozen=True)
class Kind:
    """A kind of system of the catalogue, and who plays it."""

    system: str
    stand_in: str
    profile: str
    version: str = ""
    """What the Doctor should find."""
    by_address: str = ""
    """What the address alone tells of it."""
    capabilities: frozenset[str] = frozenset()
    """Those that it should find there."""


KINDS = (
    Kind("brp", "brp", "brp-2.x", capabilities=frozenset({"persons.search_by_post"})),
    Kind("brp", "brp-1.3", "brp-1.3", "1.3.0"),
    Kind("kvk", "kvk", "kvk-2024", by_address="2"),
    Kind("ssd", "ssd", "ssd-6", "0600", capabilities=frozenset({"benefits.monthly", "benefits.yearly"})),
    Kind("laposta", "laposta", "laposta-2"),
    Kind("qmatic", "qmatic", "qmatic-orchestra"),
    Kind("sms", "sms", "sms-messagebird"),
    Kind("openid", "openid-signicat", "openid-1.0"),
    Kind("openid", "openid-keycloak", "openid-1.0"),
    Kind("openid", "openid-entra", "openid-1.0"),
    Kind(
        "open_klant",
        "open-klant",
        "open-klant-2026",
        "0.9.0",
        capabilities=frozenset({"customers.create_with_contact"}),
    ),
    Kind(
        "esuite_customers",
        "esuite-klanten",
        "esuite-customers",
        "1.3.0",
        capabilities=frozenset({"customers.contacts"}),
    ),
    Kind("objects", "objects", "objects-2.x", "2.7.0"),
    Kind("open_forms", "open-forms", "open-forms-2.x", by_address="2"),
)
BY_NAME = {kind.stand_in: kind for kind in KINDS}
CONTRACTS = {one.key: one for one in STAND_INS}


def _as_it_is(request: Request, response: Response) -> Response:
    return response


@dataclass
class Doors:
    """The stand-ins, and the Doctor who knocks."""

    application: Application
    url: str = ""
    tenant: TenantRef | None = None
    passed: list[tuple[Request, Response]] = field(default_factory=list)
    alter: Callable[[Request, Response], Response] = _as_it_is
    """What becomes of an answer before it is sent: a test may make another system of it."""

    def access(self, kind: Kind, **changes: Any) -> Access:
        """Fill in what a municipality fills in, with what the catalogue says of the kind."""
        told, whose = catalogue.known(kind.system), municipality.of(municipality.DEMO, SETTINGS)
        filled = Access(
            address=f"{self.url}/{kind.stand_in}{CONTRACTS[kind.stand_in].entrance}",
            client_id="" if told.without_client_id else whose.client_id,
            secret=whose.secret,
            system=kind.system,
            authentication=told.authentications[0],
            header=told.header,
            scheme=told.scheme,
            profile=kind.profile,
            capabilities=catalogue.capabilities(kind.profile, {}),
            limits=told.limits,
        )
        return replace(filled, **changes)

    def walk(self, kind: Kind, **changes: Any) -> Report:
        """Let the Doctor walk."""
        assert self.tenant is not None
        return walking.walk(self.access(kind, **changes), tenant=self.tenant)

    def fault(self, endpoint: str, **fault: Any) -> None:
        """Let something go wrong there."""
        body = json.dumps(fault).encode()
        request = Request("POST", f"/faults/demo/{endpoint}", "", {"host": "127.0.0.1"}, body)
        assert Application.answer(self.application, request).status == 200

    def rest(self) -> None:
        """Let everything work again."""
        self.passed.clear()
        self.alter = _as_it_is
        Application.answer(self.application, Request("POST", "/faults/off", "", {"host": "127.0.0.1"}))


@pytest.fixture(scope="module")
def _served() -> Iterator[Doors]:
    doors = Doors(application())

    def answer(request: Request) -> Response:
        response = doors.alter(request, Application.answer(doors.application, request))
        doors.passed.append((request, response))
        return response

    doors.application.answer = answer  # type: ignore[method-assign]
    with Server(("127.0.0.1", 0), doors.application) as server:
        doors.url = f"http://127.0.0.1:{server.port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield doors
        server.shutdown()
        thread.join()


@pytest.fixture
def doors(_served: Doors, sandbox_tenant: TenantRef, settings: Any) -> Iterator[Doors]:
    """The stand-ins, all well."""
    pools.POOL.clear()
    settings.SANDBOX_URL = _served.url
    _served.tenant = sandbox_tenant
    yield _served
    _served.rest()


@pytest.fixture(params=KINDS, ids=lambda kind: kind.stand_in)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each kind of system."""
    return request.param  # type: ignore[no-any-return]


def at(report: Report, layer: Layer) -> Step:
    """Find the step of a layer."""
    return next(step for step in report.steps if step.layer is layer)
