"""Content types, permissions and roles with the same ids in every installation (architecture T6, T15).

`ids.json` is checked in and only ever grows: `manage.py registry --write` adds what a release brings. The
rows live in `public` only; Django's own handlers, which hand out ids by order of migration, are switched off.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.management import _get_all_permissions  # type: ignore[attr-defined]
from django.db import connection, transaction

IDS = Path(__file__).parent / "ids.json"
STRANGERS = 1_000_000
"""Ids that the database hands out start here: migrations of libraries make rows for models of the past."""


@cache
def known() -> Mapping[str, Mapping[str, int]]:
    """Read the registry: ids of `contenttypes` by `app.model`, of `permissions` by `app.model.codename`."""
    if not IDS.exists():
        return {"contenttypes": {}, "permissions": {}}
    content: Mapping[str, Mapping[str, int]] = json.loads(IDS.read_text(encoding="utf-8"))
    return content


def wanted() -> dict[str, dict[str, str]]:
    """List what the installed models need: content types with no text, permissions with their name."""
    contenttypes, permissions = {}, {}
    for model in apps.get_models(include_auto_created=False):
        label = f"{model._meta.app_label}.{model._meta.model_name}"
        contenttypes[label] = ""
        for codename, name in _get_all_permissions(model._meta):
            permissions[f"{label}.{codename}"] = str(name)
    return {"contenttypes": contenttypes, "permissions": permissions}


def missing() -> list[str]:
    """List what is needed and has no id yet."""
    return [key for kind, keys in wanted().items() for key in keys if key not in known()[kind]]


def write() -> int:
    """Give what is missing the next free ids, and answer how many that were."""
    ids: dict[str, dict[str, int]] = {kind: dict(known()[kind]) for kind in ("contenttypes", "permissions")}
    before = sum(map(len, ids.values()))
    for kind, keys in wanted().items():
        for key in sorted(keys):
            ids[kind].setdefault(key, max(ids[kind].values(), default=0) + 1)
    IDS.write_text(json.dumps(ids, indent=1) + "\n", encoding="utf-8")
    known.cache_clear()
    return sum(map(len, ids.values())) - before


@transaction.atomic
def sync() -> None:
    """Make the rows in `public` what the registry says."""
    names = wanted()["permissions"]
    types = [(number, *key.split(".")) for key, number in known()["contenttypes"].items()]
    _upsert("django_content_type", ("id", "app_label", "model"), types)
    permissions = [
        (number, *_permission(key), names.get(key, key)) for key, number in known()["permissions"].items()
    ]
    _upsert("auth_permission", ("id", "content_type_id", "codename", "name"), permissions)
    _drop_strangers()


def _permission(key: str) -> tuple[int, str]:
    app, model, codename = key.split(".", 2)
    return known()["contenttypes"][f"{app}.{model}"], codename


def _upsert(table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    places = ", ".join(["%s"] * len(columns))
    updates = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns[1:])
    statement = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}) "  # noqa: S608 - constants of this module
        f"ON CONFLICT (id) DO UPDATE SET {updates}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))


def _drop_strangers() -> None:
    """Remove rows that no registry knows; nothing refers to them, as they are made while tables are empty."""
    with connection.cursor() as cursor:
        for table in ("auth_permission", "django_content_type"):
            cursor.execute(f"DELETE FROM {table} WHERE id >= %s", [STRANGERS])  # noqa: S608 - constants
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, STRANGERS])
