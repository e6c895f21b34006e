"""The feature itself, its pages and its settings."""

from collections.abc import Mapping
from typing import Any

from integrations.connections import queries as connections
from integrations.connections.types import System
from portal.cases.models import CaseSettings
from portal.cases.types import FEATURE, SHOWING
from tenants import registers
from tenants.configuration.rows import one_row, section
from tenants.registers import kinds

VIEWS = ("list", "latest", "later", "file_later", "former", "detail", "calendar", "pdf", "document")


def _fill_canary(word: str) -> None:
    address = f"{word.lower()}@voorbeeld.example"
    values = {"intro": word, "intro_en": word, "questions_to": address}
    CaseSettings.objects.update_or_create(id=1, defaults=values)


def _check() -> Mapping[str, Any]:
    """Tell how many case systems there are to ask; how each is doing the connections tell."""
    used = connections.used_now()
    return {"case systems": sum(key in used for key in connections.keys_of(System.CASE_SYSTEM))}


registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Mijn zaken",
        description="Inwoners en bedrijven zien hoe het staat met wat zij hebben aangevraagd.",
        needs=("sign_in",),
        apphook="CasesApphook",
    )
)
part = one_row(FEATURE, "cases", "Mijn zaken", CaseSettings)
registers.settings.add(kinds.Settings(feature=FEATURE, section="cases", model=CaseSettings._meta.label))
registers.parts.add(part)
registers.sections.add(section(part, CaseSettings))
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model=CaseSettings._meta.label,
        keep="Zolang de gemeente de website gebruikt.",
        on_erasure="Bevat geen persoonsgegevens.",
    )
)
for name in VIEWS:
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"cases:{name}", audience=kinds.Audience.SIGNED_IN)
    )
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity=SHOWING,
        purpose="Inwoners en bedrijven tonen hoe het staat met hun zaken, met de documenten die daarbij horen.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=(
            "BSN, of de nummers van het bedrijf of de vestiging",
            "zaken met nummer, soort, status, resultaat en datums",
            "namen van medewerkers die de zaak behandelen",
            "documenten bij de zaak",
        ),
    )
)
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="cases", fill=_fill_canary))
registers.audit_texts.add(
    kinds.AuditText(
        feature=FEATURE,
        action="cases.document_downloaded",
        text="{actor} heeft een document van een zaak opgehaald.",
    )
)
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="cases", run=_check))
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="mijn-zaken.md"))
