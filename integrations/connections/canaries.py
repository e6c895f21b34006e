"""Fill a municipality's connections with a word that must never appear at another's."""

from tenants import keys
from tenants.entry import current

from .models import Connection
from .queries import SECRET
from .types import System, row_of


def fill(word: str) -> None:
    """Write the word into everything that a connection shows, and into its secret."""
    row = row_of(current().uuid, System.CASE_SYSTEM)
    connection = Connection(
        pk=row,
        system=System.CASE_SYSTEM.value,
        address=f"https://{word.lower()}.example/zgw",
        client_id=word,
        fingerprint=keys.fingerprint(word),
        changed_by=word,
    )
    SECRET.encrypt(word, connection)
    connection.save()
