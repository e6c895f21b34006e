"""What search puts into the registers of features."""

from collections.abc import Mapping
from typing import Any

from portal.search import backend, operations, sources
from portal.search.types import Document
from tenants import registers
from tenants.registers import kinds
from tenants.schedule.types import Cost

FEATURE = "search"


def _fill_canary(word: str) -> None:
    operations.index_all(
        Document(
            kind=source.kind,
            key=word,
            title=word,
            summary=word,
            body=word,
            keywords=[word],
            path=f"/{word}/",
            boost=1,
        )
        for source in sources.every()
    )


def _check() -> Mapping[str, Any]:
    return {"documents": backend.current().count()}


def _reindex(_key: str) -> None:
    operations.reindex()


registers.features.add(
    kinds.Feature(
        key=FEATURE,
        name="Zoeken",
        description="Bezoekers zoeken in alles wat de gemeente op de site heeft gepubliceerd.",
    )
)
registers.settings.add(kinds.Settings(feature=FEATURE, section="search"))  # nothing to set
registers.access.add(kinds.Access(feature=FEATURE, view="search:results", audience=kinds.Audience.PUBLIC))
registers.processing.add(
    kinds.Processing(
        feature=FEATURE,
        activity="Zoeken op de site",
        purpose="Bezoekers laten vinden wat de gemeente heeft gepubliceerd. Zoekvragen worden niet bewaard.",
        legal_basis="Niet van toepassing: er worden geen persoonsgegevens verwerkt.",
    )
)
registers.retention.add(
    kinds.Retention(
        feature=FEATURE,
        model="search.IndexedDocument",
        keep="Zolang de tekst op de site staat.",
        on_erasure="Bevat geen persoonsgegevens.",
    )
)
registers.canaries.add(kinds.CanaryFiller(feature=FEATURE, name="search documents", fill=_fill_canary))
registers.audit_texts.add(
    kinds.AuditText(
        feature=FEATURE, action="search.reindexed", text="{actor} heeft de zoekindex opnieuw opgebouwd."
    )
)
registers.health.add(kinds.HealthCheck(feature=FEATURE, name="search index", run=_check))
registers.help_pages.add(kinds.HelpPage(feature=FEATURE, path="search.md"))
registers.jobs.add(kinds.Job(feature=FEATURE, name="reindex", run=_reindex, cost=Cost.HEAVY))
