"""Redis, which may fail: nothing that a page needs is only there (tenancy V14)."""

from . import environment

REDIS_URL = environment.text("REDIS_URL", "redis://127.0.0.1:6379/0")
_patience = {"socket_connect_timeout": 0.25, "socket_timeout": 0.25}
CACHES = {
    "default": {
        "BACKEND": "tenants.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "tenants.cache.tenant_key",
        "OPTIONS": _patience,
    },
    "shared": {
        "BACKEND": "tenants.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "tenants.cache.shared_key",
        "OPTIONS": _patience,
    },
    "copies": {  # what other systems told, for `integrations.copies` alone
        "BACKEND": "integrations.copies.backend.PlainRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "tenants.cache.tenant_key",
        "KEY_PREFIX": "copies",
        "OPTIONS": {**_patience, "serializer": "integrations.copies.backend.Text"},
    },
}
