"""The numbers by which connections are guarded; milliseconds, as Redis counts them."""

from typing import Final

MOST_IN_ROW: Final = 5
"""Failures in a row after which a connection is left alone (fault F01)."""
LEAST_TRIED: Final = 20
"""Calls within a minute from which on their failure rate counts."""
WORST_RATE: Final = 50
"""Per cent of calls within a minute; from here on it is left alone, also when every other call succeeds (F17)."""
FIRST_PAUSE: Final = 5_000
LONGEST_PAUSE: Final = 60_000
"""A pause is twice the one before, up to this; then one call may try."""
LONGEST_REST: Final = 300_000
"""However long the other side asks us to stay away (Retry-After)."""
MOST_RETRIES: Final = 20
"""Per cent of the calls of a minute (F05)."""
JITTER: Final = (0.8, 1.2)
PROBED_BY_ANOTHER: Final = 250
"""Ask again after this when somebody else is trying."""
TRUSTED_FOR: Final = 5_000
"""How long a process believes its copy of an open breaker without asking Redis."""
MARGIN: Final = 500
"""How much longer than its deadline a call keeps its place: what ends in time returns it itself."""
MOST_UNANSWERED: Final = 3
"""Citizens' calls that may wait longer than is usual there, with nothing good since they began; then others are sent
away, but for one that tries now and then (fault F03)."""
LEAST_PATIENCE: Final = 1_000
PATIENCE: Final = 2
"""How many times as long as its longest answer of late a connection may take before it counts as silent."""
FORGETTING: Final = 64
"""A quicker answer takes this part off the longest of late: after some fifty of them half is forgotten."""
TRIED_AGAIN: Final = 2_000
"""While a connection is silent one call tries so long after the one before."""
FAIR_CHANCE: Final = 1.0
"""Seconds: who was given less, and less than a call may take, cannot be called too slow."""
KEPT: Final = 30 * 24 * 3_600_000
"""How long what is known of a connection outlives its last call."""
