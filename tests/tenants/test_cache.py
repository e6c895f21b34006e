"""Cache keys carry the tenant; a cache that is away is an empty one (T5, V2, V14)."""

import pytest
from django.core.cache import caches
from django.test import override_settings

from tenants import entry
from tenants.cache import ForgivingRedisCache
from tenants.errors import NoTenantError
from tenants.types import TenantRef


@pytest.mark.attack("T33", "V2")
def test_what_one_tenant_keeps_another_does_not_find(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    with entry.enter(zonnedam):
        caches["default"].set("menu", "van Zonnedam")
    with entry.enter(waterrijk):
        assert caches["default"].get("menu") is None
    with entry.enter(zonnedam):
        assert caches["default"].get("menu") == "van Zonnedam"


def test_with_one_key_for_all_it_would_be_found(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    """The negative control: the alias for platform data is shared."""
    with entry.enter(zonnedam):
        caches["shared"].set("menu", "van allen")
    with entry.enter(waterrijk):
        assert caches["shared"].get("menu") == "van allen"


@pytest.mark.attack("T33")
def test_outside_a_tenant_there_is_no_key(db: None) -> None:
    with pytest.raises(NoTenantError):
        caches["default"].get("menu")


@pytest.fixture
def away(zonnedam: TenantRef) -> ForgivingRedisCache:
    params = {"KEY_FUNCTION": "tenants.cache.shared_key", "OPTIONS": {"socket_connect_timeout": 0.2}}
    return ForgivingRedisCache("redis://127.0.0.1:1/0", params)


@pytest.mark.fault("V14")
def test_a_cache_that_is_away_is_an_empty_one(away: ForgivingRedisCache) -> None:
    away.set("a", 1)
    away.set_many({"a": 1})
    away.delete("a")
    away.delete_many(["a"])

    assert away.get("a", "default") == "default"
    assert away.get_many(["a"]) == {}
    assert away.add("a", 1) is True
    assert away.incr("a") == 1
    assert not away.has_key("a")
    assert not away.touch("a")
    assert away.get_or_set("a", lambda: "made") == "made"


@override_settings()
def test_every_alias_has_a_key_function_of_ours() -> None:
    from django.conf import settings

    assert {alias["KEY_FUNCTION"].rsplit(".", 1)[0] for alias in settings.CACHES.values()} == {
        "tenants.cache"
    }
