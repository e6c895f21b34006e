"""The content security policy, and the only place where it is loosened (architecture P3)."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.roles import EDITOR
from tenants.types import TenantRef
from tests.portal import staff


def policy(client: Client, path: str) -> dict[str, str]:
    header = client.get(path)["Content-Security-Policy"]
    return {name: values for name, _, values in (part.strip().partition(" ") for part in header.split(";"))}


@pytest.mark.covers("P-226")
@pytest.mark.parametrize("path", ["/nergens/", "/zoeken/", "/beheer/login/", "/beheer/uitnodiging/x/"])
def test_pages_of_ours_allow_nothing_inline(visitor: Client, path: str) -> None:
    found = policy(visitor, path)

    assert found["default-src"] == "'none'"
    assert found["script-src"] == "'self'"
    assert found["style-src"] == "'self'"
    assert not any("unsafe" in values for values in found.values())


def test_staff_pages_of_libraries_may_style_by_attribute_only(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    found = policy(staff.client_for(client_of, zonnedam, EDITOR), "/beheer/")

    assert found["style-src-attr"] == "'unsafe-inline'"
    assert "unsafe" not in found["script-src"]
    assert "unsafe" not in found["style-src-elem"]
    assert found["default-src"] == "'none'"
