"""What may stand in the way of a change to a house style."""

from collections.abc import Mapping, Sequence


class RefusedStyleError(Exception):
    """Refuse a change, with all reasons by field, in the reader's language."""

    def __init__(self, reasons: Mapping[str, Sequence[str]]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


class ChangedMeanwhileError(Exception):
    """Refuse to go on from a revision that is not the newest any more; `newest` is."""

    def __init__(self, newest: int) -> None:
        super().__init__(newest)
        self.newest = newest
