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

for name, soft, hard, title, purpose in (
    (
        DISCOVERY,
        HOUR / 2,
        HOUR,
        "waar een aanbieder van inloggen te bereiken is",
        "Inloggen zonder dit elke keer opnieuw te vragen.",
    ),
    (
        KEYS,
        HOUR / 2,
        HOUR,
        "de openbare sleutels van een aanbieder van inloggen",
        "Nagaan dat een bericht over wie er inlogt echt van de aanbieder komt.",
    ),
    (
        KEYS_AGAIN,
        MINUTE,
        MINUTE,
        "de openbare sleutels van een aanbieder, nog eens gevraagd",
        "Nieuwe sleutels leren kennen, en er hooguit één keer per minuut naar vragen.",
    ),
):
    copies.register(
        copies.Copy(
            feature=FEATURE,
            name=name,
            title=title,
            source=SOURCE,
            purpose=purpose,
            parts=PARTS,
            soft=soft,
            hard=hard,
            value=Sealed,
        )
    )
