"""What webhooks fill in the registers."""

from tenants import registers
from tenants.registers import AuditText, Feature, Retention

NAME = "webhooks"

registers.features.add(
    Feature(NAME, "Webhooks", "Melden aan andere programma's dat een opdracht klaar is.", switchable=False)
)
for action, text in (
    ("webhook.added", "Webhook toegevoegd: {target}"),
    ("webhook.changed", "Webhook gewijzigd: {target}"),
    ("webhook.secret_changed", "Nieuw geheim voor de webhook {target}"),
    ("webhook.former_secret_forgotten", "Vorig geheim vergeten van de webhook {target}"),
    ("webhook.removed", "Webhook verwijderd: {target}"),
    ("webhook.replayed", "Bericht opnieuw verstuurd naar de webhook {target}"),
):
    registers.audit_texts.add(AuditText(NAME, action, text, by_operators=True))
for model, keep in (
    ("Endpoint", "tot een beheerder het adres verwijdert"),
    ("Event", "negentig dagen"),
    ("Delivery", "zo lang als het bericht, of tot het adres wordt verwijderd"),
):
    registers.retention.add(
        Retention(NAME, f"webhooks.{model}", keep, (), "niet herleidbaar tot een persoon")
    )
