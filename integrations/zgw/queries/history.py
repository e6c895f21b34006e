"""What synchronisations found, for functional managers to read (I-095)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count

from integrations.zgw import models
from integrations.zgw.types import (
    Cause,
    Change,
    Confidentiality,
    Counts,
    Difference,
    Failure,
    Part,
    Run,
    What,
)

MOST_RUNS: Final = 30
MOST_CHANGES: Final = 200
"""Changes that are shown of all runs together."""
LABELS: Final[Mapping[str, str]] = {
    "name": "naam",
    "domain": "domein",
    "rsin": "RSIN",
    "identification": "identificatie",
    "is_external": "voor inwoners en bedrijven",
    "confidentiality": "vertrouwelijkheid",
    "term": "wettelijke termijn",
    "service_term": "streeftermijn",
    "subject": "onderwerp",
    "version_date": "datum van de versie",
    "valid_from": "geldig vanaf",
    "valid_until": "geldig tot",
    "is_concept": "concept",
    "document_types": "documenttypen",
    "can_be_extended": "termijn mag langer",
    "extension": "hoeveel langer",
    "can_be_suspended": "termijn mag stilstaan",
    "text": "tekst voor de inwoner",
    "order": "plaats in de volgorde",
    "is_last": "laatste status",
    "informs": "inwoner krijgt bericht",
    "generic": "algemene omschrijving",
    "explanation": "toelichting",
}
CONFIDENTIALITY: Final[Mapping[int, str]] = {
    Confidentiality.PUBLIC: "openbaar",
    Confidentiality.LIMITED_PUBLIC: "beperkt openbaar",
    Confidentiality.INTERNAL: "intern",
    Confidentiality.CASE_CONFIDENTIAL: "zaakvertrouwelijk",
    Confidentiality.CONFIDENTIAL: "vertrouwelijk",
    Confidentiality.RESTRICTED: "confidentieel",
    Confidentiality.SECRET: "geheim",  # pragma: allowlist secret
    Confidentiality.TOP_SECRET: "zeer geheim",  # pragma: allowlist secret
}


def history(connection: UUID, *, most: int = MOST_RUNS, most_changes: int = MOST_CHANGES) -> list[Run]:
    """List synchronisations, the newest first, with what changed: two queries."""
    found = models.Synchronisation.objects.filter(connection=connection).order_by("-asked_at", "-pk")
    rows = list(found.annotate(changed=Count("changes"))[:most])
    changes: dict[UUID, list[Change]] = {}
    kept = models.Change.objects.filter(synchronisation__in=[row.pk for row in rows])
    for one in kept.order_by("-synchronisation__asked_at", "pk")[:most_changes]:
        changes.setdefault(one.synchronisation_id, []).append(_change(one))
    return [_run(row, row.changed, changes.get(row.pk, [])) for row in rows]


def _run(row: models.Synchronisation, changed: int, changes: list[Change]) -> Run:
    return Run(
        uuid=row.pk,
        connection=row.connection_id,
        cause=Cause(row.cause),
        asked_by=row.asked_by,
        begun_at=row.begun_at or row.asked_at,
        ended_at=row.ended_at,
        counts=tuple(_counts(row.done.values())),
        failures=tuple(_failure(one) for one in row.failures),
        unlisted_failures=row.unlisted_failures,
        changes=tuple(changes),
        more_changes=changed - len(changes),
    )


def _counts(stages: Iterable[list[dict[str, Any]]]) -> list[Counts]:
    return [Counts(**{**one, "part": Part(one["part"])}) for stage in stages for one in stage]


def _failure(kept: dict[str, Any]) -> Failure:
    return Failure(**{**kept, "part": Part(kept["part"])})


def _change(row: models.Change) -> Change:
    return Change(
        part=Part(row.part),
        what=What(row.what),
        name=row.name,
        case_type=row.case_type,
        at=row.at,
        differences=tuple(
            Difference(LABELS.get(field, field), shown(field, before), shown(field, after))
            for field, (before, after) in row.fields.items()
        ),
    )


def shown(field: str, value: Any) -> str:
    """Write a kept value as people read it."""
    match value:
        case None | "":
            return "niets"
        case bool():
            return "ja" if value else "nee"
        case int() if field == "confidentiality":
            return CONFIDENTIALITY.get(value, str(value))
        case list():
            return ", ".join(map(str, value)) or "niets"
        case _:
            return str(value)


def changes_since(connection: UUID, since: datetime, *, most: int = MOST_CHANGES) -> list[Change]:
    """List what changed after a moment, the newest first: one query."""
    found = models.Change.objects.filter(synchronisation__connection=connection, at__gt=since)
    return [_change(row) for row in found.order_by("-at", "pk")[:most]]
