"""What the outbox brings to the registers (architecture section 7)."""

import datetime

from django.utils.translation import gettext_lazy as _

from tenants import registers
from tenants.registers import Holding
from tenants.registers.kinds import (
    AuditText,
    CanaryFiller,
    Feature,
    HealthCheck,
    Job,
    Processing,
    Retention,
)
from tenants.schedule.types import ONCE, Daily, Every

from . import canaries, jobs, queries

FEATURE = "outbox"

registers.features.add(
    Feature(
        key=FEATURE,
        name="Uitgaande berichten",
        description="Wat naar andere systemen gaat, zoals e-mail en vragen: bewaard tot het daar is aangekomen.",
        switchable=False,
    )
)
registers.processing.add(
    Processing(
        FEATURE,
        activity="Berichten doorgeven aan andere systemen",
        purpose="Bewaren wat iemand heeft gevraagd of doorgegeven, tot het systeem dat het nodig heeft het heeft.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("wat iemand heeft ingevuld", "wie het deed, alleen als versleuteld kenmerk"),
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="outbox.Item",
        keep="De inhoud tot het bericht is aangekomen; dat het is aangekomen, of niet, dertig dagen. Elke nacht "
        "verwijdert de taak outbox.forget wat ouder is.",
        personal_fields=("payload", "reference", "person", "subject"),
        on_erasure="Wat deze persoon heeft gevraagd wordt verwijderd, ook wat nog niet is aangekomen.",
    )
)
registers.holdings.add(
    Holding(
        feature=FEATURE,
        name="deliveries",
        title=_("Wat u ons vroeg of doorgaf"),
        source=_("van u"),
        models=("outbox.Item",),
        labels={"at": _("Wanneer"), "what": _("Wat"), "progress": _("Hoe het gaat")},
        read=queries.rows_of,
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="outbox.MarkingKey",
        keep="Zolang de gemeente er is. Het is een geheim waarmee wij kenmerken onleesbaar maken, en zegt niets over "
        "personen.",
    )
)
for action, text in {
    "outbox.offered_again": "{actor} heeft een bericht opnieuw aangeboden: {target}",
    "outbox.withdrawn": "{actor} heeft een bericht ingetrokken: {target}",
}.items():
    registers.audit_texts.add(AuditText(FEATURE, action=action, text=text))
registers.canaries.add(CanaryFiller(FEATURE, name="outbox", fill=canaries.fill))
registers.health.add(HealthCheck(FEATURE, name="outbox", run=queries.health))
registers.jobs.add(Job(FEATURE, "deliver", run=jobs.deliver, atomic=False))
registers.jobs.add(
    Job(FEATURE, "sweep", run=jobs.sweep, rhythm=Every(datetime.timedelta(hours=1)), catch_up=ONCE)
)
registers.jobs.add(
    Job(FEATURE, "forget", run=jobs.forget, rhythm=Daily(datetime.time(3, 0)), catch_up=ONCE, atomic=False)
)
