"""Holes in what tenants share: caches, signatures, sessions, the process itself."""

from typing import Any

from tests.mutants.mutant import mutant

CACHE = "tenants/test_cache.py"
SIGNING = "tenants/test_signing.py"
SESSIONS = "tenants/test_sessions.py"


def _key_of_default(path: str) -> None:
    """Give the alias for tenants another function for its keys."""
    from django.conf import settings
    from django.core.cache import caches
    from django.utils.module_loading import import_string

    settings.CACHES["default"]["KEY_FUNCTION"] = path
    for made in caches.all(initialized_only=True):
        if made.key_func.__name__ == "tenant_key":
            made.key_func = import_string(path)


def key_of_schema(key: str, prefix: str, version: int) -> str:
    """Name the schema that is in force, whatever it is: as django-tenants does."""
    from django.db import connection

    return f"{connection.schema_name}:{prefix}:{version}:{key}"


@mutant("cache keys", control=CACHE, killers="attacks/test_reproduced_caches.py tenants/test_parallel.py")
def cache_without_key_function() -> None:
    """One cache alias makes the keys that Django makes."""
    _key_of_default("django.core.cache.backends.base.default_key_func")


@mutant("cache keys", control=CACHE, killers="attacks/test_survivors_sharing.py")
def cache_key_falls_to_public() -> None:
    """Outside a tenant cache keys bear the schema's name, which is then `public`."""
    _key_of_default(f"{__name__}.key_of_schema")


@mutant("signatures", control=SIGNING, killers="attacks/test_survivors_sharing.py")
def signer_of_all() -> None:
    """Nothing that is signed says whose it is."""
    from tenants import signing

    original = signing._stock
    signing.salted_hmac = original
    signing.crypto.salted_hmac = original
    _in_every_module("salted_hmac", original)


@mutant("signatures", control=SIGNING, killers="attacks/test_survivors_sharing.py")
def signer_of_reset_links() -> None:
    """One module, which makes password-reset links, still holds Django's own function."""
    from django.contrib.auth import tokens

    from tenants import signing

    tokens.salted_hmac = signing._stock


@mutant("signatures", control=SIGNING, killers="attacks/test_survivors_sharing.py")
def signer_of_nobody() -> None:
    """Whoever entered nothing signs for the platform."""
    from tenants import signing

    signing.is_outside = lambda: True


def _binding(make: Any) -> None:
    from tenants import sessions

    sessions.binding = lambda: make(sessions.current())


@mutant("sessions", control=SESSIONS, killers="attacks/test_survivors_sharing.py")
def session_of_any_tenant() -> None:
    """A session is bound to host and generation only."""
    _binding(lambda tenant: f"{tenant.host}|{tenant.session_generation}")


@mutant("sessions", control=SESSIONS, killers="attacks/test_survivors_sharing.py")
def session_on_any_host() -> None:
    """A session is bound to tenant and generation only."""
    _binding(lambda tenant: f"{tenant.uuid.hex}|{tenant.session_generation}")


@mutant("sessions", control=SESSIONS, killers="attacks/test_survivors_sharing.py")
def session_of_any_generation() -> None:
    """Counting a generation up ends no session."""
    _binding(lambda tenant: f"{tenant.uuid.hex}|{tenant.host}")


@mutant("sessions", control=SESSIONS, killers="portal/accounts/test_sign_in.py")
def sessions_in_shared_cache() -> None:
    """Sessions lie in the cache that belongs to no tenant."""
    from django.conf import settings

    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    settings.SESSION_CACHE_ALIAS = "shared"


@mutant("sites", control="attacks/test_reproduced_caches.py", killers="attacks/test_survivors_sharing.py")
def site_by_setting() -> None:
    """`Site.get_current` answers what SITE_ID names."""
    from django.conf import settings
    from django.contrib.sites.models import Site, SiteManager

    settings.SITE_ID = 1

    def get_current(self: Any, request: Any = None) -> Any:
        return Site(pk=1, domain="example.com", name="example.com")

    SiteManager.get_current = get_current


@mutant("sites", control="attacks/test_reproduced_caches.py", killers="attacks/test_survivors_sharing.py")
def site_remembered() -> None:
    """The process remembers the first site that was asked for."""
    from django.contrib.sites.models import SITE_CACHE, SiteManager

    fresh = SiteManager.get_current

    def get_current(self: Any, request: Any = None) -> Any:
        if "first" not in SITE_CACHE:
            SITE_CACHE["first"] = fresh(self, request)
        return SITE_CACHE["first"]

    SiteManager.get_current = get_current


@mutant("URLs", control="portal/pages/test_urls.py", killers="attacks/test_reproduced_cms.py")
def urlconf_of_any_tenant() -> None:
    """The kept URLs are found without asking whose they are."""
    from tenants.urlconf import _Newest

    def get(self: Any, tenant: Any, revision: Any) -> Any:
        return next(iter(self.kept.values()), None)

    _Newest.get = get


@mutant("URLs", control="portal/pages/test_urls.py", killers="portal/pages/test_pages.py portal/products")
def urlconf_of_any_revision() -> None:
    """A tenant's URLs stay as they were built first."""
    from tenants.urlconf import _Newest

    _Newest.get = lambda self, tenant, revision: self.kept.get(tenant)


@mutant("CMS in the process", control="portal/pages/test_adopt.py", killers="attacks/test_reproduced_cms.py")
def template_by_key_of_page() -> None:
    """The CMS remembers a plugin's template by the key of the page."""
    from functools import lru_cache

    from cms.plugin_base import CMSPluginBase

    method = CMSPluginBase.__dict__["_get_template_for_conf"].__func__
    CMSPluginBase._get_template_for_conf = classmethod(lru_cache(maxsize=None)(method))


@mutant("feature switches", control="portal/pages/test_urls.py", killers="portal/search/test_results_page.py")
def features_once_per_process() -> None:
    """A feature that was once on is on for everybody, for ever."""
    from tenants import features

    known: dict[str, bool] = {}
    fresh = features.is_on

    def is_on(feature: str) -> bool:
        known[feature] = known.get(feature, False) or fresh(feature)
        return known[feature]

    _in_every_module("is_on", is_on, old=fresh)


@mutant("themes", control="attacks/test_hosts.py", killers="portal/core/test_frame.py")
def theme_remembered() -> None:
    """Every page has the theme of the first."""
    from themes import queries

    fresh, first = queries.look, []

    def look(key: str) -> Any:
        first.append(key)
        return fresh(first[0])

    queries.look = look


@mutant("themes", control="attacks/test_hosts.py", killers="attacks/test_survivors_sharing.py")
def theme_by_query() -> None:
    """An address may ask for a theme."""
    from portal.core import context

    fresh = context.frame

    def frame(request: Any) -> dict[str, Any]:
        found = fresh(request)
        if found and request.GET.get("thema"):
            found.update(context.themes.context(request.GET["thema"]))
        return found

    context.frame = frame


def _in_every_module(name: str, new: Any, *, old: Any = None) -> None:
    """Put a function in every module that has one by this name."""
    import sys

    for module in list(sys.modules.values()):
        found = getattr(module, "__dict__", {}).get(name)
        if found is not None and (old is None or found is old):
            setattr(module, name, new)
