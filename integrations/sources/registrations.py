"""What sources bring to the registers (architecture section 7)."""

from datetime import timedelta

from integrations import copies
from tenants import registers
from tenants.registers import Copy, Feature

from . import late

FEATURE = "sources"


def register() -> None:
    """Fill the registers; again changes nothing."""
    registers.features.add(
        Feature(
            FEATURE,
            "Gegevens uit andere systemen",
            "Vragen aan andere systemen, binnen de tijd die een pagina heeft.",
            switchable=False,
        )
    )
    copies.register(
        Copy(
            feature=FEATURE,
            name=late.COPY,
            title="een antwoord dat te laat kwam voor de pagina",
            source="het systeem waaraan de pagina iets vroeg",
            purpose="De pagina laten zien wat een traag systeem een moment later antwoordt.",
            legal_basis="Algemeen belang: de inwoner tonen waar die zelf om vroeg.",
            parts=(copies.PERSON, "session", "ticket"),
            soft=timedelta(minutes=2),
            hard=timedelta(minutes=2),
            personal_data=("wat de inwoner op die pagina zou zien",),
            largest=1_000_000,
        )
    )
