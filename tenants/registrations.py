"""What the ground floor itself registers: the directory, its keys, and both audit streams."""

import datetime

from tenants import tidying
from tenants.registers import (
    AuditText,
    Feature,
    Job,
    Processing,
    Retention,
    audit_texts,
    features,
    jobs,
    processing,
    retention,
)
from tenants.schedule.types import ONCE, Daily

FEATURE = "tenancy"
WHILE_OPEN = "Zolang de gemeente een portaal heeft."

features.add(
    Feature(
        FEATURE, "Gemeenten", "De gemeenten zelf: namen, adressen, functies en sleutels.", switchable=False
    )
)
for action, text in (
    ("tenant.requested", "Gemeente {target} aangevraagd"),
    ("tenant.provisioned", "Gemeente {target} wordt geopend"),
    ("tenant.kept", "Reserve klaargezet"),
    ("tenant.claimed", "Reserve in gebruik genomen"),
    ("tenant.opened", "Gemeente geopend: {target}"),
    ("tenant.went_live", "Gemeente {target} is live gegaan"),
    ("tenant.maintained", "Onderhoud begonnen bij {target}"),
    ("tenant.suspended", "Gemeente {target} opgeschort"),
    ("tenant.resumed", "Gemeente {target} hervat"),
    ("tenant.left", "Vertrek van {target} begonnen"),
    ("tenant.stayed", "Vertrek van {target} afgeblazen"),
    ("tenant.deleted", "Gemeente {target} verwijderd"),
    ("tenant.discarded", "Aangevraagde gemeente {target} vervallen"),
    ("keys.rewrapped", "Gegevenssleutels opnieuw verpakt met hoofdsleutel {target}"),
    ("keys.rotated", "Nieuwe gegevenssleutel voor {target}"),
    ("keys.old_deleted", "Oude gegevenssleutel verwijderd van {target}"),
    ("keys.shredded", "Gegevenssleutels vernietigd van {target}"),
):
    audit_texts.add(AuditText(FEATURE, action, text, by_operators=True))
for model in ("Tenant", "Domain", "FeatureSwitch", "DataKey", "Insight"):
    retention.add(Retention(FEATURE, f"tenants.{model}", WHILE_OPEN))
retention.add(Retention(FEATURE, "tenants.Plan", "Tot een beheerder van het platform het verwijdert."))
for model, keep in (
    ("Work", "Een dag nadat het is gedaan; wat is opgegeven tot iemand ernaar kijkt."),
    ("Cursor", WHILE_OPEN),
    ("Turn", WHILE_OPEN),
):
    retention.add(Retention(FEATURE, f"schedule.{model}", keep))
for action, text in (
    ("work.given_up", "Na drie pogingen opgegeven: {target}"),
    ("work.retried", "Opnieuw geprobeerd wat was opgegeven: {target}"),
):
    audit_texts.add(AuditText(FEATURE, action, text, by_operators=True))
for model in ("Alert", "Notice"):
    retention.add(Retention(FEATURE, f"alerts.{model}", "Een jaar nadat het voorbij is."))
retention.add(
    Retention(
        FEATURE,
        "announcements.Announcement",
        "Een jaar nadat zij voorbij is.",
        personal_fields=("created_by",),
        on_erasure="Het e-mailadres wordt eruit gehaald.",
    )
)
for action, text in (
    ("announcement.made", "Mededeling aan redacteuren: {target}"),
    ("announcement.withdrawn", "Mededeling ingetrokken: {target}"),
):
    audit_texts.add(AuditText(FEATURE, action, text, by_operators=True))
retention.add(
    Retention(FEATURE, "tenants.ReleasedHost", "Negentig dagen: zo lang krijgt niemand anders het adres.")
)
retention.add(
    Retention(
        FEATURE,
        "tenants.Release",
        WHILE_OPEN,
        personal_fields=("author",),
        on_erasure="Blijft staan zonder naam: een redacteur staat er als nummer in.",
    )
)
retention.add(Retention(FEATURE, "tenants.DirectoryRevision", "Altijd: het is één teller."))
retention.add(
    Retention(
        FEATURE,
        "tenants.OperatorRecord",
        "Zeven jaar: wat beheerders van het platform hebben gedaan.",
        personal_fields=("actor", "origin"),
        on_erasure="Blijft staan: het is een wettelijke verantwoording.",
    )
)
retention.add(
    Retention(
        FEATURE,
        "audit.AuditRecord",
        "Zeven jaar: wat in het portaal en het beheer van de gemeente is gedaan.",
        personal_fields=("actor", "origin"),
        on_erasure="Blijft staan zonder naam: een persoon staat er als nummer in.",
    )
)
for model in ("tenants.OperatorSeal", "audit.AuditSeal"):
    retention.add(Retention(FEATURE, model, "Net zo lang als de regels die erin verzegeld zijn."))
processing.add(
    Processing(
        FEATURE,
        "Vastleggen wie wat heeft gedaan",
        "Verantwoorden en onderzoeken van misbruik",
        "AVG artikel 6 lid 1 onder c, met BIO2 8.15",
        personal_data=("e-mailadres van beheerders", "nummer van een account", "netwerkadres"),
    )
)
features.add(
    Feature(
        "retention",
        "Opruimen",
        "Verwijdert elke nacht wat niet langer bewaard mag worden.",
        switchable=False,
    )
)
jobs.add(
    Job(
        "retention", "tidy", run=tidying.tidy, rhythm=Daily(datetime.time(3, 10)), catch_up=ONCE, atomic=False
    )
)
