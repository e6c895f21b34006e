"""What case systems bring to the registers (architecture section 7): mirror of catalogues, copies of cases."""

from datetime import time, timedelta
from typing import Final

from integrations import copies
from tenants import registers
from tenants.registers.kinds import (
    AuditText,
    CanaryFiller,
    Feature,
    HealthCheck,
    Job,
    Processing,
    Retention,
)
from tenants.schedule.types import ONCE, Cost, Daily

from . import canaries, jobs, keeping
from .operations import forgetting
from .queries.mirror import LONGEST

FEATURE: Final = "zgw"
DAY: Final = timedelta(hours=27)
"""A day, and what chance may put the next time off."""

registers.features.add(
    Feature(
        FEATURE,
        "Zaaksystemen",
        "Welke soorten zaken er zijn: een kopie van de catalogi van de zaaksystemen.",
        switchable=False,
    )
)
registers.processing.add(
    Processing(
        FEATURE,
        activity="Catalogi van zaaksystemen bijhouden",
        purpose="Weten welke soorten zaken, statussen, resultaten en documenten er zijn, en wat daaraan verandert.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("welke medewerker om bijwerken vroeg, alleen als kenmerk",),
    )
)
for model, title in {
    "Catalogue": "catalogi",
    "CaseType": "zaaktypen",
    "StatusType": "statustypen",
    "ResultType": "resultaattypen",
    "DocumentType": "documenttypen",
}.items():
    copies.register(
        copies.Copy(
            feature=FEATURE,
            name=f"zgw.{title}",
            title=f"{title} van het zaaksysteem",
            source="het zaaksysteem",
            purpose="Zaken tonen zonder voor elke zaak naar haar type te vragen, ook als de catalogus niet antwoordt.",
            soft=DAY,
            hard=timedelta(days=7),
            last_good=LONGEST,
            model=f"zgw.{model}",
        )
    )
    registers.retention.add(
        Retention(
            FEATURE,
            model=f"zgw.{model}",
            keep="Zolang de koppeling bestaat: zaken verwijzen ernaar, ook als het zaaksysteem het niet meer heeft. "
            "Het zegt niets over personen.",
        )
    )
for model, title in {"Synchronisation": "bijwerken", "Change": "wijzigingen"}.items():
    copies.register(
        copies.Copy(
            feature=FEATURE,
            name=f"zgw.{title}",
            title="wat er in de catalogi van het zaaksysteem is gewijzigd",
            source="het zaaksysteem",
            purpose="Functioneel beheerders laten zien wat er is gewijzigd, en wat niet gelezen kon worden.",
            soft=forgetting.KEPT,
            hard=forgetting.KEPT,
            model=f"zgw.{model}",
        )
    )
registers.retention.add(
    Retention(
        FEATURE,
        model="zgw.Synchronisation",
        keep="Twee jaar. Elke nacht verwijdert de taak zgw.forget wat ouder is.",
        personal_fields=("asked_by",),
        on_erasure="Blijft staan, als kenmerk zonder naam, tot het na twee jaar verdwijnt.",
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="zgw.Change",
        keep="Twee jaar, met de keer dat het is bijgewerkt. Het zegt niets over personen.",
    )
)
for action, text in {
    "zgw.synchronisation_requested": "{actor} heeft gevraagd de catalogi bij te werken van de koppeling {target}",
    "zgw.catalogue_entered": "{actor} heeft een catalogus ingevuld: {target}",
    "zgw.catalogue_left": "{actor} heeft een ingevulde catalogus weggehaald: {target}",
}.items():
    registers.audit_texts.add(AuditText(FEATURE, action=action, text=text))
registers.canaries.add(CanaryFiller(FEATURE, name="zgw", fill=canaries.fill))
registers.health.add(HealthCheck(FEATURE, name="zgw_mirror", run=jobs.states))
registers.jobs.add(
    Job(
        FEATURE,
        "synchronise",
        run=jobs.synchronise,
        rhythm=Daily(time(4, 0), timedelta(hours=3)),
        catch_up=ONCE,
        atomic=False,
        cost=Cost.HEAVY,
    )
)
registers.jobs.add(Job(FEATURE, "synchronise_one", run=jobs.synchronise_one, atomic=False, cost=Cost.HEAVY))
registers.jobs.add(Job(FEATURE, "refresh", run=jobs.refresh, atomic=False))
registers.jobs.add(Job(FEATURE, "forget", run=jobs.forget, rhythm=Daily(time(3, 20)), catch_up=ONCE))
keeping.register(FEATURE)
