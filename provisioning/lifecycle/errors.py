"""What can go wrong, in words for operators."""

from collections.abc import Mapping, Sequence


class RefusedError(ValueError):
    """Raised when what an operator asks cannot be done; says why beside each field."""

    def __init__(self, reasons: Mapping[str, Sequence[str]]) -> None:
        self.reasons = {field: list(texts) for field, texts in reasons.items()}
        super().__init__("; ".join(f"{field}: {' '.join(texts)}" for field, texts in self.reasons.items()))


class StepError(RuntimeError):
    """Raised by a step that knows what is wrong; its text tells an operator what to do."""

    def __init__(self, text: str, *, permanent: bool = False) -> None:
        super().__init__(text)
        self.permanent = permanent
        """True when trying again by itself cannot help."""


class LeaseLostError(RuntimeError):
    """Raised when another worker has taken over: whoever notices stops without a trace."""


class OutsideItsSchemaError(RuntimeError):
    """Raised when a migration of one municipality writes to what is not that municipality's."""

    def __init__(self, schema: str, written: Sequence[str]) -> None:
        super().__init__(
            f"While {schema} was migrated, {', '.join(written)} would have been written: of the platform's tables, or "
            "another municipality's. What is done once belongs in an app of the platform (migrate_public)."
        )
