"""Every process needs its secrets from the first moment: without one it does not start, and names it (F64)."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.attacks import processes

ALL = ("DJANGO_SECRET_KEY", "KEY_ENCRYPTION_KEY")
PASSWORDS = tuple(
    f"DATABASE_PASSWORD_{login}"
    for login in ("PORTAL", "CONSOLE", "PORTAL_WORKER", "LIFECYCLE", "MIGRATIONS")
)
SECRETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "portal": (*ALL, "DATABASE_PASSWORD_PORTAL"),
        "console": (*ALL, "DATABASE_PASSWORD_CONSOLE"),
        "portal_worker": (*ALL, "DATABASE_PASSWORD_PORTAL_WORKER"),
        "lifecycle": (*ALL, "DATABASE_PASSWORD_LIFECYCLE"),
        "migrations": (*ALL, *PASSWORDS),
    }
)
"""What each kind of process cannot do without, by its settings."""
WEB = ("-c", processes.LOADS_WSGI)
WORKER = ("-m", "celery", "-A", "config.celery", "worker", "-c", "1")
STARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "portal": WEB,
        "console": WEB,
        "portal_worker": WORKER,
        "beat": ("-m", "celery", "-A", "config.celery", "beat", "--pidfile="),
        "lifecycle": WORKER,
        "migrations": ("manage.py", "migrate_public"),
    }
)
"""How each kind of process is started."""
TRIALS = """
import importlib, json, os, sys
import celery.schedules, csp.constants, django.contrib.admin, django_stubs_ext, tenants.logs  # once for all
from django.core.exceptions import ImproperlyConfigured
module, names = f"config.settings.{sys.argv[1]}", sys.argv[2:]
for name in names:
    for value in (None, ""):
        if os.fork():
            os.wait()
            continue
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
        try:
            importlib.import_module(module)
        except ImproperlyConfigured as error:
            print(json.dumps([name, value, str(error)]), flush=True)
        os._exit(0)
"""
"""Read the settings of a kind of process without each secret, and with an empty one; say what they say."""
ASKED_FOR = """
import importlib, json, sys
from config.settings import environment
asked, read = set(), environment.text
def text(name, default=None):
    if default is None:
        asked.add(name)
    return read(name, "x" if default is None else default)
environment.text = text
importlib.import_module(f"config.settings.{sys.argv[1]}")
print(json.dumps(sorted(asked)))
"""
"""Say all that the settings of a kind of process have no default for."""
pytestmark = pytest.mark.usefixtures("django_db_setup")


def run(kind: str, program: str, *words: str) -> list[str]:
    """Run a program in the environment of a kind of process; answers its lines."""
    return processes.run("-c", program, kind, *words, values=processes.environment(kind)).stdout.splitlines()


@pytest.mark.fault("F64")
@pytest.mark.parametrize("kind", SECRETS)
def test_without_one_of_its_secrets_a_process_has_no_settings_and_is_told_which(kind: str) -> None:
    said = [json.loads(line) for line in run(kind, TRIALS, *SECRETS[kind])]

    wrong = [f"{name} {'is empty' if value == '' else 'is not set'}" for name, value, _ in said]
    assert len(said) == 2 * len(SECRETS[kind])
    assert [text for (_, _, text), start in zip(said, wrong, strict=True) if not text.startswith(start)] == []


@pytest.mark.fault("F64")
@pytest.mark.parametrize("kind", SECRETS)
def test_the_list_above_is_what_the_settings_ask_for(kind: str) -> None:
    [asked] = run(kind, ASKED_FOR)

    assert json.loads(asked) == sorted(SECRETS[kind])


@pytest.mark.fault("F64")
@pytest.mark.parametrize("kind", STARTS)
def test_no_process_starts_without_the_key_of_all_data_keys(kind: str) -> None:
    """That settings are asked first is the same for each secret; here it is seen of each way to start."""
    settings = "portal_worker" if kind == "beat" else kind

    answer = processes.run(*STARTS[kind], values=processes.environment(settings, KEY_ENCRYPTION_KEY=None))

    assert answer.returncode != 0
    assert "KEY_ENCRYPTION_KEY is not set" in answer.stdout


@pytest.mark.fault("F64")
def test_a_file_for_a_secret_that_is_not_there_is_named(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")

    answer = processes.load(KEY_ENCRYPTION_KEY=None, KEY_ENCRYPTION_KEY_FILE=gone)

    assert answer.returncode != 0
    assert f"KEY_ENCRYPTION_KEY_FILE names {gone}, which cannot be read" in answer.stdout


@pytest.mark.fault("F64")
def test_the_command_that_makes_the_cluster_says_whose_address_it_misses() -> None:
    values = processes.environment("migrations", DATABASE_ADMIN_URL=None)

    answer = processes.run("manage.py", "bootstrap_cluster", values=values)

    assert answer.returncode != 0
    assert "DATABASE_ADMIN_URL is not set" in answer.stdout
