"""What sealing and verifying add to the registers."""

from tenants import registers
from tenants.registers import AuditText, Feature, Retention

NAME = "auditing"

registers.features.add(
    Feature(NAME, "Zegels op logboeken", "Verzegelt logboeken en controleert ze.", switchable=False)
)
for action, text in (
    ("audit.broken", "Het logboek klopt niet met zijn zegels"),
    ("audit.exported", "Logboek geëxporteerd: {target}"),
    ("audit.look_asked", "Controle van alle logboeken gevraagd"),
):
    registers.audit_texts.add(AuditText(NAME, action, text, by_operators=True))

registers.retention.add(
    Retention(
        NAME,
        "auditing.Look",
        "Negentig dagen na de controle.",
        personal_fields=("asked_by",),
        on_erasure="Vervalt na negentig dagen.",
    )
)
registers.retention.add(
    Retention(NAME, "auditing.Finding", "Tot de volgende controle van hetzelfde logboek.")
)
