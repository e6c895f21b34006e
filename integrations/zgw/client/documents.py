"""Ask for documents: https://vng-realisatie.github.io/gemma-zaken/standaard/documenten/"""

from contextlib import AbstractContextManager
from typing import Any, Final
from uuid import UUID

from integrations.connections import clients
from integrations.outcomes import Outcome

from .paths import DOCUMENTS

SECONDS: Final = 600.0
"""How long a whole file may take; between two pieces the connection's own limit holds."""


def address_of(client: clients.Client, uuid: UUID) -> str:
    """Answer the address of a document, as the system itself names it."""
    return client.to_absolute_url(f"{DOCUMENTS}/{uuid}")


def one(client: clients.Client, uuid: UUID) -> Outcome[Any]:
    """Ask what is known of a document; it is theirs, unread."""
    return clients.ask(client, f"{DOCUMENTS}/{uuid}", lambda content: content)


def content(client: clients.Client, url: str, *, largest: int) -> AbstractContextManager[clients.Reply]:
    """Begin to fetch a file; nothing is asked again once its first byte is there.

    :raises UnavailableError: when there is none, also while it is read.
    """
    return client.download(url, largest=largest, seconds=SECONDS, headers={"Accept": "*/*"})
