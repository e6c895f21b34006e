"""Caches, sites and content types, shared by all municipalities of a process, and how they come (V2, V9, V10, V11)."""

import re
import uuid
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from cms.admin.utils import GrouperModelAdmin
from cms.utils import get_current_site
from django.conf import settings as django_settings
from django.contrib import admin, auth
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site, SiteManager
from django.contrib.sites.shortcuts import get_current_site as current_site_of
from django.core.cache import caches
from django.core.cache.backends.base import default_key_func
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from djangocms_alias.models import Alias, AliasContent
from djangocms_versioning import versionables
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from pytest_django import Settings

from portal.accounts.models import User
from portal.core.models import ContactDetails
from tenants import signing
from tenants.cache import tenant_key
from tenants.entry import current, enter
from tenants.types import TenantRef

OURS = "tenants.sessions"
STOCK = "django.contrib.sessions.backends.cache"
TENANT_ALIASES = [
    alias
    for alias, values in django_settings.CACHES.items()
    if not values["KEY_FUNCTION"].endswith("shared_key")
]
TWIN = 4711


def store(key_function: Any) -> LocMemCache:
    return LocMemCache(uuid.uuid4().hex, {"KEY_FUNCTION": key_function})


def signed_in(tenant: TenantRef, engine: str) -> str:
    """Sign somebody in, and answer the cookie's value."""
    request = RequestFactory().get("/")
    with enter(tenant):
        request.session = import_module(engine).SessionStore()
        auth.login(request, User.objects.get(pk=TWIN), "django.contrib.auth.backends.ModelBackend")
        request.session.save()
    return str(request.session.session_key)


def who(tenant: TenantRef, engine: str, cookie: str) -> str:
    """Answer as whom this cookie is taken."""
    request = HttpRequest()
    with enter(tenant):
        request.session = import_module(engine).SessionStore(cookie)
        return str(getattr(auth.get_user(request), "email", ""))


@pytest.fixture
def twins(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    """Somebody at each who has the same key, and no password: as those who come from an identity provider."""
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            User.objects.create(pk=TWIN, email=f"burger@{tenant.theme}.example", password="")


@pytest.mark.attack("V2", "T01")
@pytest.mark.usefixtures("twins")
def test_a_cookie_of_one_municipality_is_nobody_at_the_other(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    cookie = signed_in(zonnedam, OURS)

    assert django_settings.SESSION_ENGINE == OURS
    assert who(waterrijk, OURS, cookie) == ""
    assert who(zonnedam, OURS, cookie) == "burger@zonnedam.example"


@pytest.mark.attack("V2", "T01")
@pytest.mark.usefixtures("twins")
def test_as_it_comes_the_cookie_is_somebody_else(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{STOCK}.caches", {"default": store(default_key_func)})
    monkeypatch.setattr("django.contrib.auth.base_user.salted_hmac", signing._stock)
    monkeypatch.setattr("django.core.signing.salted_hmac", signing._stock)
    monkeypatch.setattr("portal.accounts.models.users.salted_hmac", signing._stock)

    cookie = signed_in(zonnedam, STOCK)

    assert who(waterrijk, STOCK, cookie) == "burger@waterrijk.example"


@pytest.mark.attack("V2", "T33")
@pytest.mark.parametrize("alias", TENANT_ALIASES)
def test_every_alias_keeps_municipalities_apart(
    zonnedam: TenantRef, waterrijk: TenantRef, alias: str
) -> None:
    @given(
        key=st.text(st.characters(codec="ascii", exclude_categories=("Cc", "Zs")), min_size=1, max_size=40)
    )
    @how(max_examples=40, deadline=None, database=None)
    def crossed(key: str) -> None:
        for tenant in (zonnedam, waterrijk):
            with enter(tenant):
                caches[alias].set(key, tenant.name, timeout=30)
        with enter(zonnedam):
            assert caches[alias].get(key) == "Zonnedam"
            assert caches[alias].get_many([key]) == {key: "Zonnedam"}
            caches[alias].delete(key)
        with enter(waterrijk):
            assert caches[alias].get(key) == "Waterrijk"

    crossed()


def names_in_redis() -> set[str]:
    client = caches["default"]._cache.get_client(None)  # type: ignore[attr-defined]  # past the keys of a tenant
    return {name.decode() for name in client.scan_iter()}


@pytest.mark.attack("T33")
def test_every_key_in_redis_says_whose_it_is(zonnedam: TenantRef) -> None:
    before, key = names_in_redis(), uuid.uuid4().hex

    with enter(zonnedam):
        caches["default"].set(key, "x", timeout=30)
    caches["shared"].set(key, "x", timeout=30)

    owners = {name.split(":")[0] for name in names_in_redis() - before}  # others may be at work meanwhile
    assert owners >= {zonnedam.uuid.hex, "shared"}
    assert not [owner for owner in owners if not re.fullmatch(r"[0-9a-f]{32}|shared", owner)]


@pytest.mark.attack("V2", "V6", "T33")
def test_as_it_comes_a_cache_has_one_value_for_all(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    stock, ours = store(default_key_func), store(tenant_key)

    with enter(zonnedam):
        stock.set("cases:111222333", "Zonnedam")
        ours.set("cases:111222333", "Zonnedam")

    with enter(waterrijk):
        assert stock.get("cases:111222333") == "Zonnedam"
        assert ours.get("cases:111222333") is None


def sites(first: TenantRef, second: TenantRef) -> list[str]:
    """Answer whose site is found at one, then at the other, in all the ways there are."""
    found = []
    for tenant in (first, second):
        request = RequestFactory().get("/", headers={"host": tenant.primary_host})
        with enter(tenant):
            found += [Site.objects.get_current(request).domain, current_site_of(request).domain]
            found += [get_current_site(request).domain]
    return found


@pytest.mark.attack("V9", "T30")
def test_each_site_is_its_own(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    here, there = "zonnedam.localhost", "waterrijk.localhost"

    assert sites(zonnedam, waterrijk) == [here] * 3 + [there] * 3
    assert zonnedam.site_pk != waterrijk.site_pk
    assert getattr(django_settings, "SITE_ID", None) is None


@pytest.fixture
def stock_sites(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Django's own manager, with the cache that it keeps by key, and the key that everybody has."""
    known: dict[int, Site] = {}

    def get_current(self: SiteManager, request: HttpRequest | None = None) -> Site:
        if settings.SITE_ID not in known:
            known[settings.SITE_ID] = self.get(pk=settings.SITE_ID)
        return known[settings.SITE_ID]

    settings.SITE_ID = 1
    monkeypatch.setattr(SiteManager, "get_current", get_current)


@pytest.mark.attack("V9", "T30")
@pytest.mark.usefixtures("stock_sites")
def test_as_it_comes_the_first_site_stays(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            Site.objects.all().update(id=1)

    assert sites(zonnedam, waterrijk) == ["zonnedam.localhost"] * 6


@pytest.mark.attack("V10", "T31")
def test_settings_of_one_row_are_read_anew_at_each(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            ContactDetails.objects.create(intro=f"wij zijn {tenant.name}")

    for tenant in (zonnedam, waterrijk, zonnedam):
        with enter(tenant):
            assert ContactDetails.objects.get().intro == f"wij zijn {tenant.name}"


@pytest.mark.attack("V10", "T31")
def test_as_it_comes_a_settings_row_is_remembered_for_all(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    """As django-solo does with `SOLO_CACHE`: one row per model in the cache, by the name of the model."""
    stock, ours = store(default_key_func), store(tenant_key)

    def solo(cache: LocMemCache) -> str:
        return str(cache.get_or_set("solo:contactdetails", lambda: current().name))

    with enter(zonnedam):
        assert (solo(stock), solo(ours)) == ("Zonnedam", "Zonnedam")
    with enter(waterrijk):
        assert (solo(stock), solo(ours)) == ("Zonnedam", "Waterrijk")


def ids_of_content() -> set[int]:
    """Answer by which number the process knows a model, in each place that remembers it."""
    found: GrouperModelAdmin = admin.site._registry[Alias]
    versionable = versionables.for_content(AliasContent)
    return {
        ContentType.objects.get_for_model(AliasContent).pk,
        *versionable.content_types,
        *({found._content_content_type} - {None}),
    }


@pytest.mark.attack("V11", "T29")
def test_content_types_have_one_set_of_ids(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    truth = set(
        ContentType.objects.filter(app_label="djangocms_alias", model="aliascontent").values_list(
            "pk", flat=True
        )
    )

    for tenant in (zonnedam, waterrijk, zonnedam):
        with enter(tenant), connection.cursor() as cursor:
            assert ids_of_content() == truth
            cursor.execute(
                "SELECT to_regclass('django_content_type')::text, to_regclass('auth_permission')::text"
            )
            assert cursor.fetchone() == ("django_content_type", "auth_permission")
            cursor.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'django_content_type'")
            assert cursor.fetchone() == (1,)


@pytest.fixture
def own_content_types(zonnedam: TenantRef, waterrijk: TenantRef) -> Iterator[None]:
    """Content types of each municipality's own, as where `contenttypes` is among the tenants' apps."""
    for number, tenant in enumerate((zonnedam, waterrijk), start=1):
        table = f"{tenant.schema_name}.django_content_type"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {table} (LIKE public.django_content_type)")
            cursor.execute(f"INSERT INTO {table} VALUES (%s, 'accounts', 'user')", [number * 100])
            cursor.execute(f"GRANT SELECT ON {table} TO {tenant.schema_name}")
    ContentType.objects.clear_cache()
    yield
    ContentType.objects.clear_cache()


@pytest.mark.attack("V11", "T29")
@pytest.mark.usefixtures("own_content_types")
def test_as_it_comes_the_ids_of_the_first_stay(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    with enter(zonnedam):
        assert ContentType.objects.get_for_model(User).pk == 100

    with enter(waterrijk):
        assert ContentType.objects.get(app_label="accounts", model="user").pk == 200
        assert ContentType.objects.get_for_model(User).pk == 100


@pytest.fixture
def redis_is_away(settings: Settings) -> None:
    """Nobody listens where the caches are."""
    settings.CACHES = {
        alias: {**values, "LOCATION": "redis://127.0.0.1:1/0"} for alias, values in settings.CACHES.items()
    }


@pytest.mark.attack("V14")
@pytest.mark.usefixtures("twins", "redis_is_away")
def test_whoever_signed_in_stays_so_while_redis_is_away(zonnedam: TenantRef) -> None:
    cookie = signed_in(zonnedam, OURS)

    assert who(zonnedam, OURS, cookie) == "burger@zonnedam.example"


@pytest.mark.attack("V14")
@pytest.mark.usefixtures("twins")
def test_as_it_comes_whoever_signed_in_is_silently_somebody_unknown(
    zonnedam: TenantRef, settings: Settings
) -> None:
    """The negative control: sessions in a stock cache."""
    cookie = signed_in(zonnedam, STOCK)
    assert who(zonnedam, STOCK, cookie) == "burger@zonnedam.example"

    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {alias: {**values, **away} for alias, values in settings.CACHES.items()}

    assert who(zonnedam, STOCK, cookie) == ""
