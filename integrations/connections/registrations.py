"""What connections bring to the registers (architecture section 7)."""

from integrations.sources import registrations as sources
from tenants import registers
from tenants.registers.kinds import (
    AuditText,
    CanaryFiller,
    Feature,
    HealthCheck,
    HelpPage,
    Job,
    Processing,
    Retention,
    Settings,
)
from tenants.schedule.types import Every

from . import canaries
from .health import jobs

FEATURE = "connections"

sources.register()  # no app of its own: the room that every connection is asked through

registers.features.add(
    Feature(
        key=FEATURE,
        name="Koppelingen",
        description="Verbindingen met andere systemen van de gemeente, zoals het zaaksysteem.",
        switchable=False,
    )
)
registers.settings.add(Settings(FEATURE, section="connections", model="connections.Connection"))
registers.processing.add(
    Processing(
        FEATURE,
        activity="Koppelingen beheren",
        purpose="Vastleggen met welke systemen de gemeente verbonden is, en wie dat heeft ingesteld.",
        legal_basis="Algemeen belang: beveiliging en beheer van de dienstverlening van de gemeente.",
        personal_data=("e-mailadres van de beheerder die de koppeling instelde",),
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="connections.Connection",
        keep="Zolang de koppeling bestaat.",
        personal_fields=("changed_by",),
        on_erasure="Blijft staan tot de volgende wijziging: het laat zien wie de koppeling instelde.",
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="connections_inbox.Command",
        keep="Dertig dagen nadat de opdracht is uitgevoerd.",
        personal_fields=("actor", "origin"),
        on_erasure="Verdwijnt na dertig dagen vanzelf.",
    )
)
for action, text in {
    "connection.change_requested": "Koppeling gewijzigd: {target}",
    "connection.test_requested": "Test van de koppeling gevraagd: {target}",
}.items():
    registers.audit_texts.add(AuditText(FEATURE, action=action, text=text, by_operators=True))
for action, text in {
    "connection.changed": "De wijziging van de koppeling {target} door {actor} is doorgevoerd.",
    "connection.tested": "De koppeling {target} is getest op verzoek van {actor}.",
}.items():
    registers.audit_texts.add(AuditText(FEATURE, action=action, text=text))
registers.canaries.add(CanaryFiller(FEATURE, name="connections", fill=canaries.fill))
registers.health.add(HealthCheck(FEATURE, name="connections", run=jobs.states))
registers.help_pages.add(HelpPage(FEATURE, path="koppelingen.md"))
registers.jobs.add(Job(FEATURE, "look", run=jobs.look, rhythm=Every(jobs.PERIOD), atomic=False))
