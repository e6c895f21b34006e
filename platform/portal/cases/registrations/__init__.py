"""What Mijn zaken puts into the registers of features."""

from . import kinds_of_cases, pages

__all__ = ["kinds_of_cases", "pages"]
