"""What is kept of the register's answers."""

from datetime import timedelta

from integrations import copies
from tenants import registers
from tenants.registers import Feature

from .queries import COPY
from .types import Subsidy

FEATURE = "example"


def register() -> None:
    """Fill the registers; again changes nothing."""
    registers.features.add(Feature(FEATURE, "Subsidies", "Vragen aan het register.", switchable=False))
    copies.register(
        copies.Copy(
            feature=FEATURE,
            name=COPY,
            title="uw subsidies",
            source="het subsidieregister",
            purpose="Uw subsidies snel tonen, en ook als het register even niet antwoordt.",
            legal_basis="Algemeen belang: de inwoner tonen wat die aanvroeg.",
            personal_data=("BSN", "doel, bedrag en stand van subsidies"),
            parts=(copies.PERSON, "connection"),
            soft=timedelta(minutes=1),
            hard=timedelta(minutes=5),
            last_good=timedelta(hours=8),
            value=list[Subsidy],
        )
    )
