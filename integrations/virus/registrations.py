"""What looking for viruses brings to the registers (architecture section 7)."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

from tenants import registers
from tenants.registers.kinds import Feature, HealthCheck

from . import operations
from .types import NotExaminedError

FEATURE: Final = "virus"


def _health() -> Mapping[str, Any]:
    """Tell whether files can be examined now."""
    if not settings.VIRUS_SCANNING:
        return {"scanner": "off"}
    try:
        operations.look(seconds=2.0)
    except NotExaminedError as error:
        return {"scanner": error.why.value}
    return {"scanner": "works"}


registers.features.add(
    Feature(
        FEATURE,
        "Virusscanner",
        "Bestanden die mensen insturen worden nagekeken voordat wij ze aannemen.",
        switchable=False,
    )
)
registers.health.add(HealthCheck(FEATURE, name="virus_scanner", run=_health))
