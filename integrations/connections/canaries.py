"""Fill a municipality's connections with a word that must never appear at another's."""

from tenants import keys
from tenants.entry import current

from . import portraits
from .models import Connection
from .queries import FORMER, FORMER_KEY, KEY, NEXT_KEY, PENDING, SECRET
from .types import Layer, Step, StepState, System, row_of


def fill(word: str) -> None:
    """Write the word into everything that a connection shows, and into its secrets."""
    address = f"https://{word.lower()}.example/zgw"
    row = row_of(current().uuid, System.CASE_SYSTEM)
    connection = Connection(
        pk=row,
        system=System.CASE_SYSTEM.value,
        address=address,
        token_address=address,
        fingerprint=keys.fingerprint(word),
        former_fingerprint=keys.fingerprint(word),
        version=word,
        scheme=word[:20],
        profile=word,
        steps=portraits.kept([Step(Layer.VERSION, StepState.OK, detail=word)]),
        switches={word: True},
        found={word: True},
        **dict.fromkeys(("name", "client_id", "header", "scope", "changed_by"), word),
        **dict.fromkeys(("off_because", "maintenance_note", "pending_request", "trusted"), word),
    )
    for secret in (SECRET, FORMER, KEY, NEXT_KEY, FORMER_KEY, PENDING):
        secret.encrypt(word, connection)
    connection.save()
