"""Let a page that waits for a call look whether that is in vain by now.

The call itself goes on: it is a witness, and may be answered yet. Not looked at are calls that change something, as
nobody would know what became of it; the one that tries a breaker, as it finds out; and work in the background.
"""

from contextlib import AbstractContextManager, nullcontext

from integrations.sources import waits

from . import background, books
from .books import Place


def watched(place: Place, *, is_safe: bool) -> AbstractContextManager[None]:
    """Be looked at during a call, where a page waits for it."""
    wait = waits.current()
    if wait is None or not is_safe or place.is_probe or background.is_background():
        return nullcontext()
    return wait.call(lambda: books.is_in_vain(place))
