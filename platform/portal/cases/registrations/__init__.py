"""What Mijn zaken puts into the registers of features."""

from . import kinds_of_cases, news, pages, questions

__all__ = ["kinds_of_cases", "news", "pages", "questions"]
