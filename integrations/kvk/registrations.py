"""What the KVK brings to the registers (architecture section 7): what is kept of its answers."""

from datetime import timedelta
from typing import Final

from integrations import copies
from tenants import registers
from tenants.registers import Feature, Processing

from .queries import BRANCHES, COMPANY
from .types import Branch, Company

FEATURE: Final = "kvk"
DAY: Final = timedelta(hours=24)
"""How long an answer counts: each question costs the municipality money (I-155)."""
SOURCE: Final = "het Handelsregister van de KVK"

registers.features.add(
    Feature(FEATURE, "Handelsregister", "Vragen aan de KVK over bedrijven en vestigingen.", switchable=False)
)
registers.processing.add(
    Processing(
        FEATURE,
        activity="Bedrijf en vestigingen opzoeken bij de KVK",
        purpose="Laten zien voor welk bedrijf en welke vestiging iemand inlogt, en de zaken van een bedrijf vinden in "
        "een zaaksysteem dat bedrijven alleen aan hun RSIN kent. Van het antwoord wordt ten hoogste 24 uur een kopie "
        "bewaard, zodat de KVK niet steeds opnieuw gevraagd wordt.",
        legal_basis="Algemeen belang: bedrijven tonen wat de gemeente voor hen doet. Het Handelsregister is openbaar.",
        personal_data=("naam en adres van wie alleen een bedrijf heeft (eenmanszaak)",),
    )
)
copies.register(
    copies.Copy(
        feature=FEATURE,
        name=COMPANY,
        title="uw bedrijf bij de KVK",
        source=SOURCE,
        purpose="De KVK ten hoogste eenmaal per dag naar een bedrijf vragen.",
        parts=("connection", "company"),
        soft=DAY,
        hard=DAY,
        value=Company,
        largest=50_000,
    )
)
copies.register(
    copies.Copy(
        feature=FEATURE,
        name=BRANCHES,
        title="de vestigingen van uw bedrijf",
        source=SOURCE,
        purpose="De KVK ten hoogste eenmaal per dag naar de vestigingen van een bedrijf vragen.",
        parts=("connection", "company"),
        soft=DAY,
        hard=DAY,
        value=list[Branch],
        largest=1_000_000,
    )
)
