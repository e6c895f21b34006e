"""What of providers is kept."""

from datetime import timedelta
from typing import Final

from integrations import copies

from .documents import DISCOVERY, KEYS, KEYS_AGAIN, Sealed

FEATURE: Final = "connections"
SOURCE: Final = "de aanbieder van het inloggen"
HOUR: Final = timedelta(hours=1)
MINUTE: Final = timedelta(seconds=67)
"""A copy may end up to a tenth sooner, by chance: never within a minute."""
PARTS: Final = ("connection", "address")

copies.register(
    copies.Copy(
        feature=FEATURE,
        name=DISCOVERY,
        title="waar een aanbieder van inloggen te bereiken is",
        source=SOURCE,
        purpose="Inloggen zonder dit elke keer opnieuw te vragen.",
        parts=PARTS,
        soft=HOUR / 2,
        hard=HOUR,
        value=Sealed,
    )
)
copies.register(
    copies.Copy(
        feature=FEATURE,
        name=KEYS,
        title="de openbare sleutels van een aanbieder van inloggen",
        source=SOURCE,
        purpose="Nagaan dat een bericht over wie er inlogt echt van de aanbieder komt.",
        parts=PARTS,
        soft=HOUR / 2,
        hard=HOUR,
        value=Sealed,
    )
)
copies.register(
    copies.Copy(
        feature=FEATURE,
        name=KEYS_AGAIN,
        title="de openbare sleutels van een aanbieder, nog eens gevraagd",
        source=SOURCE,
        purpose="Nieuwe sleutels leren kennen, en er hooguit één keer per minuut naar vragen.",
        parts=PARTS,
        soft=MINUTE,
        hard=MINUTE,
        value=Sealed,
    )
)
