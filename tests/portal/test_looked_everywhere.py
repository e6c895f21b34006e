"""Over all pages for people who have signed in: each request is exactly one record, or none where it shows nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from portal.accounts.looking import activity_of
from portal.core.printing import operations as printing
from tenants.entry import enter
from tenants.processing.models import Record
from tenants.types import TenantRef
from tests.architecture.test_processing import SHARED, personal
from tests.portal import citizens

ARGUMENTS: tuple[tuple[Any, ...], ...] = ((), ("json",), ("00000000-0000-4000-8000-000000000009",))
"""What a view may ask for besides; one that asks for something else is missed, and said to be."""


def path_of(name: str) -> str | None:
    for arguments in ARGUMENTS:
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return None


@pytest.fixture
def walked(
    zonnedam: TenantRef, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """Ask each page once by GET and once by POST; answer how many records each request left."""
    monkeypatch.setattr(printing, "draw", lambda html, files, *, base: b"%PDF-")
    left: dict[str, Any] = {}
    for name, view in personal(SHARED):
        for method in ("get", "post"):
            client = citizens.client_for(client_of, zonnedam)
            with enter(zonnedam, urls=True):
                path, before = path_of(name), Record.objects.count()
                assert path, f"{name} asks for arguments that this walk does not know"
                response = getattr(client, method)(path)
                if response.status_code != 405:
                    left[f"{method} {name}"] = (Record.objects.count() - before, activity_of(view))
    return left


@pytest.mark.covers("P-264")
def test_each_request_of_a_personal_page_is_exactly_one_record(walked: dict[str, Any]) -> None:
    assert len(walked) > 10
    assert {name: found for name, found in walked.items() if found[0] != (1 if found[1] else 0)} == {}


def test_a_visitor_leaves_no_record(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    """The negative control: what is not shown was not looked at."""
    with enter(zonnedam, urls=True):
        before = Record.objects.count()
        for name, _view in personal(SHARED):
            assert client_of(zonnedam).get(str(path_of(name))).status_code in {302, 405}

        assert Record.objects.count() == before
