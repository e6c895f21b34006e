"""Keep what the last look at each stream found, for the screens."""

from typing import Final

from django.utils import timezone

from .judging import Verdict
from .models import Finding
from .streams import Stream

MOST_PROBLEMS: Final = 50


def keep(stream: Stream, verdict: Verdict) -> None:
    """Keep what was found; of very many problems the first."""
    shown = verdict.problems[:MOST_PROBLEMS]
    values = {
        "tenant": stream.tenant,
        "looked_at": timezone.now(),
        "records": verdict.records,
        "unsealed": verdict.unsealed,
        "seals": verdict.seals,
        "head": verdict.head[1],
        "number_of_problems": verdict.number_of_problems,
        "problems": [
            {"kind": each.kind, "record": each.record, "seal": each.seal, "text": each.text} for each in shown
        ],
    }
    Finding.objects.update_or_create(stream=stream.name, defaults=values)
