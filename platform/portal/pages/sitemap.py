"""All public addresses of a municipality: its pages, and what features have made findable."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from portal.core.links import absolute
from portal.search import sources
from portal.search.types import Document

from . import documents, queries


def addresses() -> list[str]:
    """List full addresses, each once."""
    return list(dict.fromkeys(absolute(path) for path in _paths()))


def _paths() -> Iterator[str]:
    for page in queries.published():
        yield queries.url_of(page)
    for source in sources.shown():
        if source.kind != documents.KIND:
            yield from filter(None, map(_path_of, source.documents()))


def _path_of(document: Document) -> str:
    with override(document.language):
        try:
            return reverse(document.url_name, args=document.url_args) if document.url_name else document.path
        except NoReverseMatch:  # its page is not there in this language
            return ""
