"""What the BRP brings to the registers (architecture section 7): what is kept of its answers."""

from datetime import timedelta
from typing import Final

from integrations import copies
from tenants import registers
from tenants.registers import Feature

from .queries import COPY, GONE
from .types import Person

FEATURE: Final = "haalcentraal"
DAY: Final = timedelta(hours=27)
"""A day, and what chance may take off the age of a copy: so nobody is asked for twice within 24 hours (I-144)."""

registers.features.add(
    Feature(FEATURE, "Basisregistratie personen", "Vragen aan de BRP over wie inlogt.", switchable=False)
)
copies.register(
    copies.Copy(
        feature=FEATURE,
        name=COPY,
        title="uw gegevens uit de BRP",
        source="de Basisregistratie Personen (BRP)",
        purpose="U uw eigen gegevens tonen, en de BRP ten hoogste eenmaal per dag naar u vragen.",
        legal_basis="Algemeen belang: de inwoner tonen wat de overheid van hem of haar heeft vastgelegd.",
        personal_data=(
            "BSN",
            "namen, en de achternaam van de partner",
            "geboortedatum en geboorteplaats",
            "geslacht en nationaliteit",
            "adres en sinds wanneer",
            "geheimhouding, overlijden en wat in onderzoek is",
        ),
        parts=(copies.PERSON, "connection", "number"),
        soft=DAY,
        hard=DAY,
        purged_by={GONE: (copies.PERSON, "connection", "number")},
        value=Person,
        largest=20_000,
    )
)
