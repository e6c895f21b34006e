"""What `/readyz` wants to know. Only the database and the migrations of `public` decide; the rest is told."""

import functools
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from structlog import get_logger

from tenants.entry import outside
from tenants.models import Insight, Tenant
from tenants.refusals import errors as refusals
from tenants.refusals.errors import StartRefusedError
from tenants.schedule import queries as schedule
from tenants.types import SERVING

log = get_logger(__name__)

type Migration = tuple[str, str]

NEARLY_FULL = 0.8
"""Of a disk; fault F48."""
SCHEMA_TOPIC = "schema"
"""Where a tenant's jobs write how many migrations its schema has: `{"migrations": 93}`."""
ROLES_KEY = "roles.drift"
"""Where the nightly comparison of roles and rights leaves, in the shared cache, when and how many differ."""
AUDIT_KEY = "audit.chain"
"""Where the nightly look at the audit streams leaves, in the shared cache, when and how many do not agree."""


def readiness() -> tuple[bool, dict[str, Any]]:
    """Answer whether this process can serve, and what is known around it."""
    try:
        with outside():
            pending = pending_migrations()
    except StartRefusedError as error:
        return False, {
            "database": "refused",
            "refusals": [refusals.in_words(each) for each in error.refusals],
        }
    except DatabaseError as error:
        log.warning("health.database_away", error=type(error).__name__)
        return False, {"database": "away"}
    report = {
        "database": "ok",
        "pending_migrations": pending,
        "redis": _told(redis),
        "search": _told(search),
        "tenants_behind": _told(tenants_behind),
        "roles": _told(roles),
        "audit": _told(audit),
        "work": _told(work),
        "disks": _told(disks),
    }
    return not pending, report


def pending_migrations() -> list[str]:
    """List migrations of `public` that this release has and the database has not."""
    applied = set(MigrationRecorder.Migration.objects.using("default").values_list("app", "name"))
    shared = _labels(tuple(settings.SHARED_APPS))
    return [
        f"{app}.{name}"
        for (app, name), replaces in _on_disk().items()
        if app in shared and not _is_applied((app, name), replaces, applied)
    ]


def redis() -> str:
    """Answer whether Redis is there; pages do without it."""
    cache = caches["shared"]
    client = cache._cache.get_client(None)  # type: ignore[attr-defined]  # the cache itself forgives, and would not tell
    return "ok" if client.ping() else "away"


def search() -> str:
    """Answer whether search works: it is the database's own, with its dictionaries."""
    with outside(), connection.cursor() as cursor:
        cursor.execute("SELECT to_tsquery('extensions.dutch_unaccent', 'paspoort')::text")
        return "ok" if cursor.fetchone()[0] else "empty"


def tenants_behind() -> int:
    """Count the municipalities that serve with an older schema than this release's.

    Read from what their own jobs wrote: looking into each schema would take as long as there are many.
    """
    with outside():
        serving = Tenant.objects.filter(state__in=[state.value for state in SERVING])
        current = Insight.objects.filter(topic=SCHEMA_TOPIC, data__migrations__gte=len(_on_disk()))
        return int(serving.exclude(pk__in=current.values("tenant_id")).count())


def roles() -> dict[str, Any] | str:
    """Answer what the last comparison of roles and rights found; the lifecycle worker makes it each night."""
    found: dict[str, Any] | None = caches["shared"].get(ROLES_KEY)
    return found or "unknown"


def audit() -> dict[str, Any] | str:
    """Answer what the last look at all audit streams found; the lifecycle worker takes it each night."""
    found: dict[str, Any] | None = caches["shared"].get(AUDIT_KEY)
    return found or "unknown"


def work() -> dict[str, Any]:
    """Answer how long the oldest work of municipalities waits, and how much was given up."""
    return schedule.health()


def disks() -> dict[str, str]:
    """Answer whether there is room for files, and for uploads on their way in; the alert of fault F48."""
    return {name: _room(Path(place)) for name, place in _places().items()}


def _places() -> dict[str, str]:
    return {
        "media": str(settings.MEDIA_ROOT),
        "temporary": settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir(),
    }


def _room(place: Path) -> str:
    there = next(each for each in (place, *place.parents) if each.exists())
    usage = shutil.disk_usage(there)
    if usage.used < NEARLY_FULL * (usage.used + usage.free):
        return "ok"
    log.error("health.disk_nearly_full", place=str(place))
    return "nearly full"


def _told[T](ask: Callable[[], T]) -> T | str:
    """Ask, and tell what went wrong by its kind alone."""
    try:
        return ask()
    except Exception as error:  # whatever it is, it is told and does not fail the probe
        log.warning("health.unknown", of=getattr(ask, "__name__", ""), error=type(error).__name__)
        return "away"


def _is_applied(migration: Migration, replaces: frozenset[Migration], applied: set[Migration]) -> bool:
    return migration in applied or bool(replaces and replaces <= applied) or _is_replaced(migration, applied)


def _is_replaced(migration: Migration, applied: set[Migration]) -> bool:
    return any(migration in replaces and other in applied for other, replaces in _on_disk().items())


@functools.cache
def _on_disk() -> Mapping[Migration, frozenset[Migration]]:
    """Read this release's migrations once; they do not change while the process lives."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key: frozenset(found.replaces) for key, found in loader.disk_migrations.items()}


@functools.cache
def _labels(names: tuple[str, ...]) -> frozenset[str]:
    """Answer the labels of apps that are named by package or by config."""
    wanted = set(names)
    return frozenset(
        config.label
        for config in apps.get_app_configs()
        if {config.name, f"{type(config).__module__}.{type(config).__qualname__}"} & wanted
    )
