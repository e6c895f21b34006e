"""Fill a municipality's mirror with a word that must never appear at another's."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone

from integrations.connections.models import Connection
from integrations.connections.types import Authentication, System, row_of
from tenants.entry import current

from . import models
from .types import Cause, Counts, Failure, Part, What

SLUG = "canary"


def fill(word: str) -> None:
    """Write the word into a catalogue, a case type with its parts, and what changed of them."""
    now = timezone.now()
    row = row_of(current().uuid, System.CASE_SYSTEM, SLUG)
    Connection(
        pk=row,
        system=System.CASE_SYSTEM.value,
        slug=SLUG,
        address=f"https://{word.lower()}.example/zgw",
        authentication=Authentication.NONE.value,
        changed_by=word,
    ).save()
    url = f"https://{word.lower()}.example/zgw/1"
    common: dict[str, Any] = {"connection_id": row, "url": url, "name": word}
    catalogue = models.Catalogue.objects.create(**common, domain=word[:100], rsin=word[:20], read_at=now)
    kind = models.CaseType.objects.create(
        **common,
        catalogue=catalogue,
        identification=word[:100],
        subject=word,
        is_external=True,
        document_types=[url],
        status_types=[url],
        **dict.fromkeys(("term", "service_term", "extension"), word[:50]),
    )
    models.StatusType.objects.create(**common, case_type=kind, text=word, term=word[:50])
    models.ResultType.objects.create(**common, case_type=kind, generic=word, explanation=word)
    models.DocumentType.objects.create(**common, catalogue=catalogue)
    done = models.Synchronisation.objects.create(
        connection_id=row,
        cause=Cause.SCHEDULE.value,
        url=url,
        begun_at=now,
        ended_at=now,
        done={word: [asdict(Counts(Part.CASE_TYPE, word))]},
        failures=[asdict(Failure(Part.CASE_TYPE, url, word, word))],
    )
    models.Change.objects.create(
        synchronisation=done,
        part=Part.CASE_TYPE.value,
        what=What.CHANGED.value,
        url=url,
        name=word,
        case_type=word[:100],
        fields={"name": [word, word]},
    )
