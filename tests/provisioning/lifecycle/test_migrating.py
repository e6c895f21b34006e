"""All municipalities are migrated, one after the other, each within its own schema (attacks T60, T63)."""

from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

import pytest
from django.conf import LazySettings
from django.db import connection

from provisioning.lifecycle import schema
from provisioning.lifecycle.errors import OutsideItsSchemaError
from tenants.models import Tenant
from tenants.naming import schema_for
from tests import municipalities
from tests.attacks import processes

pytestmark = pytest.mark.usefixtures("committing")
ZONNEDAM: Final = schema_for(municipalities.ZONNEDAM)
WATERRIJK: Final = schema_for(municipalities.WATERRIJK)
BSN: Final = "999990019"
INITIAL: Final = """
from importlib import import_module

Migration = import_module("portal.search.migrations.0001_initial").Migration
"""
ANOTHER: Final = """
from django.db import migrations


def act(apps, editor):
    schema = editor.connection.schema_name
    cursor = editor.connection.cursor()
{act}


class Migration(migrations.Migration):
    atomic = {atomic}
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE TABLE by_a_test (at timestamptz DEFAULT now())", "DROP TABLE by_a_test"),
        migrations.RunPython(act, migrations.RunPython.noop),
    ]
"""
SCRIPT: Final = """
import sys
from django.conf import settings
from django.core.management import execute_from_command_line

sys.path.insert(0, {folder!r})
settings.MIGRATION_MODULES = {{**settings.MIGRATION_MODULES, "search": "by_a_test"}}
execute_from_command_line(["manage.py", "migrate_tenants"])
"""
OWN: Final = "    cursor.execute('INSERT INTO by_a_test DEFAULT VALUES')"
FAILURES: Final = {
    "an error of Python": f"raise ValueError('{BSN}')",
    "a refused statement": "cursor.execute('SELECT 1 / 0')",
    "a lost connection": "cursor.execute('SELECT pg_terminate_backend(pg_backend_pid())')",
    "a table of the platform": "cursor.execute(\"UPDATE public.tenants_tenant SET name = 'Overal'\")",
    "a table of the other": f"cursor.execute('DELETE FROM {WATERRIJK}.django_site')",
}


@pytest.fixture(autouse=True)
def _as_before(committing: None) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        for schema in (ZONNEDAM, WATERRIJK):
            cursor.execute(f"DROP TABLE IF EXISTS {schema}.by_a_test")
            cursor.execute(f"DELETE FROM {schema}.django_migrations WHERE name = '0002_by_a_test'")


def migrate(folder: Path, act: str, *, atomic: bool = True) -> CompletedProcess[str]:
    """Migrate all municipalities in a process of its own, as an operator does, with one migration more."""
    package = folder / "by_a_test"
    package.mkdir(exist_ok=True)
    (package / "__init__.py").touch()
    (package / "0001_initial.py").write_text(INITIAL)
    (package / "0002_by_a_test.py").write_text(ANOTHER.format(act=act, atomic=atomic))
    script = folder / "migrate.py"
    script.write_text(SCRIPT.format(folder=str(folder)))
    return processes.run(str(script), values=processes.environment("migrations"))


def in_zonnedam(what: str) -> str:
    return f"{OWN}\n    if schema == '{ZONNEDAM}':\n        {what}"


def rows(schema: str) -> int | None:
    """Count what the migration wrote; None where it made no table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{schema}.by_a_test"])
        if cursor.fetchone() == (None,):
            return None
        cursor.execute(f"SELECT count(*) FROM {schema}.by_a_test")
        return int(cursor.fetchone()[0])


def sites_of(schema: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {schema}.django_site")
        return int(cursor.fetchone()[0])


@pytest.mark.attack("T60", "T63")
@pytest.mark.parametrize("failure", FAILURES)
def test_one_that_fails_is_named_and_the_others_are_done(failure: str, tmp_path: Path) -> None:
    done = migrate(tmp_path, in_zonnedam(FAILURES[failure]))

    assert done.returncode == 1, done.stdout
    assert "Waterrijk: bijgewerkt." in done.stdout
    assert "Mislukt bij: Zonnedam." in done.stdout
    assert BSN not in done.stdout
    assert (rows(ZONNEDAM), rows(WATERRIJK)) == (None, 1)
    assert set(Tenant.objects.values_list("name", flat=True)) == {"Zonnedam", "Waterrijk"}
    assert sites_of(WATERRIJK) == 1


@pytest.mark.attack("T60", "T63")
def test_the_next_run_does_what_failed_and_repeats_nothing(tmp_path: Path) -> None:
    migrate(tmp_path, in_zonnedam(FAILURES["an error of Python"]))

    done = migrate(tmp_path, OWN)

    assert done.returncode == 0, done.stdout
    assert (rows(ZONNEDAM), rows(WATERRIJK)) == (1, 1)


@pytest.mark.attack("T63")
def test_a_migration_outside_a_transaction_leaves_nothing_elsewhere_either(tmp_path: Path) -> None:
    done = migrate(tmp_path, in_zonnedam(FAILURES["a table of the platform"]), atomic=False)

    assert "OutsideItsSchemaError" in done.stdout
    assert set(Tenant.objects.values_list("name", flat=True)) == {"Zonnedam", "Waterrijk"}


@pytest.mark.attack("T63")
def test_whatever_a_migration_runs_is_behind_the_fence(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    def stray(*_words: object, **_options: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE public.tenants_tenant SET name = 'Overal'")

    settings.TENANT_OWNER_MODE = True
    monkeypatch.setattr(schema, "call_command", stray)

    with pytest.raises(OutsideItsSchemaError):
        schema.migrate(ZONNEDAM)

    assert set(Tenant.objects.values_list("name", flat=True)) == {"Zonnedam", "Waterrijk"}
