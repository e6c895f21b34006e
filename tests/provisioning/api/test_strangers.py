"""The API before programs that know nothing but its description: one that sends whatever fits or does not, and a client
that was made of it.
"""

import datetime
import importlib
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx  # noqa: TID251 - the generated client speaks it
import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from pytest_django import Settings
from schemathesis import GenerationMode, checks

from provisioning.audit.models import Look
from provisioning.console.models import Operator
from provisioning.console.types import Role
from provisioning.lifecycle import runner
from tenants import directory
from tenants.models import Tenant
from tenants.types import State
from tests.municipalities import ZONNEDAM
from tests.provisioning.api import programs
from tests.provisioning.api.programs import Program
from tests.provisioning.console import municipalities, people
from tests.provisioning.lifecycle import stand_ins
from tests.themes.styles import houses

ROOT = Path(__file__).parents[3]
EXAMPLES = 8
FEW = 2
LISTS = ("/tenants", "/operations", "/audit-records", "/audit-records-file")
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@pytest.fixture
def program(own_database: str) -> Iterator[Program]:
    """A program of Noor's, in a database where transactions commit."""
    with people.console_settings():
        yield programs.of(people.make(Role.OWNER))


@pytest.fixture
def known(program: Program) -> dict[str, str]:
    """What there is to be named in addresses."""
    tenant = Tenant.objects.get(uuid=ZONNEDAM)
    municipalities.connected(tenant)
    failed = municipalities.operation(state="failed", done=2)
    (connection,) = program.get(f"/tenants/{tenant.uuid}/connections").json()["items"]
    hook = {"url": "https://elders.example/hook", "secret": "whsec_" + "QUJD" * 8}
    endpoint = program.post("/webhook-endpoints", hook).json()
    chosen = {"tenants": [str(tenant.uuid)]}
    bulk = program.post("/bulk-operations", {"kind": "suspend", "chosen": chosen, "reason": "x"}).json()
    end = (timezone.now() + datetime.timedelta(days=1)).isoformat()
    announcement = {"title": "Nieuw", "text": "Iets nieuws.", "endsAt": end, "everybody": True}
    return {
        "plan": program.post("/plans", {"name": "Basis"}).json()["key"],
        "announcement": program.post("/announcements", announcement).json()["id"],
        "check": str(Look.objects.create().pk),
        "operator": str(people.make(Role.VIEWER).uuid),
        "tenant": str(tenant.uuid),
        "operation": str(failed.uuid),
        "connection": connection["id"],
        "endpoint": endpoint["id"],
        "bulk": bulk["id"],
        "host": tenant.ref().primary_host,
        "feature": "search",
        "style": str(houses.begun().style_id),
    }


@pytest.mark.long
@pytest.mark.covers("C-071")
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_whatever_a_stranger_sends_the_api_answers_as_it_says(
    program: Program, known: dict[str, str], mode: GenerationMode
) -> None:
    with override_settings(CONSOLE_HOST="localhost", API_REQUESTS_A_MINUTE=1_000_000):
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
        found = [
            text
            for result in schema.get_all_operations()
            for text in _tried(result.ok(), program, known, mode)
        ]

    if found:
        pytest.fail("\n".join(found))  # in full


def _tried(
    operation: Any, program: Program, known: dict[str, str], mode: GenerationMode, most: int = EXAMPLES
) -> Iterator[str]:
    """Send some requests to an address, and say what was wrong with an answer."""
    headers = {"Authorization": f"Bearer {program.key}"}

    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            for name in (case.path_parameters or {}).keys() & known.keys():
                case.path_parameters[name] = known[name]
            if "Idempotency-Key" in (
                case.headers or {}
            ):  # used for something else it is refused, as it should be
                case.headers["Idempotency-Key"] = uuid.uuid4().hex
            if "If-Match" in (case.headers or {}):  # of another version it is refused, as it should be
                case.headers["If-Match"] = "*"
        # An unknown name in a query is passed over, and the key is always ours: there nothing has to be refused.
        lax = [] if case.method != "GET" else [checks.negative_data_rejection]
        case.call_and_validate(headers=headers, excluded_checks=lax)

    try:
        one()
    except (Exception, BaseExceptionGroup) as error:  # whatever it is, the others are tried too
        yield f"{operation.label}: {error!r} {getattr(error, 'exceptions', '')}"


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Have requests leave the connection of the test open, as those of Django's own client do."""
    ends = (signals.request_started, signals.request_finished)
    for each in ends:
        each.disconnect(close_old_connections)
    yield
    for each in ends:
        each.connect(close_old_connections)


@pytest.mark.covers("C-071")
def test_a_request_that_does_not_fit_is_answered_as_the_api_says_where_lists_are_filtered(
    bram: Operator, one_connection: None
) -> None:
    """A short one for every day: making up requests takes seconds for each address with a body (above)."""
    with override_settings(CONSOLE_HOST="localhost", API_REQUESTS_A_MINUTE=1_000_000):
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
        program = programs.of(bram)
        found = [
            text
            for path in LISTS
            for text in _tried(schema[path]["GET"], program, {}, GenerationMode.NEGATIVE, FEW)
        ]

    if found:
        pytest.fail("\n".join(found))  # in full


@pytest.fixture
def client_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Make a client of the description in the repository, as anybody would."""
    (tmp_path / "config.yaml").write_text("post_hooks: []\npackage_name_override: made_client\n")
    subprocess.run(
        [
            Path(sys.executable).with_name("openapi-python-client"), "generate",
            "--path", ROOT / "docs/api/openapi.json", "--config", tmp_path / "config.yaml",
            "--meta", "none", "--output-path", tmp_path / "made_client",
        ],
        check=True, capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    monkeypatch.syspath_prepend(str(tmp_path))
    return importlib.import_module("made_client")


@pytest.mark.long
@pytest.mark.covers("C-071")
def test_a_client_made_of_the_description_opens_configures_and_suspends_a_municipality(
    client_package: ModuleType, own_database: str, settings: Settings
) -> None:
    def part(name: str) -> Any:
        return importlib.import_module(f"made_client.{name}")

    stand_ins.use(settings)
    models, names = part("models"), "api.{}".format
    with people.console_settings(CONSOLE_HOST="localhost"):
        client = client_package.AuthenticatedClient(  # type: ignore[attr-defined]
            base_url="http://localhost/api/v1",
            token=programs.of(people.make()).key,
            httpx_args={"transport": httpx.WSGITransport(app=WSGIHandler())},
        )

        def done(asked: Any) -> Any:
            assert isinstance(asked, models.Operation), asked
            runner.run(asked.id)
            followed = part(names("operations.read_operation")).sync(asked.id, client=client)
            assert followed.state.value == "done", followed
            return followed

        plan = models.NewTenant(
            name="Veenhoven",
            kind=models.Kind.SANDBOX,
            host="veenhoven.localhost",
            theme="zonnedam",
            administrator="beheer@veenhoven.example",
        )
        tenant = done(part(names("tenants.open_tenant")).sync(client=client, body=plan)).tenant
        switch = models.FeatureSwitch(is_on=True)
        switched = part(names("features.switch_feature")).sync(tenant, "search", client=client, body=switch)
        if isinstance(switched, models.Operation):
            done(switched)
        renamed = models.SettingsChange(name="Veenhoven aan Zee")
        done(part(names("tenants.change_tenant")).sync(tenant, client=client, body=renamed))
        because = models.Suspension(reason="Op verzoek")
        done(part(names("standing.suspend_tenant")).sync(tenant, client=client, body=because))
        found = part(names("tenants.read_tenant")).sync(tenant, client=client)

    assert (found.name, found.state.value) == ("Veenhoven aan Zee", State.SUSPENDED.value)
    assert "search" in found.features
    known = directory.by_uuid(tenant)
    assert known is None or known.state is State.SUSPENDED
