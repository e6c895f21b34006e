"""What can go wrong with keys."""

from collections.abc import Mapping, Sequence


class NotAdmittedError(Exception):
    """Raised when a key opens nothing; does not say why, so that whoever found one learns nothing of it."""


class TokenRefusedError(ValueError):
    """Raised when a key cannot be made as asked; says why beside each field."""

    def __init__(self, reasons: Mapping[str, Sequence[str]]) -> None:
        self.reasons = {field: list(texts) for field, texts in reasons.items()}
        super().__init__("; ".join(self.reasons))
