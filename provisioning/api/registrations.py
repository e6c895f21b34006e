"""What the API fills in the registers."""

from tenants import registers
from tenants.registers import Access, Feature, HelpPage, Processing, Retention, Settings
from tenants.registers.kinds import Audience

NAME = "api"

registers.features.add(
    Feature(NAME, "API", "Waarmee programma's van beheerders gemeenten openen en wijzigen.", switchable=False)
)
registers.settings.add(Settings(NAME, NAME))
registers.help_pages.add(HelpPage(NAME, path="api.md"))
for view in ("page", "openapi", "nothing"):
    registers.access.add(Access(NAME, f"api:{view}", Audience.PUBLIC))
registers.processing.add(
    Processing(
        NAME,
        "Herhaalde vragen aan de API herkennen",
        "Ervoor zorgen dat wie een vraag nog eens stuurt, niet iets dubbel doet",
        "gerechtvaardigd belang: beveiliging van de verwerking (AVG artikel 6 lid 1 onder f, artikel 32)",
        (),
    )
)
registers.retention.add(Retention(NAME, "api.Answer", "twee dagen", (), "niet herleidbaar tot een persoon"))
