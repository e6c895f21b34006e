"""The fence around a migration: within it nothing is written outside one schema (attack T63)."""

from collections.abc import Iterator
from typing import Final

import pytest
from django.db import connection, transaction

from provisioning.lifecycle import fence
from provisioning.lifecycle.errors import OutsideItsSchemaError
from tenants.naming import schema_for
from tests import municipalities

pytestmark = pytest.mark.usefixtures("committing")
ZONNEDAM: Final = schema_for(municipalities.ZONNEDAM)
WATERRIJK: Final = schema_for(municipalities.WATERRIJK)
CROSSING: Final = {
    "rows of the platform": "UPDATE public.tenants_tenant SET theme = theme",
    "a row that is not there": "DELETE FROM public.tenants_tenant WHERE id < 0",
    "rows of another": f"DELETE FROM {WATERRIJK}.django_site",
    "rows by way of a question": "WITH w AS (UPDATE public.tenants_tenant SET theme = 'x' RETURNING 1) TABLE w",
    "a sequence": f"SELECT setval('{WATERRIJK}.django_migrations_id_seq', 5000)",
    "all rows of a table": f"TRUNCATE {WATERRIJK}.django_site CASCADE",
    "a column of the platform": "ALTER TABLE public.tenants_tenant ADD COLUMN x int",
    "a table of the platform": "CREATE TABLE public.by_a_test (a int)",
    "one statement after another": f"SELECT 1; DELETE FROM {WATERRIJK}.django_site",
    "what only sounds as if it must be alone": "UPDATE public.tenants_tenant SET name = 'CREATE INDEX CONCURRENTLY'",
    "a content type of the registry": "UPDATE public.django_content_type SET model = 'x' WHERE id = 1",
}
STAYING: Final = {
    "rows": "INSERT INTO {0}.by_a_test DEFAULT VALUES",
    "a column": "ALTER TABLE {0}.by_a_test ADD COLUMN x int",
    "an index beside the work": "CREATE INDEX CONCURRENTLY ON {0}.by_a_test (at)",
    "a key to the platform, made and gone": "ALTER TABLE {0}.by_a_test ADD COLUMN t bigint, "
    "ADD CONSTRAINT k FOREIGN KEY (t) REFERENCES public.tenants_tenant; ALTER TABLE {0}.by_a_test DROP CONSTRAINT k",
    "a question about the platform": "SELECT count(*) FROM public.tenants_tenant",
    "all rows": "TRUNCATE {0}.by_a_test",
    "a content type of the past": "INSERT INTO public.django_content_type (app_label, model) VALUES ('cms', 'past')",
}


@pytest.fixture(autouse=True)
def _as_before(committing: None) -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {ZONNEDAM}.by_a_test")
        cursor.execute("DELETE FROM public.django_content_type WHERE model = 'past'")


def state() -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    with connection.cursor() as cursor:
        for question in (
            "SELECT xmin::text, theme FROM public.tenants_tenant ORDER BY id",
            "SELECT attname FROM pg_attribute WHERE attrelid = 'public.tenants_tenant'::regclass ORDER BY attnum",
            "SELECT to_regclass('public.by_a_test')",
            "SELECT * FROM public.django_content_type ORDER BY id",
            f"SELECT * FROM {WATERRIJK}.django_site",
        ):
            cursor.execute(question)
            found += cursor.fetchall()
    return found


@pytest.mark.attack("T63")
@pytest.mark.parametrize("is_atomic", [False, True])
@pytest.mark.parametrize("crossing", CROSSING)
def test_within_the_fence_nothing_else_is_written(crossing: str, is_atomic: bool) -> None:
    before = state()

    with pytest.raises(OutsideItsSchemaError, match=ZONNEDAM), fence.around(ZONNEDAM):
        run(CROSSING[crossing], is_atomic=is_atomic)

    assert state() == before


@pytest.mark.attack("T63")
@pytest.mark.parametrize("what", STAYING)
def test_within_the_fence_ones_own_is_written(what: str) -> None:
    run(f"CREATE TABLE {ZONNEDAM}.by_a_test (at timestamptz DEFAULT now())", is_atomic=False)

    with fence.around(ZONNEDAM):
        run(STAYING[what].format(ZONNEDAM), is_atomic=False)


@pytest.mark.attack("T63")
def test_without_the_fence_it_would_be_written() -> None:
    """The negative control."""
    before = state()
    with transaction.atomic():
        run(CROSSING["rows of the platform"], is_atomic=False)
        assert state() != before
        transaction.set_rollback(True)


def run(statement: str, *, is_atomic: bool) -> None:
    if is_atomic:
        with transaction.atomic():
            run(statement, is_atomic=False)
        return
    with connection.cursor() as cursor:
        cursor.execute(statement)
