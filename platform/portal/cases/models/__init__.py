"""What a municipality sets of Mijn zaken."""

from .settings import CaseSettings

__all__ = ["CaseSettings"]
