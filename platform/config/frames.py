"""Call what calls deeply where there is room for all its frames.

CPython keeps the frames of Python functions in chunks of 16 KiB (since 3.11). A call that does not fit the one in use
maps another, and its return unmaps that at once; so a page whose depth goes to and fro over such an edge asks the
kernel for memory hundreds of times, and each time gets it anew. Where the edges lie is luck: one frame more below moves
them all. The first frame that does not fit decides how large a chunk is: one that says it needs half a MiB gets a whole
one, and what it calls has the rest. Of that memory only what is used is ever there (docs/adr/0057).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Final

SLOTS: Final = 66_000
"""Of eight bytes: more than half of the MiB that is so mapped, which leaves the rest for thousands of frames."""


def roomy[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Make a function that calls another where there is room for all frames of it; what it answers is the same."""

    @wraps(function, updated=())
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        answer: R = _call(function, args, kwargs)
        return answer

    return call


def _call(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    return function(*args, **kwargs)


_call.__code__ = _call.__code__.replace(co_stacksize=SLOTS)
