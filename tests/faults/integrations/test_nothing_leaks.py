"""Under all faults: no log, message, report or key in Redis holds a secret or a BSN (attack W24, architecture I8)."""

import logging
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
import redis
import sentry_sdk
import structlog
from celery import current_app
from django.conf import settings
from django.test import TestCase
from sentry_sdk.integrations.logging import BreadcrumbHandler, EventHandler
from sentry_sdk.transport import Transport

from integrations import sources
from integrations.connections import clients, guard
from integrations.connections.clients import oauth
from integrations.connections.types import Access
from integrations.errors import UnavailableError
from integrations.haalcentraal import queries as brp
from integrations.haalcentraal.types import Purpose
from integrations.http import Deadline
from integrations.kvk import queries as kvk
from integrations.sandbox.faults.kinds import BY_KEY
from integrations.sandbox.world.enterprises import chain
from integrations.sandbox.world.people import people
from integrations.zgw.client import CASES, WITH_PLACES
from integrations.zgw.queries import cases as zgw
from integrations.zgw.queries import documents
from integrations.zgw.types.documents import Download
from integrations.zgw.types.parties import Applicant
from tenants import parallel
from tenants.entry import enter
from tenants.types import TenantRef
from tests.attacks import capturing
from tests.attacks.capturing import Caught
from tests.attacks.searching import layers
from tests.faults.integrations.conftest import Connect
from tests.integrations.conftest import Sandbox
from tests.integrations.example.conftest import FATIMA, THERE, Asker
from tests.integrations.saved import Saved, saved
from tests.integrations.zgw.conftest import ALL, world_of

FAULTS: list[dict[str, Any]] = [
    {"latency": 5, "jitter": 5}, {"drip": 50}, {"hang": True}, {"reset": True}, {"cut": True},
    {"status": 503, "retry_after": 1}, {"status": 429}, {"status": 401, "code": "jwt-expired"}, {"status": 400},
    {"redirect": "http://elders.example/"}, {"html": True}, {"broken_json": True}, {"byte_order_mark": True},
    {"missing": "nummer,aanvrager,zaaktype"}, {"odd_values": True}, {"wrong_person": True}, {"endless": True},
    {"loop": True}, {"miscount": True}, {"large": 11}, {"gzip_bomb": 12}, {"bad_gzip": True},
    {"flapping": True, "from_page": 2},
]  # fmt: skip
OF_PERSON = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
TOKEN = re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}|Bearer \S|Basic \S|\d{10}\.[0-9a-f]{64}")
"""What lets in: a JWT, a header, a token of the register."""
SECONDS = 0.3
pytestmark = [pytest.mark.attack("W24"), pytest.mark.covers("architecture I8")]


class Reports(Transport):
    """Where error reports would go."""

    def capture_envelope(self, envelope: Any) -> None:
        """Keep one."""
        capturing.catch("report", envelope.serialize().decode("utf-8", "replace"))


@pytest.fixture
def reporter(monkeypatch: pytest.MonkeyPatch) -> "sentry_sdk.Client":
    """Make what sends reports, with the product's own options."""
    options: dict[str, Any] = {}
    reporting = import_module("config.settings.logs")
    monkeypatch.setattr(reporting, "SENTRY_DSN", "http://key@127.0.0.1:9/1")
    monkeypatch.setattr(sentry_sdk, "init", lambda **wanted: options.update(wanted))
    monkeypatch.setattr(sentry_sdk, "set_tag", lambda name, value: None)
    reporting.start_sentry("portal")
    client = sentry_sdk.Client(**options, default_integrations=False)
    client.transport = Reports(client.options)
    return client


@pytest.fixture
def caught(
    reporter: "sentry_sdk.Client", unqueued: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Caught]:
    """Catch what leaves this process beside its answers."""
    root = logging.getLogger()
    catcher = capturing.LogCatcher()
    catcher.setFormatter(next(handler.formatter for handler in root.handlers if handler.formatter))
    handlers = [catcher, EventHandler(level=logging.ERROR), BreadcrumbHandler(level=logging.INFO)]

    def keep(name: str, args: Any = None, **options: Any) -> None:
        capturing.catch("message", f"{name} {args} {options}")

    monkeypatch.setattr(current_app, "send_task", keep)
    with capturing.listening() as heard, sentry_sdk.new_scope() as scope:
        scope.set_client(reporter)
        root.handlers += handlers
        yield heard
        for handler in handlers:
            root.removeHandler(handler)


@contextmanager
def uncleaned() -> Iterator[dict[str, list[str]]]:
    """Keep lines as they were written, by event, and let them go on to be cleaned."""
    lines: dict[str, list[str]] = {}

    def keep(_logger: object, _method: str, line: Any) -> Any:
        lines.setdefault(str(line["event"]), []).append(repr(line))
        return line

    processors = structlog.get_config()["processors"]
    processors.insert(0, keep)  # in place: loggers that were used before have this very list
    try:
        yield lines
    finally:
        processors.remove(keep)


@contextmanager
def reported() -> Iterator[None]:
    """Report what is raised, as a view that nobody guards would."""
    try:
        yield
    except UnavailableError as error:
        sentry_sdk.capture_exception(error)


REGISTERS = {
    "brp": ("brp", "brp-2.x", "personen"),
    "brp-1.3": ("brp", "brp-1.3", "ingeschrevenpersonen"),
    "kvk": ("kvk", "kvk-2024", "zoeken"),
    "zgw": ("case_system", "open-zaak-1.x", "zaken"),
    "zgw-1.0": ("case_system", "zgw-1.0", "zaken"),
}
"""Stand-ins of registers and case systems: their kind of system, profile and endpoint."""


def ask_registers(registers: list[Saved]) -> None:
    """Ask who somebody is, in both versions, and which branches a company has: as a page, bare, and anew."""
    newer, older, trade, *_systems = registers
    whose, purpose = uuid.uuid4().hex, Purpose("0" * 20, "Inzage", "Mijn gegevens@inzage")
    people = [brp.person(one.key, bsn=FATIMA, whose=whose, purpose=purpose) for one in (newer, older)]
    anew = [brp.person_anew(one.key, bsn=FATIMA, whose=whose, purpose=purpose) for one in (newer, older)]
    branches = kvk.branches(trade.key, chain().kvk)
    questions = [*people, *(one.fetch for one in people), *anew, branches, branches.fetch]
    named = {f"question-{number}": one for number, one in enumerate(questions)}
    sources.gather(named, budget=SECONDS, longest=SECONDS)  # type: ignore[arg-type]


def ask_cases(systems: list[Saved]) -> None:
    """Ask for somebody's cases, one of them and a file of it, and for those of a company: as a page, and bare."""
    whose, questions = uuid.uuid4().hex, list[Any]()
    for one in systems:
        world = world_of(one.there)
        case = next(each for each in world.cases.values() if world.links_of(each.uuid))
        document = world.links_of(case.uuid)[-1].document
        assert document
        applicants = Applicant.person(FATIMA), Applicant.company(kvk=chain().kvk, rsin=chain().rsin)
        lists = [zgw.list_of(one.key, each, whose=whose, options=ALL) for each in applicants]
        case_of = zgw.one_of(one.key, case.uuid, applicants[0], whose=whose, options=ALL)
        questions += [*lists, case_of, *(each.fetch for each in (*lists, case_of))]
        questions += [documents.stream_of(one.key, case.uuid, document, applicants[0], options=ALL)]
    named = {f"question-{number}": one for number, one in enumerate(questions)}
    for answer in sources.gather(named, budget=SECONDS, longest=SECONDS).values():
        if isinstance(answer.value, Download):
            answer.value.close()


def ask_all(asker: Asker, cases: Access, tenant: TenantRef) -> None:
    """Ask both systems in every way, as a page and bare."""
    questions = {"subsidies": asker.question().fetch, "copy": asker.question()}
    sources.gather(questions, budget=SECONDS, longest=SECONDS)
    asker.one("SUB-00003", seconds=SECONDS)
    with clients.open(asker.access, tenant=tenant, deadline=Deadline(SECONDS)) as client, reported():
        client.get("/subsidies", params={"bsn": FATIMA}).raise_for_status()
    with clients.open(cases, tenant=tenant, deadline=Deadline(SECONDS)) as client:
        with reported():
            client.get(CASES, params={OF_PERSON: FATIMA}, headers=WITH_PLACES).raise_for_status()
        with reported():
            found = {OF_PERSON: FATIMA}
            client.post(f"{CASES}/_zoek", json=found, headers=WITH_PLACES, is_safe=True).raise_for_status()
        clients.every(client, CASES, dict, params={OF_PERSON: FATIMA}, headers=WITH_PLACES)


@pytest.fixture
def run(connect: Connect, zonnedam: TenantRef, sandbox: Sandbox, begun: Any) -> Callable[[], tuple[str, ...]]:
    """Ask under every fault, and answer the secrets that were used."""

    def ask() -> tuple[str, ...]:
        with TestCase.captureOnCommitCallbacks(execute=True):
            asker, told = connect(zonnedam), sandbox.access(THERE)
            asked = [
                saved(sandbox, zonnedam, system=system, stand_in=name, profile=profile)
                for name, (system, profile, _) in REGISTERS.items()
            ]
        cases = Access(
            told["addresses"]["zgw"],
            told["client_id"],
            told["secret"],
            key=uuid.uuid4(),
            system="case_system",
        )
        with enter(zonnedam):
            for fault in ({}, *FAULTS):
                sandbox.fault("voorbeeldregister/subsidies", THERE, **fault)
                sandbox.fault("zgw/zaken", THERE, **fault)
                for one in asked:
                    one.fault(REGISTERS[one.stand_in][2], **fault)
                ask_all(asker, cases, zonnedam)
                ask_registers(asked)
                ask_cases(asked[3:])
                for key in (asker.key, cases.key, *(one.key for one in asked)):
                    guard.forget(zonnedam.uuid, key)
            sandbox.fault("voorbeeldregister/token", THERE, status=401)
            asker.fetch(seconds=SECONDS)
        assert parallel.wait_for(begun, 20)
        assert all(one.calls("zaken/zaken") for one in asked[3:])
        tokens = [held.token for held in oauth.TOKENS._held.values()]
        others = [sandbox.access(one.there)["secret"] for one in asked]
        return told["secret"], sandbox.secret, *tokens, *others

    return ask


def in_redis() -> Iterator[tuple[str, str]]:
    """Answer each key with its value, as they lie there."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        reading: dict[bytes, Callable[[bytes], Any]] = {
            b"string": client.get,
            b"hash": client.hgetall,
            b"list": lambda key: client.lrange(key, 0, -1),
            b"set": client.smembers,
            b"zset": lambda key: client.zrange(key, 0, -1),
        }
        for key in client.scan_iter(count=1_000):
            kind = client.type(key)
            value = reading[kind](key) if kind in reading else client.dump(key)
            text = value.decode("latin-1") if isinstance(value, bytes) else repr(value)
            yield "redis", f"{key.decode('latin-1')} {text}"


def sightings(texts: Any, secrets: tuple[str, ...]) -> list[tuple[str, str]]:
    """List where something stands that may stand nowhere, and what it is."""
    numbers = [person.bsn for person in people()]
    return [
        (place, "token" if TOKEN.search(layer) else "secret or BSN")
        for place, text in texts
        for layer in layers(text)
        if any(word in layer for word in (*secrets, *numbers)) or TOKEN.search(layer)
    ]


def test_every_fault_of_the_sandbox_is_in_the_run() -> None:
    assert {name for fault in FAULTS for name in fault} == set(BY_KEY)


def test_nothing_that_leaves_holds_a_secret_or_a_bsn_and_no_log_line_before_it_is_cleaned(
    run: Callable[[], tuple[str, ...]], caught: Caught
) -> None:
    """What cleans log lines hides mistakes: here there are none to hide."""
    with uncleaned() as lines:
        secrets = run()

    assert {place for place, _ in caught} == {"log", "message", "report"}
    assert sightings([*caught, *in_redis()], secrets) == []
    assert {"http.called", "connection.page_lost", "sources.wrong_person"} <= lines.keys()
    assert sightings([("line", text) for texts in lines.values() for text in texts], secrets) == []


def test_a_line_is_kept_as_it_is_before_it_is_cleaned() -> None:
    """The negative control."""
    secret = uuid.uuid4().hex
    with uncleaned() as lines:
        structlog.get_logger("leak").error("leak", authorization=secret)

    assert sightings([("line", lines["leak"][0])], (secret,)) == [("line", "secret or BSN")]


@pytest.mark.parametrize("place", ["log", "message", "report", "redis"])
def test_what_does_leak_is_found(place: str, caught: Caught, zonnedam: TenantRef) -> None:
    """The negative control."""
    secret, key = uuid.uuid4().hex, f"leak:{uuid.uuid4().hex}"
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        match place:
            case "log":
                structlog.get_logger("leak").info("leak", what=secret)
            case "message":
                current_app.send_task("leak", args=[FATIMA])
            case "report":
                sentry_sdk.capture_message(f"leak {secret}")
            case "redis":
                client.set(key, secret)  # nobody else looks for it, beside other tests
        found = sightings([*caught, *in_redis()], (secret,))
        client.delete(key)

    assert {where for where, _ in found} == {place}
