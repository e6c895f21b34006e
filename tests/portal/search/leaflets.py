"""Make documents and look for them."""

from typing import Any

from portal.search import operations, queries
from portal.search.types import Document
from tests.portal.search.conftest import KIND


def leaflet(name: str, **values: Any) -> Document:
    """Make a document that everybody may find, called and known by a name."""
    return Document(**{"kind": KIND, "key": name, "title": name, "path": f"/{name}/"} | values)


def index(*titles: str) -> None:
    """Make documents with nothing but a title findable."""
    operations.index_all([leaflet(title) for title in titles])


def found(text: str, **values: Any) -> list[str]:
    """List the keys of what is found."""
    return [hit.key for hit in queries.results(text, **values).hits]
