"""What the page of the audit log puts into the registers."""

from tenants import registers
from tenants.registers import kinds

FEATURE = "auditlog"

registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Logboek",
        description="Laat beheerders van de gemeente zien wie wat heeft gedaan, ook de beheerders van het platform.",
        switchable=False,
    )
)
for view in ("records", "export"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"auditlog:{view}", audience=kinds.Audience.STAFF)
    )
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="logboek.md"))
