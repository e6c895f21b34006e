"""The only package that opens sockets to other systems: `http.call(http.Call(…))`.

Every call says how far it may reach (`reach`) and how long it may take in all. The name is looked up once,
the addresses found are judged, and the socket is connected to a judged address: a name that answers
differently the second time gains nothing. Nothing is followed: a redirect is an answer like any other, so no
credential ever leaves the origin that it was meant for. Bodies and headers are never logged.
"""

from .client import call
from .reach import Reach, of_portal, of_tenant
from .types import Answer, Call

__all__ = ["Answer", "Call", "Reach", "call", "of_portal", "of_tenant"]
