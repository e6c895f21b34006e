"""One database, one login role per kind of process (architecture T12)."""

from typing import Any

from . import environment

TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_LIMIT_SET_CALLS = True
TENANT_URLCONF_BUILDER = "portal.pages.urls"
TENANT_URLCONF_CACHE_SIZE = 512
TENANT_DIRECTORY_TTL = 2.0
"""Seconds that a process believes what it knows of the tenants before it looks at the revision row."""
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
            "PASSWORD": environment.text(f"DATABASE_PASSWORD_{process.upper()}"),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # The CMS reads plugins with iterator(): three messages instead of one query.
            "DISABLE_SERVER_SIDE_CURSORS": True,
            "OPTIONS": {
                "connect_timeout": 3,
                "options": "-c statement_timeout=30000" if process not in {"migrations", "lifecycle"} else "",
                "application_name": f"inwonerplein {process}",
            },
        }
    }
