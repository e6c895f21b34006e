"""Fill what a municipality keeps of its providers with a word that must never appear at another's."""

from django.utils import timezone

from integrations.connections.models import Connection
from integrations.connections.types import Authentication, System, row_of
from tenants.entry import current

from .models import ProviderMetadata

SLUG = "canary"


def fill(word: str) -> None:
    """Write the word into a connection and its metadata."""
    address = f"https://{word.lower()}.example/metadata"
    connection = Connection(
        pk=row_of(current().uuid, System.DIGID, SLUG),
        system=System.DIGID.value,
        slug=SLUG,
        address=address,
        authentication=Authentication.NONE.value,
        changed_by=word,
    )
    connection.save()
    ProviderMetadata(
        connection=connection,
        address=address,
        xml=word,
        entity_id=word,
        fingerprints=[word],
        fetched_at=timezone.now(),
        pending_xml=word,
        finding=word[:60],
    ).save()
