"""The only package that opens sockets to other systems: `http.call(http.Call(…))`, `http.stream(…)`.

Every call says how far it may reach (`reach`) and how long it may take in all. The name is looked up once,
the addresses found are judged, and the socket is connected to a judged address: a name that answers
differently the second time gains nothing. Nothing is followed: a redirect is an answer like any other, so no
credential ever leaves the origin that it was meant for. Bodies and headers are never logged.

A call that says whose it is (`owner`) leaves its connection behind for the next one of the same connection of the
same municipality (`pools`).
"""

from .client import Stream, call, stream
from .deadline import Deadline
from .reach import PUBLIC, Reach, of_portal, of_tenant
from .types import NOBODY, Answer, Call, Identity, Owner

__all__ = [
    "NOBODY",
    "PUBLIC",
    "Answer",
    "Call",
    "Deadline",
    "Identity",
    "Owner",
    "Reach",
    "Stream",
    "call",
    "of_portal",
    "of_tenant",
    "stream",
]
