"""What stands between us and another system that may be down: one `call()` for every conversation with it.

Per municipality and connection there is a *breaker* (who failed five times in a row is left alone for a while, then
tried by one call; who is silent for longer than usual gets no more callers meanwhile), a *bulkhead* (so many calls at
once over all processes) and a *budget of retries*. What they know lies in Redis (`shared`, `*.lua`), with a copy in the
process (`local`) that answers while somebody rests, and that takes over while Redis is away, full or slow: each process
then guards for itself (faults F22, F23, F25). `books` chooses between the two; `breaker` says the rules once more, in
Python; a test compares both.

Every call is counted where the breaker is, in the same message: `figures`. `health` makes states and alerts of that.
"""

from .background import in_background
from .books import forget, standing
from .calling import call
from .together import room_for
from .types import Standing

__all__ = ["Standing", "call", "forget", "in_background", "room_for", "standing"]
