"""A municipality that signs people in at the stand-in, over real sockets, and a browser that goes there and back."""

import http.client
import json
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import serialization

from integrations.connections import queries as connections
from integrations.connections.models import Connection
from integrations.connections.types import Authentication, row_of
from integrations.digid_eherkenning import operations
from integrations.digid_eherkenning.types import Contact, Scheme, Service, new_request_id
from integrations.identities import Asserted, Departure, Level, SignInRefusedError
from integrations.sandbox.handler import Server
from integrations.sandbox.identity_saml import choices, keys
from integrations.sandbox.identity_saml.keys import Own
from integrations.sandbox.web import Application, Request, Response
from tenants.types import TenantRef
from tests.contracts.asking import application

HOST = "https://zonnedam.localhost"
PORTAL = "http://127.0.0.1"
"""The stand-in sends nobody off this machine."""
UUID = choices.SERVICE

type Alter = Callable[[Request, Response], Response]


@cache
def own_pair(name: str = "zonnedam") -> Own:
    """A key of a municipality, made once for all tests."""
    return keys.make(name, bits=2048)


def pem_of(own: Own) -> tuple[str, str]:
    """Certificate and key as a connection keeps them."""
    chain = own.certificate.public_bytes(serialization.Encoding.PEM).decode()
    key = own.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    return chain, key


def _as_it_is(request: Request, response: Response) -> Response:
    return response


@dataclass
class Stage:
    """The stand-in on a real socket, and what becomes of its answers."""

    application: Application
    url: str = ""
    alter: Alter = _as_it_is
    passed: list[tuple[Request, Response]] = field(default_factory=list)

    def fault(self, endpoint: str, municipality: str, **fault: Any) -> None:
        """Let something go wrong there."""
        request = Request(
            "POST",
            f"/faults/{municipality}/{endpoint}",
            "",
            {"host": "127.0.0.1"},
            json.dumps(fault).encode(),
        )
        assert Application.answer(self.application, request).status == 200

    def rest(self) -> None:
        """Let everything be well again."""
        self.passed.clear()
        self.alter = _as_it_is
        Application.answer(self.application, Request("POST", "/faults/off", "", {"host": "127.0.0.1"}))

    def calls(self, path: str) -> int:
        """Count what was asked at a path."""
        return sum(request.path.endswith(path) for request, _response in self.passed)


@contextmanager
def staged() -> Iterator[Stage]:
    """Serve the stand-in until the block ends."""
    stage = Stage(application())

    def answer(request: Request) -> Response:
        response = stage.alter(request, Application.answer(stage.application, request))
        stage.passed.append((request, response))
        return response

    stage.application.answer = answer  # type: ignore[method-assign]
    with Server(("127.0.0.1", 0), stage.application) as server:
        stage.url = f"http://127.0.0.1:{server.port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield stage
        server.shutdown()
        thread.join()


@dataclass
class Door:
    """A connection of a municipality with the stand-in, and the service that people sign in to."""

    stage: Stage
    tenant: TenantRef
    slug: str
    connection: uuid.UUID
    service: Service

    def begin(self, **changes: Any) -> tuple[Departure, str]:
        """Leave for the provider; answers where to, and the number of the request."""
        number = new_request_id()
        return operations.begin(self.connection, self.with_(**changes), request_id=number), number

    def with_(self, **changes: Any) -> Service:
        """The service, with something else about it."""
        return replace(self.service, **changes)

    def choose(self, departure: Departure, **choice: Any) -> str:
        """Choose on the page; answers the artifact with which the browser comes back."""
        return parse_qs(urlsplit(self.return_of(departure, **choice)).query)["SAMLart"][0]

    def return_of(self, departure: Departure, **choice: Any) -> str:
        """Choose on the page; answers where the browser is sent."""
        status, page, _headers = visit(departure)
        assert status == 200, page
        key = re.search(r'name="key" value="([^"]+)"', page)
        action = re.search(r'action="([^"]+)"', page)
        assert key
        assert action
        told = {name: str(value) for name, value in {"outcome": "sign-in", "key": key[1], **choice}.items()}
        status, page, headers = fetch("POST", f"{self.stage.url}{action[1]}", urlencode(told).encode())
        assert status == 303, page
        return headers["location"]

    def complete(self, artifact: str, number: str, **changes: Any) -> Asserted:
        """Come back with an artifact."""
        return operations.complete(
            self.connection, self.with_(**changes), artifact=artifact, request_id=number
        )

    def sign_in(self, **choice: Any) -> Asserted:
        """Sign somebody in, from beginning to end."""
        departure, number = self.begin()
        return self.complete(self.choose(departure, **choice), number)

    def refused(self, **choice: Any) -> SignInRefusedError:
        """Sign in, and be refused."""
        return refused(lambda: self.sign_in(**choice))


def refused(attempt: Callable[[], object]) -> SignInRefusedError:
    """Answer the refusal."""
    try:
        attempt()
    except SignInRefusedError as error:
        return error
    raise AssertionError("It was let in.")


def door(
    stage: Stage, tenant: TenantRef, scheme: Scheme = Scheme.DIGID, *, slug: str = "", **about: Any
) -> Door:
    """Save a connection of the entered municipality with the stand-in."""
    stand_in = "digid" if scheme is Scheme.DIGID else "eherkenning"
    slug = slug or f"t{uuid.uuid4().hex[:12]}"
    made = saved(tenant, stand_in, f"{stage.url}/t/{slug}/{stand_in}/metadata", **about)
    service = Service(
        scheme=scheme,
        entity_id=f"{HOST}/metadata/{stand_in}/{slug}",
        base_url=PORTAL,
        acs_path=f"/{stand_in}/acs",
        slo_soap_path=f"/{stand_in}/slo/soap",
        slo_redirect_path=f"/{stand_in}/slo/redirect",
        minimum=Level.MIDDEN if scheme is Scheme.DIGID else Level.SUBSTANTIEEL,
        service_uuids=(UUID,),
        name="Mijn Zonnedam",
        organisation="Gemeente Zonnedam",
        oin="00000001000000000000",
        broker_oin="00000002000000000000",
        service_instance_uuid=str(uuid.uuid4()),
        contact=Contact("Functioneel beheer", "beheer@zonnedam.example", "0100000000"),
    )
    return Door(stage, tenant, slug, made, service)


def saved(
    tenant: TenantRef, system: str, address: str, *, own: Own | None = None, **fields: Any
) -> uuid.UUID:
    """Save a connection with a certificate."""
    slug = f"t{uuid.uuid4().hex[:12]}"
    chain, key = pem_of(own or own_pair())
    row = Connection(
        pk=row_of(tenant.uuid, system, slug),
        system=system,
        slug=slug,
        address=address,
        authentication=Authentication.NONE.value,
        certificate=chain,
        changed_by="beheer@console.example",
        **fields,
    )
    connections.KEY.encrypt(key, row)
    row.save()
    return row.pk


def visit(departure: Departure) -> tuple[int, str, dict[str, str]]:
    """Go where a departure leads: to the address, or with the form."""
    if not departure.fields:
        return fetch("GET", departure.url)
    return fetch(
        "POST", departure.url, urlencode(departure.fields).encode(), Origin="https://zonnedam.localhost"
    )


def fetch(method: str, url: str, body: bytes = b"", **headers: str) -> tuple[int, str, dict[str, str]]:
    """Ask as a browser does, and follow nothing."""
    parts = urlsplit(url)
    with closing(
        http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=10)
    ) as connection:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        sent = {"Content-Type": "application/x-www-form-urlencoded", **headers} if body else dict(headers)
        connection.request(method, target, body or None, sent)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        return response.status, response.read().decode(), told
