"""What news for somebody brings to the registers (architecture section 7)."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from tenants import registers
from tenants.registers import Holding, kinds
from tenants.schedule.types import ONCE, Daily

from . import canaries, jobs, queries
from .views import ACTIVITY

FEATURE = "userfeed"

registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Wat er nieuw is",
        description="Wie inlogt, ziet op de startpagina wat er veranderd is en wat er nog te doen is.",
        switchable=False,
    )
)
registers.access.add(kinds.Access(feature=FEATURE, view="userfeed:feed", audience=kinds.Audience.SIGNED_IN))
registers.processing.add(
    kinds.Processing(
        FEATURE,
        activity=ACTIVITY,
        purpose="Inwoners en bedrijven laten zien wat er veranderd is en wat zij nog moeten doen.",
        legal_basis="Uitvoering van een taak van algemeen belang (AVG art. 6 lid 1 onder e).",
        personal_data=("voor wie het is", "waar het over gaat, zoals het nummer en de stand van een zaak"),
    )
)
registers.retention.add(
    kinds.Retention(
        FEATURE,
        model="userfeed.FeedItem",
        keep="Tot negentig dagen nadat het klaar of vervallen is. Elke nacht verwijdert de taak userfeed.tidy wat "
        "ouder is.",
        personal_fields=("user", "mark", "snapshot"),
        on_erasure="Wordt verwijderd.",
    )
)
registers.holdings.add(
    Holding(
        feature=FEATURE,
        name="news",
        title=_("Wat er nieuw voor u was"),
        source=_("deze website"),
        models=("userfeed.FeedItem",),
        labels={"at": _("Wanneer"), "what": _("Wat")},
        read=queries.rows_of,
    )
)
registers.canaries.add(kinds.CanaryFiller(FEATURE, name=FEATURE, fill=canaries.fill))
registers.health.add(kinds.HealthCheck(FEATURE, name=FEATURE, run=queries.health))
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="wat-er-nieuw-is.md"))
registers.jobs.add(kinds.Job(FEATURE, "tidy", run=jobs.tidy, rhythm=Daily(time(0, 30)), catch_up=ONCE))
