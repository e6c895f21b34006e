"""What adding documents to cases brings to the registers (architecture section 7)."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any, Final

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrations import outbox
from portal.cases.types import FEATURE
from tenants import registers
from tenants.configuration.rows import one_row, section
from tenants.registers import Holding, kinds
from tenants.schedule.types import ONCE, Daily

from . import canaries, handing_over, refusals
from .models import Piece, Upload, UploadSettings
from .operations import forgetting
from .queries import sent
from .types import ACTIVITY, State

HERE: Final = "portal.cases.uploading.handing_over"
UNTIL: Final = (
    "Het bestand: tot het bij de zaak staat. Dat u het stuurde: negentig dagen daarna. Elke nacht verwijdert de taak "
    "cases.forget_documents wat ouder is."
)


def _check() -> Mapping[str, Any]:
    """Tell how many documents wait, and how many could not be brought."""
    rows = Upload.objects.values_list("state").annotate(number=Count("pk")).order_by()
    found: dict[str, int] = dict(rows)
    return {
        "waiting": found.get(State.QUEUED, 0) + found.get(State.SENDING, 0),
        "failed": found.get(State.FAILED, 0),
    }


def _forget(_key: str) -> None:
    forgetting.forget(timezone.now())


outbox.kinds.add(
    outbox.Kind(
        FEATURE,
        "add_document",
        handler=f"{HERE}.hand_over",
        settled=f"{HERE}.settled",
        describe=f"{HERE}.describe",
        label=_("Uw document"),
        title=_("Document bij een zaak"),
        channel=handing_over.SYSTEM,
        keep=forgetting.KEPT,
        most_attempts=40,  # ten days, with the pauses in between
        patience=timedelta(seconds=85),
        reasons=refusals.REASONS,
    )
)
part = one_row(FEATURE, "case_uploads", "Documenten toevoegen", UploadSettings)
registers.settings.add(kinds.Settings(feature=FEATURE, section=part.key, model=UploadSettings._meta.label))
registers.parts.add(part)
registers.sections.add(section(part, UploadSettings))
registers.retention.add(
    kinds.Retention(
        FEATURE,
        model=UploadSettings._meta.label,
        keep="Zolang de gemeente de website gebruikt.",
        on_erasure="Bevat geen persoonsgegevens.",
    )
)
registers.retention.add(
    kinds.Retention(
        FEATURE,
        model=Upload._meta.label,
        keep=UNTIL,
        personal_fields=("user", "whose", "person", "case", "name", "kind"),
        on_erasure="Wordt verwijderd, ook wat nog niet bij de zaak staat.",
    )
)
registers.retention.add(
    kinds.Retention(
        FEATURE,
        model=Piece._meta.label,
        keep=UNTIL,
        personal_fields=("content",),
        on_erasure="Wordt verwijderd.",
    )
)
registers.holdings.add(
    Holding(
        feature=FEATURE,
        name="documents_sent",
        title=_("Documenten die u bij uw zaken voegde"),
        source=_("van u"),
        models=(Upload._meta.label, Piece._meta.label),
        labels={"at": _("Wanneer"), "what": _("Wat"), "kind": _("Soort"), "progress": _("Hoe het gaat")},
        read=sent.rows_of,
    )
)
for name in ("upload", "sent"):
    registers.access.add(
        kinds.Access(feature=FEATURE, view=f"cases:{name}", audience=kinds.Audience.SIGNED_IN)
    )
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity=ACTIVITY,
        purpose="Documenten van inwoners en bedrijven bij hun zaak zetten, en laten zien of dat gelukt is.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=(
            "het document, met zijn naam en soort",
            "naam van wie het stuurde, als schrijver van het document",
            "BSN, of de nummers van het bedrijf of de vestiging, om de zaak te vinden",
            "bevestigd e-mailadres, voor de ontvangstbevestiging",
        ),
    )
)
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="case_uploads", fill=canaries.fill))
for action, text in {
    "cases.document_sent": "{actor} heeft een document bij een zaak gevoegd.",
    "cases.document_infected": "{actor} stuurde een bestand met een virus. Het is niet aangenomen.",
}.items():
    registers.audit_texts.add(kinds.AuditText(feature=FEATURE, action=action, text=text))
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="case_uploads", run=_check))
registers.jobs.add(
    kinds.Job(feature=FEATURE, name="forget_documents", run=_forget, rhythm=Daily(time(3, 50)), catch_up=ONCE)
)
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="documenten-toevoegen.md"))
