"""What the page of connections puts into the registers."""

from tenants import registers
from tenants.registers import kinds

FEATURE = "connectivity"

registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Koppelingen bekijken",
        description="Laat beheerders van de gemeente zien of de koppelingen met andere systemen werken.",
        switchable=False,
    )
)
for _view in ("connections", "later"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"connectivity:{_view}", audience=kinds.Audience.STAFF)
    )
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="koppelingen-bekijken.md"))
registers.access.add(
    kinds.Access(feature="notifications", view="webhooks:receive", audience=kinds.Audience.PUBLIC)
)
for _view in ("news", "register", "replay"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"connectivity:{_view}", audience=kinds.Audience.STAFF)
    )
