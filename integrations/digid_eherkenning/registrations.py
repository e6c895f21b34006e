"""What signing in by SAML brings to the registers (architecture section 7).

Who signs in, and what is kept of that, the feature that signs people in registers: nothing of a person is kept here.
"""

import datetime

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
from tenants.schedule.types import ONCE, Daily

from . import canaries, tending

FEATURE = "saml"

registers.features.add(
    Feature(
        key=FEATURE,
        name="DigiD en eHerkenning",
        description="Inloggen met DigiD, eHerkenning en eIDAS, via SAML.",
        switchable=False,
    )
)
registers.processing.add(
    Processing(
        FEATURE,
        activity="Nagaan wie inlogt met DigiD, eHerkenning of eIDAS",
        purpose="Zeker weten wie iemand is, en voor wie iemand iets mag doen. Hier wordt daarvan niets bewaard.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e); voor het BSN de Wabb.",
        personal_data=("BSN", "KvK-nummer of RSIN", "pseudoniem", "naam en geboortedatum (eIDAS)"),
    )
)
registers.retention.add(
    Retention(
        FEATURE,
        model="digid_eherkenning.ProviderMetadata",
        keep="Zolang de koppeling bestaat. Het zijn openbare gegevens van de aanbieder, en zeggen niets over personen.",
    )
)
registers.audit_texts.add(
    AuditText(
        FEATURE,
        action="saml.metadata_taken_over",
        text="{actor} heeft de nieuwe gegevens van de aanbieder achter {target} goedgekeurd.",
    )
)
registers.jobs.add(
    Job(
        FEATURE,
        "refresh",
        run=tending.refresh,
        rhythm=Daily(datetime.time(4, 30)),
        catch_up=ONCE,
        atomic=False,
    )
)
registers.canaries.add(CanaryFiller(FEATURE, name="saml", fill=canaries.fill))
registers.health.add(HealthCheck(FEATURE, name="saml", run=tending.states))
