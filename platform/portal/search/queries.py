"""What a visitor asks, answered by the back end from the kinds that may be shown now."""

from django.utils.translation import get_language

from portal.search import backend, sources
from portal.search.types import Question, Results


def results(text: str, *, kind: str = "", page: int = 1) -> Results:
    """Find what a visitor asks for, in the active language."""
    kinds = [source.kind for source in sources.shown()]
    question = Question(
        text=text,
        language=(get_language() or "nl")[:2],
        kinds=kinds,
        kind=kind if kind in kinds else "",
        page=page,
    )
    return backend.current().search(question)
