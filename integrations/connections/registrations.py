"""What connections bring to the registers (architecture section 7)."""

from datetime import timedelta

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
from tenants.schedule.types import ONCE, Every

from . import canaries, filed, operations, parts
from .health import jobs, own_hosts

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
    "connection.rotate_requested": "Nieuw geheim voor de koppeling {target}",
    "connection.drop_requested": "Vorig geheim vergeten van de koppeling {target}",
    "connection.switch_requested": "Koppeling aan- of uitgezet: {target}",
    "connection.plan_requested": "Onderhoud gepland voor de koppeling {target}",
    "connection.request_requested": "Certificaataanvraag gemaakt voor de koppeling {target}",
    "connection.certify_requested": "Certificaat gewijzigd van de koppeling {target}",
    "connection.advance_requested": "Volgend certificaat in gebruik genomen voor de koppeling {target}",
    "connection.leave_requested": "Certificaat vergeten dat niet in gebruik is, van de koppeling {target}",
    "connection.remove_requested": "Koppeling verwijderd: {target}",
    "connection.test_requested": "Test van de koppeling gevraagd: {target}",
    "connection.try_requested": "Koppeling geprobeerd zonder te bewaren: {target}",
}.items():
    registers.audit_texts.add(AuditText(FEATURE, action=action, text=text, by_operators=True))
for action, text in {
    "connection.changed": "De wijziging van de koppeling {target} door {actor} is doorgevoerd.",
    "connection.rotated": "De koppeling {target} heeft een nieuw geheim, van {actor}.",
    "connection.former_dropped": "Het vorige geheim van de koppeling {target} is vergeten.",
    "connection.switched": "De koppeling {target} is aan- of uitgezet door {actor}.",
    "connection.maintenance_planned": "Het onderhoud van de koppeling {target} is gepland of afgezegd door {actor}.",
    "connection.key_made": "Voor de koppeling {target} is een sleutel gemaakt op verzoek van {actor}.",
    "connection.certified": "Het certificaat van de koppeling {target} is gewijzigd door {actor}.",
    "connection.certificate_advanced": "De koppeling {target} gebruikt nu het volgende certificaat.",
    "connection.certificate_left": "Een certificaat van de koppeling {target} dat niet in gebruik is, is vergeten.",
    "connection.removed": "De koppeling {target} is verwijderd door {actor}.",
    "connection.tested": "De koppeling {target} is getest op verzoek van {actor}.",
}.items():
    registers.audit_texts.add(AuditText(FEATURE, action=action, text=text))
registers.parts.add(parts.PART)
registers.sections.add(filed.SECTION)
registers.jobs.add(Job(FEATURE, "tidy", run=operations.tidy, rhythm=Every(timedelta(hours=1)), catch_up=ONCE))
registers.canaries.add(CanaryFiller(FEATURE, name="connections", fill=canaries.fill))
registers.health.add(HealthCheck(FEATURE, name="connections", run=jobs.states))
registers.help_pages.add(HelpPage(FEATURE, path="koppelingen.md"))
registers.jobs.add(Job(FEATURE, "look", run=jobs.look, rhythm=Every(jobs.PERIOD), atomic=False))
registers.jobs.add(
    Job(
        FEATURE,
        "subscriptions",
        run=jobs.check_subscriptions,
        rhythm=Every(jobs.SUBSCRIPTION_PERIOD),
        atomic=False,
    )
)
registers.jobs.add(
    Job(
        FEATURE,
        "own_hosts",
        run=own_hosts.look,
        rhythm=Every(own_hosts.PERIOD),
        catch_up=ONCE,
        atomic=False,
    )
)
