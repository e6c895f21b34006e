"""The one way in which a process refuses."""

from collections.abc import Sequence

from django.core.checks import CheckMessage
from django.db import OperationalError


class StartRefusedError(OperationalError):
    """Raised instead of working: to everybody who waits for an answer it is as if the database were away."""

    def __init__(self, refusals: Sequence[CheckMessage]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("This process refuses to start.\n" + "\n".join(map(in_words, refusals)))


def in_words(refusal: CheckMessage) -> str:
    """Say in one line what is wrong and what to do."""
    return f"({refusal.id}) {refusal.msg} {refusal.hint or ''}".rstrip()
