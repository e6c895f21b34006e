"""What a seeded leak survived: the cookies of the processes as they are served, compared with each other (T07)."""

import importlib
import importlib.util
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

COOKIES = ("SESSION", "CSRF", "LANGUAGE")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings of security as people are served with them."""
    monkeypatch.setenv("INSECURE_COOKIES", "0")
    known = importlib.import_module("config.settings.security").__spec__
    assert known
    assert known.origin
    spec = importlib.util.spec_from_file_location("config.settings.security_served", known.origin)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.attack("T07")
@pytest.mark.parametrize("cookie", COOKIES)
def test_a_cookie_can_be_set_by_its_own_host_only(served: Any, cookie: str) -> None:
    assert getattr(served, f"{cookie}_COOKIE_NAME").startswith("__Host-")
    assert getattr(served, f"{cookie}_COOKIE_SECURE") is True
    assert getattr(served, f"{cookie}_COOKIE_HTTPONLY") is True
    assert getattr(served, f"{cookie}_COOKIE_DOMAIN", None) is None


@pytest.mark.attack("T07")
def test_no_cookie_reaches_another_host_below_the_same_domain(visitor: Client, administrator: Client) -> None:
    given = visitor.get("/beheer/login/").cookies | administrator.post("/beheer/logout/").cookies

    assert {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME} <= set(given)
    assert {cookie["domain"] for cookie in given.values()} == {""}


@pytest.mark.attack("T07", "T10")
def test_no_cookie_of_operators_has_the_name_of_a_municipalitys() -> None:
    console = importlib.import_module("config.settings.console")
    portal = importlib.import_module("config.settings.inside")

    of_console = {console.SESSION_COOKIE_NAME, console.CSRF_COOKIE_NAME}
    of_portal = {portal.SESSION_COOKIE_NAME, portal.CSRF_COOKIE_NAME, portal.LANGUAGE_COOKIE_NAME}
    assert not of_console & of_portal
    assert len(of_console) + len(of_portal) == 5
