"""What is kept of somebody's cases: short copies, encrypted, one person's, and ended by news (M-07, M-19)."""

from datetime import timedelta
from typing import Final

from integrations import copies

from .queries.cases import APPLICANT_CHANGED, CASE_CHANGED, FILE, LIST
from .types.cases import CaseFile, CasePage

FRESH: Final = timedelta(minutes=1)
"""How long an answer counts; news of a change ends it at once."""
LAST_GOOD: Final = timedelta(hours=12)
"""How long it may be shown, with its age, while the case system gives no answer."""
SOURCE: Final = "het zaaksysteem van de gemeente"
LEGAL_BASIS: Final = "Algemeen belang: de inwoner tonen hoe het staat met wat hij of zij heeft aangevraagd."


def register(feature: str) -> None:
    """Register the copies of lists and of single cases."""
    copies.register(
        copies.Copy(
            feature=feature,
            name=LIST,
            title="de lijst met uw zaken",
            source=SOURCE,
            purpose="Uw zaken snel tonen, en ook als het zaaksysteem even geen antwoord geeft.",
            legal_basis=LEGAL_BASIS,
            personal_data=("zaken met nummer, soort, status, resultaat en datums",),
            parts=(copies.PERSON, "connection", "applicant", "options", "place"),
            soft=FRESH,
            hard=FRESH,
            last_good=LAST_GOOD,
            purged_by={APPLICANT_CHANGED: ("connection", "applicant")},
            value=CasePage,
            largest=500_000,
        )
    )
    copies.register(
        copies.Copy(
            feature=feature,
            name=FILE,
            title="een zaak van u",
            source=SOURCE,
            purpose="Uw zaak snel tonen, en ook als het zaaksysteem even geen antwoord geeft.",
            legal_basis=LEGAL_BASIS,
            personal_data=(
                "zaak met nummer, soort, statussen, resultaat en datums",
                "BSN of nummers van uw bedrijf, en uw naam",
                "namen van medewerkers die de zaak behandelen",
                "titels van documenten, zonder hun inhoud",
            ),
            parts=(copies.PERSON, "connection", "applicant", "options", "case"),
            soft=FRESH,
            hard=FRESH,
            last_good=LAST_GOOD,
            purged_by={
                CASE_CHANGED: ("connection", "case"),
                APPLICANT_CHANGED: ("connection", "applicant"),
            },
            value=CaseFile,
            largest=500_000,
        )
    )
