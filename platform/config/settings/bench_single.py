"""The portal without walls, for `make bench-tenancy` alone: one municipality, Django's own backend.

What the walls cost is what the portal's settings cost more than these. It is no way to serve anybody: it needs
tests/bench, which no image holds, and a login that no installation has.
"""

from .inside import *

PROCESS = "bench_single"
SCHEMA = "t_000000000001"
"""Of the first municipality that tests/bench/tenancy opens; `public` holds content types beside it."""
SITE_ID = 1
_database = database("bench")["default"]
DATABASES = {
    "default": {
        **_database,
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {
            **_database["OPTIONS"],
            "options": f"{session_options('portal')} -c search_path={SCHEMA},public,extensions",
        },
    }
}
DATABASE_ROUTERS = []
CACHES = {
    alias: {name: value for name, value in options.items() if name != "KEY_FUNCTION"}
    for alias, options in CACHES.items()
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
STORAGES = {**STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
INSTALLED_APPS = [
    {"tenants": "tests.bench.tenancy.apps.PlainTenantsConfig"}.get(app, app)
    for app in INSTALLED_APPS
    if app != "django_tenants"
]
MIDDLEWARE = [
    {"tenants.middleware.TenantMiddleware": "tests.bench.tenancy.plain.OneMunicipalityMiddleware"}.get(
        name, name
    )
    for name in MIDDLEWARE
]
ROOT_URLCONF = "tests.bench.tenancy.urls"
