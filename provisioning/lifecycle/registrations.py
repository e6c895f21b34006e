"""What lifecycle fills in the registers."""

from django.utils.translation import gettext_lazy as _

from tenants import registers
from tenants.registers import AuditText, Feature, GoLiveCheck, Processing, Retention
from themes import queries as themes
from themes.styles import queries as styles

from . import parts, sections

NAME = "lifecycle"

registers.features.add(
    Feature(NAME, "Openen van gemeenten", "Opent gemeenten, en houdt bij hoever dat is.", switchable=False)
)
for action, text in (
    ("tenant.opening_requested", "Opening aangevraagd van {target}"),
    ("tenant.maintenance_changed", "Onderhoudspagina van {target} gewijzigd"),
    ("tenant.settings_changed", "Gewijzigd van de gemeente: {target}"),
    ("plan.added", "Plan toegevoegd: {target}"),
    ("plan.changed", "Plan gewijzigd: {target}"),
    ("plan.removed", "Plan verwijderd: {target}"),
    ("domain.added", "Webadres toegevoegd: {target}"),
    ("domain.proven", "Bewezen van wie het webadres is: {target}"),
    ("domain.proof_withdrawn", "Bewijs van webadres ingetrokken: {target}"),
    ("domain.proof_missing", "Het bewijs van een webadres staat niet meer in de DNS: {target}"),
    ("domain.certificate_changed", "Certificaat van webadres gewijzigd: {target}"),
    ("domain.made_primary", "Hoofdadres gewijzigd: {target}"),
    ("domain.removed", "Webadres weggehaald: {target}"),
    ("configuration.rolled_back", "Oudere configuratie teruggezet van {target}"),
    ("configuration.applied", "Configuratiebestand doorgevoerd voor {target}"),
    ("operation.requested", "Opdracht gegeven voor {target}"),
    ("operation.failed", "Opdracht mislukt, er is iemand nodig: {target}"),
    ("operation.undo_requested", "Ongedaan maken gevraagd: {target}"),
    ("operation.retried", "Mislukte opdracht opnieuw gestart: {target}"),
    ("bulk.requested", "Bewerking op meer gemeenten gevraagd: {target}"),
    ("bulk.retried", "Bewerking op meer gemeenten opnieuw geprobeerd: {target}"),
    ("roles.drifted", "Rollen of rechten in de database zijn niet zoals ze horen"),
):
    registers.audit_texts.add(AuditText(NAME, action, text, by_operators=True))
for part in parts.ALL:
    registers.parts.add(part)
for section in sections.ALL:
    registers.sections.add(section)
for check in (
    GoLiveCheck(
        NAME,
        "theme_contrast",
        _("De kleuren van het thema zijn goed te lezen"),
        _("Kies bij Instellingen een thema dat er nog is, en waarvan het contrast voldoet aan WCAG 2.2."),
        lambda facts: themes.is_readable(facts.tenant.theme),
    ),
    GoLiveCheck(
        NAME,
        "theme_rights",
        _("De gemeente mag haar huisstijl en logo gebruiken"),
        _(
            "Leg bij de huisstijl vast met welk recht de gemeente die gebruikt, en bij het logo ook. "
            "Publiceer die versie, en kies die bij Instellingen."
        ),
        lambda facts: not styles.lacks_rights(facts.tenant.theme),
    ),
    GoLiveCheck(
        NAME,
        "primary_domain",
        _("Er is een webadres"),
        _("Kies het webadres waarop de gemeente te vinden is."),
        lambda facts: bool(facts.tenant.primary_host),
    ),
    GoLiveCheck(
        NAME,
        "operations",
        _("Geen enkele opdracht is mislukt"),
        _("Probeer de mislukte opdracht opnieuw, of maak die ongedaan."),
        lambda facts: facts.failed_operations == 0,
    ),
):
    registers.go_live.add(check)
registers.processing.add(
    Processing(
        NAME,
        "Gemeenten openen",
        "Een portaal klaarzetten en de eerste beheerder uitnodigen",
        "uitvoering van de overeenkomst met de gemeente (AVG artikel 6 lid 1 onder b)",
        ("e-mailadres van de eerste beheerder", "e-mailadres van de aanvrager"),
    )
)
for model, keep, personal, erasure in (
    (
        "Operation",
        "zolang de gemeente gebruikmaakt van het platform",
        ("requested_by", "requested_from", "parameters"),
        "het e-mailadres en het netwerkadres worden uit de opdracht gehaald",
    ),
    ("Step", "zo lang als de opdracht", (), "niet herleidbaar tot een persoon"),
    (
        "Bulk",
        "zolang de gemeenten gebruikmaken van het platform",
        ("requested_by", "requested_from"),
        "het e-mailadres en het netwerkadres worden eruit gehaald",
    ),
    ("BulkItem", "zo lang als de bewerking", (), "niet herleidbaar tot een persoon"),
    (
        "AppliedFile",
        "zolang de gemeente gebruikmaakt van het platform",
        ("applied_by",),
        "het e-mailadres wordt eruit gehaald",
    ),
    ("FilledSchema", "zolang de versie in gebruik is", (), "niet herleidbaar tot een persoon"),
    ("CompiledSchema", "zolang de versie in gebruik is", (), "niet herleidbaar tot een persoon"),
):
    registers.retention.add(Retention(NAME, f"lifecycle.{model}", keep, personal, erasure))
