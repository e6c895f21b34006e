"""MessageBird: what is left on an account, and text messages, which a page of the sandbox shows."""

from .stand_in import STAND_INS

__all__ = ["STAND_INS"]
