"""What a search engine must be able to do for us. All calls happen inside a tenant, and concern it alone."""

from collections.abc import Iterable, Sequence
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from portal.search.types import Document, Question, Results

DEFAULT = "portal.search.postgres.PostgresBackend"


class Backend(Protocol):
    """A search engine."""

    def index(self, documents: Sequence[Document]) -> None:
        """Write documents; one with the same kind, key and language is replaced."""

    def remove(self, *, kind: str, keys: Sequence[str]) -> None:
        """Remove documents, in all languages."""

    def replace(self, *, kind: str, documents: Iterable[Document]) -> None:
        """Make these the only documents of a kind, at once or not at all."""

    def reword(self, *, kind: str, old: str, new: str) -> None:
        """Put other words in the place of some, wherever they stand in the bodies of a kind."""

    def search(self, question: Question) -> Results:
        """Find what a visitor asks for."""

    def count(self) -> int:
        """Count the documents of the entered tenant."""


def current() -> Backend:
    """Answer the back end that the settings name."""
    return cast(Backend, import_string(getattr(settings, "SEARCH_BACKEND", DEFAULT))())
