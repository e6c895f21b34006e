"""Who may ask for what, by the decision that stands with each view; no list of addresses and no list of answers."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import parse_qs

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from portal.core.access import OPEN_STAFF_PAGES, STAFF_PAGES, is_for_verified_staff
from tenants import access, registers
from tenants.registers.kinds import Audience
from tests.attacks.addresses import Address

SIGN_IN: Final = ("/inloggen/", "/en/inloggen/", "/beheer/login/")
SHOWN: Final = range(200, 300)
PRIVATE: Final = "private, no-store"


class Sort(StrEnum):
    """What a visitor is, as far as access goes."""

    NOBODY = "nobody"
    PERSON = "person"
    STAFF = "staff"


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser."""

    name: str
    sort: Sort
    client: Client


@dataclass(frozen=True, slots=True)
class Decided:
    """An address, and for whom it is; None where nobody has decided."""

    address: Address
    audience: Audience | None

    @property
    def path(self) -> str:
        """Answer the path that leads there."""
        return self.address.path


def decided(addresses: Iterable[Address]) -> list[Decided]:
    """Find for whom each address is, while the municipality's own URLs are the thread's.

    The way to a second factor is left out: it leads where that is, for everybody.
    """
    which = [each for each in addresses if not each.path.startswith(OPEN_STAFF_PAGES)]
    return [Decided(each, _audience_of(each)) for each in which]


def _audience_of(address: Address) -> Audience | None:
    """Answer for whom an address is: by its view, by the register, or as it stands among pages for staff."""
    decided = access.audience_of(resolve(address.path).func)
    if decided is not None:
        return decided
    if address.name in registers.access:
        return registers.access.get(address.name).audience
    if is_for_verified_staff(address.path):
        return Audience.STAFF
    return Audience.PUBLIC if address.name.startswith("pages-") else None


def wrong(audience: Audience | None, sort: Sort, answer: HttpResponseBase) -> str:
    """Tell what is wrong with an answer to GET; empty when nothing is."""
    asks = is_sent_to_sign_in(answer)
    match audience, sort:
        case None, _:
            return "nobody has decided for whom it is"
        case Audience.PUBLIC, _:
            return "asks to sign in for what is public" if asks else ""
        case Audience.SIGNED_IN, Sort.NOBODY:
            return "" if asks else f"does not ask to sign in, but answers {answer.status_code}"
        case Audience.SIGNED_IN, _:
            return _of_personal(answer, asks=asks)
        case Audience.STAFF, Sort.STAFF:
            return "asks staff to sign in again" if asks else ""
        case Audience.STAFF, _:
            is_refused = asks or answer.status_code in {403, 404}
            return "" if is_refused else f"is for staff, and answers {answer.status_code}"
    return "" if answer.status_code == 404 else "is of another process"


def _of_personal(answer: HttpResponseBase, *, asks: bool) -> str:
    if asks:
        return "asks to sign in again"
    is_kept = answer.headers.get("Cache-Control") != PRIVATE
    return "may be kept by a browser" if is_kept and answer.status_code in SHOWN else ""


def is_sent_to_sign_in(answer: HttpResponseBase) -> bool:
    """Tell whether somebody has to sign in first, and is then back."""
    to = answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""
    where, _mark, query = to.partition("?")
    return where in SIGN_IN and REDIRECT_FIELD_NAME in parse_qs(query)


def faults(
    visitors: list[Visitor],
    addresses: Iterable[Decided],
    ask: Callable[[Client, str], Any],
    *,
    in_turn: bool = False,
) -> list[str]:
    """Ask for all as everybody, and list what was answered wrongly.

    :param in_turn: whether, for what is not for people who sign in, one of them asks for each address, and another one
        for the next.
    """
    turns = itertools.cycle([each for each in visitors if each.sort is Sort.PERSON] or [None])
    return [
        f"{each.address.name} ({each.path}) as {visitor.name}: {said}"
        for each in addresses
        for turn in [next(turns)]
        for visitor in visitors
        if not in_turn
        or each.audience is Audience.SIGNED_IN
        or visitor.sort is not Sort.PERSON
        or visitor is turn
        if (said := wrong(each.audience, visitor.sort, ask(visitor.client, each.path)))
    ]


def is_of_staff(each: Decided) -> bool:
    """Tell whether an address stands below the pages of staff."""
    return each.path.startswith(STAFF_PAGES)
