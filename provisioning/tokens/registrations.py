"""What keys of the API fill in the registers."""

from tenants import registers
from tenants.registers import AuditText, Feature, Processing, Retention

NAME = "tokens"

registers.features.add(
    Feature(NAME, "API-sleutels", "Geven programma's van beheerders toegang tot de API.", switchable=False)
)
for action, text in (
    ("token.made", "API-sleutel gemaakt: {target}"),
    ("token.revoked", "API-sleutel ingetrokken: {target}"),
    ("token.refused", "API-sleutel geweigerd die niet meer geldt: {target}"),
):
    registers.audit_texts.add(AuditText(NAME, action, text, by_operators=True))
registers.processing.add(
    Processing(
        NAME,
        "Sleutels voor de API van het platform",
        "Vaststellen welke beheerder een programma laat werken, en misbruik van een sleutel herkennen",
        "gerechtvaardigd belang: beveiliging van de verwerking (AVG artikel 6 lid 1 onder f, artikel 32)",
        ("naam van de sleutel", "netwerkadres van het laatste gebruik"),
    )
)
registers.retention.add(
    Retention(
        NAME,
        "tokens.Token",
        "tot een jaar na het einde van de sleutel",
        ("name", "last_used_from"),
        "de sleutels van de beheerder worden verwijderd",
    )
)
