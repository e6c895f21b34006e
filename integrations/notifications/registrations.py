"""What news of other systems brings to the registers (architecture section 7)."""

from datetime import time, timedelta

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
from tenants.schedule.types import ONCE, Daily, Every

from . import canaries, jobs, queries
from .types import FEATURE

registers.features.add(
    Feature(
        FEATURE,
        "Meldingen van zaaksystemen",
        "Zaaksystemen melden het meteen als er iets aan een zaak verandert.",
    )
)
registers.settings.add(Settings(feature=FEATURE, section=FEATURE))  # nothing to set
registers.processing.add(
    Processing(
        FEATURE,
        activity="Meldingen van zaaksystemen verwerken",
        purpose="Meteen laten zien wat er aan een zaak is veranderd.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("het adres van een zaak in het zaaksysteem, zonder namen of nummers van personen",),
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="notifications.Message",
        keep="Dertig dagen nadat de melding is verwerkt. Elke nacht verwijdert de taak notifications.forget wat ouder "
        "is.",
        personal_fields=("main", "resource_url"),
        on_erasure="Blijft staan tot het na dertig dagen verdwijnt: het noemt een zaak, en geen persoon.",
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="notifications.Watched",
        keep="Tot dertig dagen na het einde van de zaak, of een jaar nadat er iets veranderde. Elke nacht verwijdert "
        "de taak notifications.forget wat ouder is.",
        personal_fields=("main", "seen"),
        on_erasure="Blijft staan tot het vanzelf verdwijnt: het noemt een zaak en haar stand, en geen persoon.",
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="notifications.Subscription",
        keep="Zolang de koppeling bestaat. Het zegt niets over personen.",
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="notifications.Entrance",
        keep="Zolang het abonnement dit wachtwoord gebruikt, en een dag daarna. Het zegt niets over personen.",
    )
)
for action, text in {
    "notifications.registration_requested": "{actor} heeft gevraagd meldingen aan te zetten van de koppeling {target}",
    "notifications.registered": "{actor} heeft meldingen aangezet van de koppeling {target}",
    "notifications.replayed": "{actor} heeft een melding opnieuw laten verwerken: {target}",
}.items():
    registers.audit_texts.add(AuditText(FEATURE, action=action, text=text))
registers.canaries.add(CanaryFiller(FEATURE, name=FEATURE, fill=canaries.fill))
registers.health.add(HealthCheck(FEATURE, name=FEATURE, run=queries.health))
registers.help_pages.add(HelpPage(feature=FEATURE, path="meldingen.md"))
registers.jobs.add(Job(FEATURE, "work_off", run=jobs.work_off, atomic=False))
registers.jobs.add(Job(FEATURE, "register", run=jobs.register, atomic=False))
registers.jobs.add(Job(FEATURE, "sweep", run=jobs.sweep, rhythm=Every(timedelta(hours=1)), catch_up=ONCE))
registers.jobs.add(
    Job(
        FEATURE,
        "reconcile",
        run=jobs.reconcile,
        rhythm=Every(timedelta(minutes=15)),
        catch_up=ONCE,
        atomic=False,
    )
)
registers.jobs.add(Job(FEATURE, "forget", run=jobs.forget, rhythm=Daily(time(3, 10)), catch_up=ONCE))
