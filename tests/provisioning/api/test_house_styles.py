"""A program opens a municipality in two colours, or with a theme that it may have."""

from typing import Any

import pytest

from provisioning.lifecycle.models import Operation
from tenants.types import TenantRef
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.api.test_tenants import PLAN
from tests.themes.styles import houses

BRAND = {"primary": "#0a5a9c", "accent": "#ffdd00"}


def without_theme(**more: Any) -> dict[str, Any]:
    return {**{name: value for name, value in PLAN.items() if name != "theme"}, **more}


@pytest.mark.covers("C-020", "C-071")
def test_two_colours_are_enough(program: Program) -> None:
    assert program.post("/tenants", without_theme(brand=BRAND)).status_code == 202

    house = Operation.objects.get().parameters["house"]
    assert house == {"brand": {**BRAND, "font": "system", "radius": "6px"}}


def test_colours_that_are_none_and_themes_of_another_are_refused(
    program: Program, waterrijk: TenantRef
) -> None:
    hers = houses.published(owner=waterrijk.uuid)

    wrong = [
        program.post("/tenants", without_theme(brand={**BRAND, "primary": "blauwachtig"})),
        program.post("/tenants", {**PLAN, "theme": hers}),
        program.post("/tenants", without_theme()),
    ]

    assert [problem(answer) for answer in wrong] == [(409, "refused")] * 3
    assert not Operation.objects.exists()
