"""One database, one login role per kind of process (architecture T12)."""

from typing import Any

from . import environment

TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
DATABASE_ROUTERS = ["tenants.postgresql.routing.OneDatabase", "django_tenants.routers.TenantSyncRouter"]
TENANT_LIMIT_SET_CALLS = True
TENANT_URLCONF_BUILDER = "portal.pages.urls"
TENANT_URLCONF_CACHE_SIZE = 512
TENANT_DIRECTORY_TTL = 2.0
"""Seconds that a process believes what it knows of the tenants before it looks at the revision row."""
TENANT_CONFIRMS_STANDING = True
"""Ask at every statement whether its tenant still serves; off only where tests count queries."""
TENANT_REQUIRED = False
"""True where tenants are served: a query then needs a tenant, or says that it is the platform's."""
TENANT_OWNER_MODE = False
"""True only where migrations run: there a schema is entered as its owner."""

LOGIN_PREFIX = "inwonerplein_"


def database(process: str) -> dict[str, dict[str, Any]]:
    """Make `DATABASES` for a kind of process: portal, console, portal_worker, lifecycle or migrations."""
    return {
        "default": {
            "ENGINE": "tenants.postgresql",
            "NAME": environment.text("DATABASE_NAME", "inwonerplein"),
            "HOST": environment.text("DATABASE_HOST", "127.0.0.1"),
            "PORT": environment.number("DATABASE_PORT", 5432),
            "USER": LOGIN_PREFIX + process,
            "PASSWORD": environment.secret(f"DATABASE_PASSWORD_{process.upper()}"),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # The CMS reads plugins with iterator(): three messages instead of one query.
            "DISABLE_SERVER_SIDE_CURSORS": True,
            "OPTIONS": {
                "connect_timeout": 3,
                "target_session_attrs": "read-write",  # after a failover the old primary may still answer
                "options": session_options(process),
                "application_name": f"inwonerplein {process}",
            },
        }
    }


UNFINISHED = {"idle_in_transaction_session_timeout": 60_000}
"""Milliseconds after which the server ends a transaction in which nothing happens, with its locks."""
PATIENCE = {
    "portal": {"statement_timeout": 10_000, "lock_timeout": 3_000, **UNFINISHED},
    "console": {"statement_timeout": 10_000, "lock_timeout": 3_000, **UNFINISHED},
    "portal_worker": {"statement_timeout": 30_000, "lock_timeout": 10_000, **UNFINISHED},
}
"""Milliseconds. Who makes and changes schemas may take its time."""


def session_options(process: str) -> str:
    """Say how the sessions of a kind of process differ from the server's defaults.

    Whatever the server's default, a commit is on disk, and with the standby where there is one to wait for,
    before anybody is told of it: what was acknowledged survives a crash and a failover (fault F31).
    """
    chosen = {"synchronous_commit": "on", **PATIENCE.get(process, {})}
    return " ".join(f"-c {name}={value}" for name, value in chosen.items())
