"""What can go wrong with endpoints."""

from collections.abc import Mapping, Sequence


class EndpointRefusedError(ValueError):
    """Raised when an endpoint cannot be as asked; says why beside each field."""

    def __init__(self, reasons: Mapping[str, Sequence[str]]) -> None:
        self.reasons = {name: list(texts) for name, texts in reasons.items()}
        super().__init__("; ".join(self.reasons))


class AddedAlreadyError(Exception):
    """Raised when an endpoint under this number is there: the form was sent twice."""


class OvertakenError(Exception):
    """Raised when what somebody looked at has changed meanwhile; nothing was done."""
