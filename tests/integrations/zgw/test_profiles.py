"""Case systems of each profile are what their profile says, and a probe finds that out over real sockets (M-05)."""

from collections.abc import Callable
from typing import Any

import pytest

from integrations.connections import catalogue
from integrations.connections.doctor import walking
from integrations.connections.doctor.walking import Report
from integrations.connections.types import Access, Finding, Layer, Step, StepState
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox

pytestmark = pytest.mark.covers("M-05", "architecture I5")
PROFILES = {"zgw": "open-zaak-1.x", "zgw-1.0": "zgw-1.0", "esuite": "esuite"}
type Walk = Callable[[str, str], Report]


@pytest.fixture
def walk(sandbox: Sandbox, sandbox_tenant: TenantRef) -> Walk:
    """Let the Doctor walk to a stand-in of which somebody says that it has this profile."""

    def run(stand_in: str, profile: str) -> Report:
        access = Access(
            f"{sandbox.url}/{stand_in}", "inwonerplein", sandbox.secret, system="case_system", profile=profile
        )
        return walking.walk(access, tenant=sandbox_tenant)

    return run


def at(report: Report, layer: Layer) -> Step:
    return next(step for step in report.steps if step.layer is layer)


@pytest.mark.parametrize("stand_in", PROFILES)
def test_a_case_system_is_what_its_profile_says(stand_in: str, walk: Walk) -> None:
    report = walk(stand_in, PROFILES[stand_in])

    promised = catalogue.profile(PROFILES[stand_in])
    assert promised is not None
    assert report.finding is Finding.WORKS
    assert {at(report, layer).state for layer in (Layer.VERSION, Layer.CAPABILITIES)} == {StepState.OK}
    assert len(report.found) == 8
    assert {
        name for name, there in report.found.items() if there
    } == promised.capabilities & report.found.keys()


def test_who_takes_the_esuite_for_an_open_zaak_is_told_what_it_cannot(walk: Walk) -> None:
    report = walk("esuite", "open-zaak-1.x")

    assert (at(report, Layer.VERSION).state, at(report, Layer.CAPABILITIES).finding) == (
        StepState.WARNING,
        Finding.CAPABILITY_MISSING,
    )
    assert set(at(report, Layer.CAPABILITIES).detail.split(",")) == {
        "cases.expand", "cases.search", "cases.ordering", "cases.page_size", "cases.roles_combined",
        "catalogue.list", "catalogue.status_order",
    }  # fmt: skip


def test_a_page_keeps_working_with_what_was_found(walk: Walk) -> None:
    """What the test found counts, whatever profile was chosen."""
    found: Any = walk("esuite", "open-zaak-1.x").found

    usable = catalogue.capabilities("open-zaak-1.x", found)
    assert "cases.expand" not in usable
    assert "catalogue.long_result_names" in usable
