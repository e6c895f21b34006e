"""The kinds of document that features bring, registered in their `registrations`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise

from portal.search import addresses
from portal.search.types import Document
from tenants import features


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of document: who brings it, and when it may be shown."""

    kind: str
    label: str | Promise
    """Plural, for people."""
    documents: Callable[[], Iterable[Document]] = field(compare=False)
    """Lists all that is public in the entered tenant."""
    feature: str = ""
    """The feature that must be on; empty for what every portal has."""
    probe: str = ""
    """Name of a URL without arguments that resolves only while an editor has published the feature's page."""

    def is_shown(self) -> bool:
        """Tell whether documents of this kind may be shown now (requirement P-001)."""
        is_on = not self.feature or features.is_on(self.feature)
        return is_on and (not self.probe or addresses.find(self.probe) is not None)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a kind of document; adding it again replaces it."""
    _sources[source.kind] = source


def every() -> Iterator[Source]:
    """List all kinds in order of registration."""
    return iter(_sources.values())


def shown() -> list[Source]:
    """List the kinds that may be shown in the entered tenant now."""
    return [source for source in every() if source.is_shown()]
