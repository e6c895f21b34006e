"""How a check can end. *Not run* is neither green nor a failure, and must never look green."""

import dataclasses

OK, FAILED, NOT_RUN = "ok", "FAILED", "NOT RUN"


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended, and what it said."""

    state: str
    words: str = ""
