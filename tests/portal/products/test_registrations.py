"""What the catalogue tells the registers is true."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from portal.products import urls
from tenants import registers
from tenants.types import TenantRef
from tests.portal.products import catalogue

FEATURE = "products"
CANARY = "Kanariegeel7"


def test_every_view_stands_in_the_access_matrix() -> None:
    views = {f"products:{pattern.name}" for pattern in urls.urlpatterns}

    assert {row.view for row in registers.access.of(FEATURE)} == views


def test_every_model_has_a_rule_for_keeping_it() -> None:
    models = {model._meta.label for model in apps.get_app_config("products").get_models()}

    assert {rule.model for rule in registers.retention.of(FEATURE)} == models


@pytest.mark.attack("T02")
def test_the_canary_stands_on_every_page_of_its_own_municipality_and_on_none_of_another(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    for filler in registers.canaries.of(FEATURE):
        filler.fill(CANARY)
    other = client_of(waterrijk)
    slug = f"kanarie-{CANARY.lower()}"
    paths = ["", f"{slug}/", f"producten/{slug}/", f"{slug}/producten/{slug}/", "veelgestelde-vragen/"]

    for path in paths:
        assert CANARY in visitor.get(f"/onderwerpen/{path}").content.decode()
        assert CANARY in visitor.get(f"/en/onderwerpen/{path}").content.decode()
        assert CANARY not in other.get(f"/onderwerpen/{path}").content.decode()
    assert CANARY in visitor.get(f"/zoeken/?q={CANARY}").content.decode()
    assert f"<mark>{CANARY}" not in other.get(f"/zoeken/?q={CANARY}").content.decode()


@pytest.mark.usefixtures("inside")
def test_the_health_check_counts_what_is_published_and_incomplete() -> None:
    catalogue.product("Paspoort", upl_name="paspoort", under=catalogue.category())
    catalogue.product("Los product")
    catalogue.product("Concept", is_published=False)

    (check,) = registers.health.of(FEATURE)

    assert check.run() == {"products": 2, "without a category": 1, "without a uniform name": 1}


def test_the_help_page_exists(pytestconfig: pytest.Config) -> None:
    for page in registers.help_pages.of(FEATURE):
        assert (pytestconfig.rootpath / "docs" / "manual" / page.path).is_file()
