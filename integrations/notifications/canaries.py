"""Fill a municipality with news that holds a word which must never appear at another's."""

from django.utils import timezone

from integrations.connections.models import Connection
from integrations.connections.types import Authentication, System, row_of
from tenants.entry import current

from . import marks, models
from .types import State

SLUG = "canary-news"


def fill(word: str) -> None:
    """Write the word into a subscription with its entrance, and into messages that were given up and done."""
    row = row_of(current().uuid, System.CASE_SYSTEM, SLUG)
    home = f"https://{word.lower()}.example/zgw"
    Connection(
        pk=row,
        system=System.CASE_SYSTEM.value,
        slug=SLUG,
        address=home,
        authentication=Authentication.NONE.value,
        changed_by=word,
    ).save()
    subscription = models.Subscription.objects.create(
        connection_id=row,
        url=f"{home}/abonnement",
        channels=[word],
        finding=word[:40],
        look_finding=word[:40],
    )
    models.Entrance.objects.create(
        subscription=subscription, address_mark=marks.of(word), header_mark=marks.of(word)
    )
    for state in (State.DEAD, State.DONE):
        models.Message.objects.create(
            connection_id=row,
            mark=marks.of(f"{word}{state}"),
            channel=word[:50],
            main=f"{home}/zaken/{word}",
            resource=word[:100],
            resource_url=f"{home}/{word}",
            action=word[:100],
            features={word: word},
            created_at=timezone.now(),
            state=state,
            reason=word[:80],
            settled_at=timezone.now(),
        )
    models.Watched.objects.create(
        connection_id=row, channel=word[:50], main=f"{home}/zaken/{word}", seen={word: word}
    )
