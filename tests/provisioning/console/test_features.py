"""A feature says what it goes together with, and why it was switched is kept (requirement C-030)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.lifecycle.models import Operation
from tenants import registers
from tenants.registers import Feature
from tenants.types import TenantRef

pytestmark = pytest.mark.covers("C-030")


@pytest.fixture
def needy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feature that makes no sense without products."""
    feature = Feature("needy", "Behoeftig", "Voor een test.", ("products",))
    monkeypatch.setitem(registers.features._entries, "needy", feature)


@pytest.mark.usefixtures("needy")
def test_both_sides_of_a_dependency_are_explained_and_linked(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    path = f"/gemeenten/{zonnedam.uuid}/onderdelen"

    needing = text_of(console_client.get(f"{path}/needy/"))
    needed = text_of(console_client.get(f"{path}/products/"))

    assert "Behoeftig werkt alleen samen met" in needing
    assert f'href="{path}/products/"' in needing
    assert f'href="{path}/needy/"' in needed


def test_why_a_feature_was_switched_is_kept(console_client: Client, zonnedam: TenantRef) -> None:
    console_client.post(
        f"/gemeenten/{zonnedam.uuid}/onderdelen/search/", {"stand": "uit", "reason": "Index is stuk"}
    )

    assert Operation.objects.get().reason == "Index is stuk"
