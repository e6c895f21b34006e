"""What a municipality's own jobs tell of its inside, for who must not look there (architecture T2)."""

from . import insights, registers
from .entry import current


def write() -> None:
    """Write all registered facts of the entered tenant into the read model: neither secrets nor personal data."""
    tenant = current()
    for source in registers.facts:
        insights.write(tenant, source.topic, source.read())
