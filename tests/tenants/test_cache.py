"""Cache keys carry the tenant; a cache that is away is an empty one (T5, V2, V14)."""

import hashlib

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


@pytest.mark.attack("T34", "T35")
@pytest.mark.parametrize("value", ["111222333", "noor@zonnedam.example", "a:b*\n\r c?", "é" * 5_000])
def test_no_key_shows_what_it_was_made_of(zonnedam: TenantRef, value: str) -> None:
    with entry.enter(zonnedam):
        key = caches["default"].make_key(f"cases:{value}")

    assert value not in key
    assert len(key) < 100
    assert key.isascii()
    assert key.isprintable()


@pytest.mark.attack("T34")
def test_values_that_read_alike_have_keys_of_their_own(zonnedam: TenantRef) -> None:
    with entry.enter(zonnedam):
        keys = {caches["default"].make_key(key) for key in ("a:b", "a:b ", "a::b", "a:b\n", "A:B", "a:b*")}

    assert len(keys) == 6


@pytest.mark.attack("T35")
def test_a_number_in_a_key_cannot_be_guessed_from_it(zonnedam: TenantRef) -> None:
    """The negative control: from a plain hash anybody finds it by trying all."""
    with entry.enter(zonnedam):
        key = caches["default"].make_key("111222333")

    assert hashlib.blake2b(b"111222333", digest_size=16).hexdigest() not in key


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
