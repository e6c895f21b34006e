"""A process that would work without a wall does not work at all, and says which wall and what to do.

Each test shows the refusal of one thing: an event loop, a secret or a key that is none.
"""

import base64
import types
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from tenants.keys import local
from tenants.models import DataKey, Tenant
from tenants.refusals import database, guard, rules
from tenants.types import State
from tests import states
from tests.attacks import processes
from tests.attacks.reaching import parameters, refused

SHORT_KEY = base64.b64encode(b"sixteen bytes...").decode()
OTHER_KEY = base64.b64encode(b"another key of 32 bytes in all..").decode()
pytestmark = pytest.mark.usefixtures("django_db_setup")


@pytest.fixture(autouse=True)
def _nobody_looks_at_the_tests_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard.guard, "is_sound", True)


@pytest.fixture
def as_portal(settings: Settings) -> None:
    settings.PROCESS = "portal"


@pytest.mark.covers("architecture T9")
def test_there_is_no_asgi_application() -> None:
    answer = processes.run("-c", "import config.asgi", values=processes.environment())

    assert answer.returncode != 0
    assert "gunicorn config.wsgi" in answer.stdout


@pytest.mark.covers("architecture T9")
def test_an_asgi_server_does_not_get_the_wsgi_application_either() -> None:
    words = (
        "gunicorn",
        "config.wsgi:application",
        "-k",
        "asgi",
        "--bind",
        "127.0.0.1:0",
        "--no-control-socket",
    )

    answer = processes.run("-m", *words, values=processes.environment())

    assert answer.returncode != 0
    assert "tenants.E006" in answer.stdout


@pytest.mark.covers("architecture T9")
def test_the_application_does_not_load_in_an_event_loop() -> None:
    program = "import asyncio, importlib\nasync def load(): importlib.import_module('config.wsgi')\nasyncio.run(load())"

    answer = processes.run("-c", program, values=processes.environment())

    assert answer.returncode != 0
    assert "tenants.E006" in answer.stdout


@pytest.mark.fault("F64")
@pytest.mark.parametrize("name", ["DJANGO_SECRET_KEY", "KEY_ENCRYPTION_KEY", "DATABASE_PASSWORD_PORTAL"])
def test_a_process_without_a_proper_secret_does_not_start_and_says_which(name: str) -> None:
    answer = processes.load(**{name: None})

    assert answer.returncode != 0
    assert f"{name} is not set" in answer.stdout


@pytest.mark.fault("F64")
@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("SECRET_KEY", "", "tenants.E001"),
        ("SECRET_KEY", "geheim", "tenants.E001"),
        ("KEY_ENCRYPTION_KEY", "", "tenants.E002"),
        ("KEY_ENCRYPTION_KEY", "no base64!", "tenants.E002"),
        ("KEY_ENCRYPTION_KEY", SHORT_KEY, "tenants.E002"),
    ],
)
def test_a_secret_that_is_no_proper_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, name: str, value: str, refusal: str
) -> None:
    values = {
        "SECRET_KEY": "x" * 64,
        "SECRET_KEY_FALLBACKS": [],
        "KEY_ENCRYPTION_KEY": OTHER_KEY,
        name: value,
    }
    monkeypatch.setattr(rules, "settings", types.SimpleNamespace(**values))
    settings.KEY_ENCRYPTION_KEY = values["KEY_ENCRYPTION_KEY"]

    assert [found.id for found in rules.secrets()] == [refusal]


@pytest.mark.fault("F64")
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"KEY_ENCRYPTION_KEYS_ALSO": [SHORT_KEY]}, "key 2 of KEY_ENCRYPTION_KEY holds 16 bytes"),
        ({"KEY_ENCRYPTION_PROVIDER": "tenants.keys.nowhere.Keys"}, "names tenants.keys.nowhere.Keys, which"),
        ({"KEY_ENCRYPTION_PROVIDER": "tenants.keys.file.FileKeys"}, "KEY_ENCRYPTION_KEY_PATH () is empty"),
        (
            {"KEY_ENCRYPTION_PROVIDER": "tenants.keys.file.FileKeys", "KEY_ENCRYPTION_KEY_PATH": "/nowhere"},
            "KEY_ENCRYPTION_KEY_PATH names /nowhere, which cannot be read: FileNotFoundError",
        ),
    ],
)
def test_keys_that_are_missing_or_no_proper_ones_are_named_and_never_shown(
    settings: Settings, changes: dict[str, Any], says: str
) -> None:
    for name, value in {"KEY_ENCRYPTION_KEY_PATH": "", **changes}.items():
        setattr(settings, name, value)

    [found] = rules.secrets()

    assert (found.id, says in found.msg) == ("tenants.E002", True)
    assert SHORT_KEY not in str(found)


@pytest.mark.fault("F64")
@pytest.mark.parametrize("kind", ["worker", "beat"])
def test_neither_worker_nor_beat_starts_without_a_proper_key(tmp_path: Path, kind: str) -> None:
    values = processes.environment("portal_worker", KEY_ENCRYPTION_KEY=SHORT_KEY)
    options = {"worker": ["-c", "1"], "beat": ["--pidfile=", f"--schedule={tmp_path / 'schedule'}"]}[kind]

    answer = processes.run("-m", "celery", "-A", "config.celery", kind, *options, values=values)

    assert answer.returncode != 0
    assert "KEY_ENCRYPTION_KEY holds 16 bytes" in answer.stdout


@pytest.mark.fault("F64")
@pytest.mark.usefixtures("own_database", "as_portal")
def test_a_municipality_that_serves_without_a_data_key_stops_the_process() -> None:
    DataKey.objects.filter(tenant=Tenant.objects.earliest("pk")).delete()

    assert refused(dbname=connection.settings_dict["NAME"]) == ["tenants.E013"]


@pytest.mark.usefixtures("own_database", "as_portal")
def test_one_that_does_not_serve_needs_none() -> None:
    tenant = Tenant.objects.earliest("pk")
    DataKey.objects.filter(tenant=tenant).delete()
    states.become(tenant, State.SUSPENDED)

    assert refused(dbname=connection.settings_dict["NAME"]) == []


@pytest.mark.fault("F64")
@pytest.mark.usefixtures("as_portal")
def test_another_key_than_the_data_keys_were_wrapped_with_stops_the_process(settings: Settings) -> None:
    usual = base64.b64decode(settings.KEY_ENCRYPTION_KEY)
    settings.KEY_ENCRYPTION_KEY = OTHER_KEY

    [found] = database.refusals(parameters())

    assert found.id == "tenants.E015"
    assert local.id_of(usual) in found.msg


@pytest.mark.covers("architecture T13")
@pytest.mark.usefixtures("as_portal")
def test_with_the_old_key_beside_the_new_one_it_starts(settings: Settings) -> None:
    settings.KEY_ENCRYPTION_KEYS_ALSO = [settings.KEY_ENCRYPTION_KEY]
    settings.KEY_ENCRYPTION_KEY = OTHER_KEY

    assert refused() == []


@pytest.mark.fault("F64")
@pytest.mark.usefixtures("own_database", "as_portal")
def test_a_data_key_that_was_altered_stops_the_process() -> None:
    row = DataKey.objects.exclude(tenant=None).earliest("pk")
    DataKey.objects.filter(pk=row.pk).update(wrapped=bytes(row.wrapped)[:-1] + b"?")

    assert refused(dbname=connection.settings_dict["NAME"]) == ["tenants.E014"]


@pytest.mark.fault("F64")
@pytest.mark.usefixtures("own_database", "as_portal")
def test_a_platform_without_its_own_data_key_stops_the_process() -> None:
    DataKey.objects.filter(tenant=None).delete()

    assert refused(dbname=connection.settings_dict["NAME"]) == ["tenants.E016"]


def test_a_thousand_municipalities_cost_one_query_at_most(as_portal: None) -> None:
    assert database.MOST_KEYS == 1_000
    assert database.KEYS.rstrip().endswith("LIMIT %s")
