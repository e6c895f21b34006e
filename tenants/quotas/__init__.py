"""What one municipality may take of the web processes that all share (fault F53, attack T36, tenancy 5.6).

Two limits, decided before anything is asked of the database: a *share* of the requests that can be answered at once,
and a *quota* of requests a second. Whoever is beyond either gets a page with status 429 that says when to come
back; everybody else does not notice. Both are counted over all processes in Redis (`shared`, `take.lua`); without Redis
each process counts for itself (`local`) by the same rules (`rules`), more generously. `alarms`
tells operators. docs/adr/0033 says why.
"""

from .book import Place, take
from .types import Refused

__all__ = ["Place", "Refused", "take"]
