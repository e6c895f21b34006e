"""What core, accounts and pages put into the registers works."""

import pytest

from tenants import registers
from tenants.entry import enter
from tenants.types import TenantRef

FEATURES = ("core", "accounts", "pages")


@pytest.mark.parametrize("feature", FEATURES)
def test_the_canary_filler_fills_and_the_health_check_answers(feature: str, zonnedam: TenantRef) -> None:
    with enter(zonnedam, urls=True):
        for filler in registers.canaries.of(feature):
            filler.fill("Kanarie")
        answers = [check.run() for check in registers.health.of(feature)]

    assert answers
    assert all(answers)


@pytest.mark.parametrize("feature", FEATURES)
def test_what_every_portal_has_cannot_be_switched(feature: str) -> None:
    assert not registers.features.get(feature).switchable
