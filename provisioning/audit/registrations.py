"""What sealing and verifying add to the registers."""

from tenants import registers
from tenants.registers import AuditText, Feature

NAME = "auditing"

registers.features.add(
    Feature(NAME, "Zegels op logboeken", "Verzegelt logboeken en controleert ze.", switchable=False)
)
for action, text in (
    ("audit.broken", "Het logboek klopt niet met zijn zegels"),
    ("audit.exported", "Logboek geëxporteerd: {target}"),
):
    registers.audit_texts.add(AuditText(NAME, action, text, by_operators=True))
