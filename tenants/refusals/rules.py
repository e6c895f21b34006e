"""System checks: what can be seen without asking anybody."""

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Critical, register
from django.utils.module_loading import import_string

from tenants import cache, hosts, signing
from tenants.keys import wrapping

from . import asynchronous

TAG = "refusals"
KEY_FUNCTIONS = (cache.tenant_key, cache.shared_key)
SHORTEST_SECRET = 32
"""Characters."""
POOLER_PORTS = {6432: "PgBouncer, Odyssey and PgCat", 6543: "Supavisor", 9999: "Pgpool-II"}


@register(TAG)
def secrets(**_options: Any) -> list[CheckMessage]:
    """Refuse a secret that is missing, guessable or malformed (fault F64)."""
    others = [
        fault
        for key in settings.SECRET_KEY_FALLBACKS
        for fault in _signing_secret(key, "_FALLBACKS holds one that")
    ]
    return [*_signing_secret(settings.SECRET_KEY), *others, *_key_encryption_keys()]


def _signing_secret(secret: str, which: str = "") -> Iterator[CheckMessage]:
    if len(secret.strip()) < SHORTEST_SECRET:
        yield Critical(
            f"DJANGO_SECRET_KEY{which} is empty or shorter than {SHORTEST_SECRET} characters.",
            hint="Set it to a long random text, the same in all processes; docs/operating.md says how to make one.",
            id="tenants.E001",
        )


def _key_encryption_keys() -> Iterator[CheckMessage]:
    try:
        faults = wrapping.provider().faults()
    except ImportError:
        faults = [f"KEY_ENCRYPTION_PROVIDER names {settings.KEY_ENCRYPTION_PROVIDER}, which there is not"]
    for fault in faults:
        yield Critical(
            f"{fault}.",
            hint="Set the key that this installation's data keys were wrapped with; docs/operating.md says how "
            "to make the first one, and how to change it.",
            id="tenants.E002",
        )


@register(TAG)
def cache_keys(**_options: Any) -> list[CheckMessage]:
    """Refuse a cache whose entries do not say whose they are (tenancy V2)."""
    return [
        Critical(
            f"The cache '{alias}' has no KEY_FUNCTION of tenants.cache: its entries belong to nobody.",
            hint="Give it tenants.cache.tenant_key, or tenants.cache.shared_key for what belongs to no tenant.",
            id="tenants.E003",
        )
        for alias, options in settings.CACHES.items()
        if _key_function(options) not in KEY_FUNCTIONS
    ]


def _key_function(options: Mapping[str, Any]) -> Any:
    named = options.get("KEY_FUNCTION")
    try:
        return import_string(named) if isinstance(named, str) else named
    except ImportError:
        return None


@register(TAG)
def signatures(**_options: Any) -> list[CheckMessage]:
    """Refuse signatures that do not say whose they are (tenancy V12)."""
    if signing.is_installed():
        return []
    return [
        Critical(
            "Signatures do not carry the tenant: Django's own function signs, at least in some module.",
            hint="Keep 'tenants' in INSTALLED_APPS, and let nothing put django.utils.crypto.salted_hmac back.",
            id="tenants.E004",
        )
    ]


@register(TAG)
def public_hosts(**_options: Any) -> list[CheckMessage]:
    """Refuse what is for this machine alone on a name that others can reach."""
    public = [host for host in _own_hosts() if not _is_loopback(host)]
    return [
        Critical(
            f"{name} is on while {public[0]} is one of our hosts.",
            hint=f"Switch {name} off; it is for loopback and *.localhost alone.",
            id="tenants.E005",
        )
        for name in ("DEBUG", "INSECURE_COOKIES")
        if public and getattr(settings, name)
    ]


def _own_hosts() -> list[str]:
    return [*settings.PORTAL_DOMAINS, settings.CONSOLE_HOST, *settings.INTERNAL_HOSTS]


def _is_loopback(host: str) -> bool:
    name = host[1:].partition("]")[0] if host.startswith("[") else hosts.normalise(host)
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


@register(TAG)
def server(**_options: Any) -> list[CheckMessage]:
    """Refuse ASGI: an event loop mixes requests in one thread (architecture T9)."""
    signs = asynchronous.signs()
    return [asynchronous.refusal(signs)] if signs else []


@register(TAG, deploy=True)
def pooler_ports(**_options: Any) -> list[CheckMessage]:
    """Warn of ports where poolers usually listen; whether it is one, and of which kind, is tried at the start."""
    default = settings.DATABASES["default"]
    usual = POOLER_PORTS.get(int(default.get("PORT") or 0))
    if usual is None:
        return []
    return [
        checks.Warning(
            f"DATABASE_PORT is {default['PORT']}, the usual port of {usual}.",
            hint="A pooler must be in session mode. Better: name PostgreSQL's own port.",
            id="tenants.W001",
        )
    ]
