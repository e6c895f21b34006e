"""The book that all processes share: a script in Redis, asked with little patience."""

from pathlib import Path
from typing import Final

from tenants.wires import AwayError, LeftAloneError, Order, Script, Wires, plain

from . import rules
from .types import Answer, Limits

__all__ = ["AwayError", "SharedBook"]

PATIENCE: Final = 0.1
"""Seconds: a page hardly waits for who counts it; but a busy machine is when counting matters."""
ALL: Final = "shared:quota:places"
REFUSED: Final = "shared:quota:refused"
"""How often each municipality was refused since somebody looked."""
LAST: Final = "shared:quota:last"
"""When that was last."""


class SharedBook:
    """Places and counts of all processes."""

    def __init__(self, url: str) -> None:
        self._wires = Wires(url, patience=PATIENCE, is_hasty=False)
        self._script = _script("take.lua")
        self._asking = _script("refused.lua")

    def take(
        self, tenant: str, token: str, limits: Limits, *, now: int | None = None
    ) -> tuple[Answer, int, bool]:
        """Let a request begin, as `rules.take` does; say whether places are in demand.

        :raises AwayError: when Redis gives no answer.
        """
        words = [
            "" if now is None else now, token, limits.places, limits.share, limits.reserve, limits.requests,
            rules.BURST, rules.LEASE,
        ]  # fmt: skip
        try:
            ((answer, left, is_busy),) = self._wires.ask(self._script.order(_keys(tenant), words))
        except LeftAloneError:
            raise
        except AwayError:
            self.give_back_later(tenant, token)  # it may have been heard, and answered too late
            raise
        return Answer(answer), int(left), bool(is_busy)

    def give_back(self, tenant: str, token: str, *, at_once: bool) -> None:
        """Note that a request has been answered; where places are in demand, wait until Redis has heard it.

        :raises AwayError: when Redis gives no answer; unless that is said later, the place is free when its lease ends.
        """
        orders = _given_back(tenant, token)
        if at_once:
            self._wires.ask(*orders)
        else:
            self._wires.tell(*orders)

    def give_back_later(self, tenant: str, token: str) -> None:
        """Note it with the next question that Redis answers: it may have heard of that place, or may yet (F23)."""
        for order in _given_back(tenant, token):
            self._wires.say_later(order)

    def note_refusal(self, tenant: str, at: float) -> None:
        """Write down that a request was refused, a moment later with whatever is asked next.

        :raises AwayError: when nobody listens.
        """
        self._wires.say(plain(["HINCRBY", REFUSED, tenant, 1]))
        self._wires.say(plain(["ZADD", LAST, round(at), tenant]))

    def refused(self, *, since: float) -> tuple[dict[str, int], set[str]]:
        """Answer how often each was refused since this was asked last, and who was at all since a moment.

        :raises AwayError: when Redis gives no answer.
        """
        ((often, lately),) = self._wires.ask(self._asking.order([REFUSED, LAST], [round(since)]))
        numbers = zip(often[::2], often[1::2], strict=True)
        return {tenant.decode(): int(number) for tenant, number in numbers}, {
            tenant.decode() for tenant in lately
        }

    def close(self) -> None:
        """Let go of the connections."""
        self._wires.close()


def _given_back(tenant: str, token: str) -> list[Order]:
    own, everybody, _spent = _keys(tenant)
    return [plain(["ZREM", key, token]) for key in (own, everybody)]


def _script(name: str) -> Script:
    return Script(Path(__file__).with_name(name).read_text("utf-8"))


def _keys(tenant: str) -> list[str]:
    return [f"{tenant}:quota:places", ALL, f"{tenant}:quota:requests"]
