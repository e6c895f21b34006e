"""What features call when something public changes. Only what anybody may see belongs in here."""

from collections.abc import Iterable

from django.db import transaction

from portal.search import backend, sources
from portal.search.types import Document
from tenants import audit


def index(document: Document) -> None:
    """Make a document findable, or findable as it is now."""
    backend.current().index([document])


def index_all(documents: Iterable[Document]) -> None:
    """Make many documents findable in one go."""
    backend.current().index(list(documents))


def remove(*, kind: str, key: str) -> None:
    """Make a document unfindable, in all languages."""
    backend.current().remove(kind=kind, keys=[key])


def replace(*, kind: str, documents: Iterable[Document]) -> None:
    """Make these the only documents of a kind."""
    backend.current().replace(kind=kind, documents=documents)


def reword(*, kind: str, old: str, new: str) -> None:
    """Put other words in the place of some, wherever they stand in the bodies of a kind."""
    backend.current().reword(kind=kind, old=old, new=new)


@transaction.atomic
def reindex(*, by: audit.Actor = audit.SYSTEM) -> int:
    """Build the entered tenant's index anew from what its features say, and count what it holds then.

    Visitors find what was there before until all of it is replaced.
    """
    engine = backend.current()
    for source in sources.every():
        engine.replace(kind=source.kind, documents=source.documents())
    count = engine.count()
    audit.record("search.reindexed", by=by, details={"documents": count})
    return count
