"""Questions about cases: the kind of delivery, its letter, and what is written down of it."""

from django.utils.translation import gettext_lazy as _

from integrations import outbox
from integrations.outbox.types import Own
from portal.cases import question_letter, receipts
from portal.cases.types import FEATURE, QUESTION
from portal.core.mail.kinds import kinds as mails
from tenants import registers
from tenants.registers import kinds

outbox.kinds.add(
    outbox.Kind(
        FEATURE,
        QUESTION.removeprefix(f"{FEATURE}."),
        handler="portal.cases.delivering.hand_over",
        label=_("Uw vraag over een zaak"),
        title=_("Vraag over een zaak"),
        channel="core.mail",
        most_attempts=12,
        reasons={
            Own.NOBODY_THERE: outbox.Explained(
                _("Er is geen e-mailadres voor vragen over zaken ingevuld, of dat adres bestaat niet."),
                _("Vul bij Mijn zaken een e-mailadres in dat bestaat."),
            )
        },
    )
)
for letter in (question_letter.KIND, *receipts.KINDS):
    mails.add(letter)
for name in ("question", "question_sent"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"cases:{name}", audience=kinds.Audience.SIGNED_IN)
    )
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="Vragen over zaken doorgeven",
        purpose="Een vraag die iemand bij een zaak stelt, naar de gemeente sturen, zodat die kan antwoorden.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=(
            "naam",
            "e-mailadres of telefoonnummer",
            "zaaknummer en soort zaak",
            "de vraag",
            "bevestigd e-mailadres, voor de ontvangstbevestiging",
        ),
    )
)
registers.audit_texts.add(
    kinds.AuditText(
        feature=FEATURE, action="cases.question_asked", text="{actor} heeft een vraag gesteld over een zaak."
    )
)
