"""What is written: the mirror of catalogues is brought up to date, catalogues are filled in, documents are sent."""

from .by_hand import enter_catalogue, leave_catalogue
from .forgetting import forget
from .refreshing import refresh, want
from .sending import send
from .synchronising import request, synchronise

__all__ = [
    "enter_catalogue",
    "forget",
    "leave_catalogue",
    "refresh",
    "request",
    "send",
    "synchronise",
    "want",
]
