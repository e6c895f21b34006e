"""What the record of who looked brings to the registers."""

import uuid

from tenants import registers
from tenants.registers import kinds

from .models import Number, Record

FEATURE = "processing"


def _fill_canary(word: str) -> None:
    number = Number.objects.create(person=uuid.uuid4()).number
    texts = dict.fromkeys(("activity", "actor", "source", "trace"), word)
    Record.objects.create(number=number, actor_kind="staff", outcome="ok", **texts)


registers.features.add(
    kinds.Feature(
        FEATURE,
        "Wie keek in mijn gegevens",
        "Van elke keer dat gegevens van een inwoner zijn bekeken, opgehaald of doorgegeven één regel, zonder die "
        "gegevens.",
        switchable=False,
    )
)
registers.processing.add(
    kinds.Processing(
        FEATURE,
        "Vastleggen wie in gegevens keek",
        "Inwoners kunnen zien wie hun gegevens heeft bekeken of opgehaald, en waarom.",
        "Wettelijke plicht (AVG art. 5 lid 2 en art. 15).",
        personal_data=("een nummer in plaats van de persoon", "soort handeling", "tijdstip"),
    )
)
registers.retention.add(
    kinds.Retention(
        FEATURE,
        "processing.Record",
        "Drie jaar; zonder naam of BSN.",
        personal_fields=("number",),
        on_erasure="Blijft staan zonder dat iemand nog kan weten over wie het ging: het nummer hoort bij niemand meer.",
    )
)
registers.retention.add(
    kinds.Retention(
        FEATURE,
        "processing.Number",
        "Zolang iemand een profiel heeft.",
        personal_fields=("person",),
        on_erasure="Wordt verwijderd.",
    )
)
registers.canaries.add(kinds.CanaryFiller(FEATURE, "processing", _fill_canary))
