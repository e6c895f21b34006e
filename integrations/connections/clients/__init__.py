"""The one way to speak to a system of a municipality: `clients.open(access, tenant=…)`.

What comes out is ape-pie's `APIClient`, a session of requests that is bound to one address (`client`). Underneath lies
a transport of ours (`transport`), so that every byte goes through `integrations.http`: judged addresses, deadlines,
kept connections. Around each call stands the guard (`guarding`). Each attempt gets its authentication anew
(`authentication`, `oauth`, `jwt`), and none ever leaves the address that it belongs to (`pinning`).

Queries use `ask` for one question and `every` for a list in pages, or `begin` where its other pages are fetched side by
side: all answer an `Outcome`. `outcome_of` makes one of what takes several calls. Answers are read strictly
(`decoding`).
"""

from .asking import ask, outcome_of
from .client import Client
from .guarding import UNGUARDED, Guard
from .opening import open  # noqa: A004 - read as `clients.open()`
from .paging import Page, every
from .spreading import Begun, begin
from .transport import Reply

__all__ = [
    "UNGUARDED",
    "Begun",
    "Client",
    "Guard",
    "Page",
    "Reply",
    "ask",
    "begin",
    "every",
    "open",
    "outcome_of",
]
