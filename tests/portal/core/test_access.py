"""Decisions on access, made where a view stands (architecture P2)."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.core import access
from tenants.access import audience_of
from tenants.registers.kinds import Audience


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def asked(*, has: str = "", **values: bool) -> Any:
    known = {"is_authenticated": True, "is_active": True, "is_staff": True, "verified": True} | values
    request = RequestFactory().get("/beheer/iets/")
    request.user = SimpleNamespace(  # type: ignore[assignment]
        **known, is_verified=lambda: known["verified"], has_perm=lambda permission: permission == has
    )
    return request


def test_staff_with_a_second_factor_enters() -> None:
    assert access.staff()(view)(asked()).content == b"inside"


@pytest.mark.covers("P-034")
@pytest.mark.parametrize("lacking", ["is_authenticated", "is_active", "is_staff", "verified"])
def test_whoever_lacks_something_is_sent_to_sign_in(lacking: str) -> None:
    response = access.staff()(view)(asked(**{lacking: False}))

    assert response.status_code == 302
    assert response["Location"] == "/beheer/login/?next=/beheer/iets/"


def test_a_permission_is_needed_besides() -> None:
    guarded = access.staff("core.change_texts")(view)

    assert guarded(asked(has="core.change_texts")).status_code == 200
    with pytest.raises(PermissionDenied):
        guarded(asked())


def test_whoever_signed_in_enters_what_asks_no_more() -> None:
    assert access.signed_in(view)(asked(is_staff=False)).status_code == 200
    assert access.signed_in(view)(asked(is_authenticated=False)).status_code == 302


def test_each_decision_leaves_its_mark() -> None:
    assert audience_of(access.staff()(view)) is Audience.STAFF
    assert audience_of(access.signed_in(view)) is Audience.SIGNED_IN


@pytest.mark.covers("P-004")
@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [("/contact/", "/contact/"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("", "/")],
)
def test_a_form_leads_only_to_this_host(wanted: str, led_to: str) -> None:
    request = RequestFactory().get("/", {"next": wanted})

    assert access.next_url(request, "/") == led_to
