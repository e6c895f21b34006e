"""What a seeded leak survived: lines and reports of two tenants, one after another and one in another (T54)."""

import pytest
from structlog import contextvars

from tenants import entry, logs
from tenants.entry import enter
from tenants.types import TenantRef


def named() -> tuple[object, object]:
    """Answer the tenant that a line and a report of this moment would name."""
    report = logs.scrub_event({"message": "x"}, {})
    return contextvars.get_contextvars().get("tenant"), report["tags"].get("tenant")


@pytest.mark.attack("T54")
def test_a_line_and_a_report_name_the_tenant_of_the_moment(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    assert named() == (None, None)
    with enter(zonnedam):
        assert named() == (str(zonnedam.uuid),) * 2
        with enter(waterrijk):
            assert named() == (str(waterrijk.uuid),) * 2
        assert named() == (str(zonnedam.uuid),) * 2
    with entry.outside():
        assert named() == (None, None)
