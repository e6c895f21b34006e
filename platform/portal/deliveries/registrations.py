"""What the page of deliveries puts into the registers."""

from tenants import registers
from tenants.registers import kinds

FEATURE = "outbox"

for name in ("items", "offer_again", "offer_all_again", "withdraw"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"deliveries:{name}", audience=kinds.Audience.STAFF)
    )
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="uitgaand.md"))
