"""Signing in with address and password: the first step (P-019, P-020), and changing the password (P-025).

Nobody can lock another out. Wrong passwords for an address count against the network that they come from, and only
when they come from many networks against the address itself; then a browser in which its owner signed in before goes
on, and in any other a letter to the address proves that it is the owner.
"""

import datetime
from dataclasses import dataclass
from typing import Final

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest

from portal.accounts import known_browsers
from portal.accounts.door_options import PasswordDoor
from portal.accounts.models import Ending, LinkPurpose, MailedLink, User
from portal.accounts.networks import network_of
from portal.accounts.origins import origin_of
from portal.accounts.queries import local, resolving
from portal.core.mail import operations as mail
from tenants import audit
from tenants.audit import Actor

from . import ending, limits, links
from .limits import Limit

DAY: Final = datetime.timedelta(days=1)
QUARTER: Final = datetime.timedelta(minutes=15)
FOR_ADDRESS: Final = "address"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why somebody did not come in."""

    wait: datetime.timedelta | None = None
    """How long nothing is tried, after too many failures."""
    may_prove: bool = False
    """Whether a letter to the address helps now."""
    is_closed: bool = False
    """Told to none but who knows the password."""


class WrongPasswordError(ValueError):
    """Raised when the password of now is not right."""


class TooOftenError(RuntimeError):
    """Raised when something was tried too often."""

    def __init__(self, wait: datetime.timedelta) -> None:
        super().__init__("too often")
        self.wait = wait


def check(request: HttpRequest, door: PasswordDoor, address: str, password: str) -> User | Refused:
    """Take the first step. What it costs and answers is the same for an address that nobody has (I25)."""
    user = local.account_of(address)
    tries = _limits(request, address, user)
    if blocked := limits.claim(tries):
        return Refused(blocked.wait, may_prove=blocked.limit.name == FOR_ADDRESS)
    if not _is_right(user, password) or user is None:
        _note_failure(request, door)
        return Refused()
    limits.take_back(tries)
    if not user.is_active:
        return Refused(is_closed=True)
    limits.forget(tries[:1])
    return user


@transaction.atomic
def reset(*, token: str, password: str, origin: str = "") -> User:
    """Set the password that somebody chose by a letter; whoever is signed in is signed out everywhere (I20).

    :raises TakenError: when the link was used, is over or never was.
    """
    link = links.take(token, LinkPurpose.RESET)
    user = link.user
    if user is None or not user.is_active or not local.is_local(user):
        raise links.TakenError
    _set(user, password)
    MailedLink.objects.open().filter(user=user, purpose=LinkPurpose.RESET).delete()
    ending.end_all_of(user, Ending.ELSEWHERE)
    limits.forget([_of_address(str(user.email))])
    audit.record("accounts.password_reset", by=Actor("person", str(user.uuid), origin))
    return user


@transaction.atomic
def _change(request: HttpRequest, user: User, password: str) -> None:
    _set(user, password)
    row = resolving.sign_in_of(request)
    update_session_auth_hash(request, user)
    if row is not None:
        row.session_key = str(request.session.session_key)
        row.save(update_fields=["session_key"])
    ending.end_all_of(user, Ending.ELSEWHERE, but=row)
    resolving.forget(request)
    audit.record("accounts.password_changed", by=Actor("person", str(user.uuid), origin_of(request)))


def change(request: HttpRequest, user: User, *, old: str, new: str) -> None:
    """Change one's own password; this browser stays signed in, with another key, and all others are signed out.

    :raises WrongPasswordError: when the old one is not right.
    :raises TooOftenError: after too many wrong ones.
    """
    tries = [Limit("change", str(user.uuid), 5, DAY, QUARTER)]
    if blocked := limits.claim(tries):
        raise TooOftenError(blocked.wait)
    if not user.check_password(old):
        raise WrongPasswordError
    limits.forget(tries)
    _change(request, user, new)


def _limits(request: HttpRequest, address: str, user: User | None) -> list[Limit]:
    whom, network = address.strip().lower(), network_of(request)
    shared = [
        Limit("pair", f"{whom}|{network}", 5, DAY, QUARTER),
        Limit("network", network, 40, DAY, QUARTER),
    ]
    if user is not None and known_browsers.knows(request, user):
        return [*shared, Limit("browser", request.COOKIES[known_browsers.cookie_name()], 10, DAY, QUARTER)]
    return [*shared, _of_address(whom)]


def _of_address(address: str) -> Limit:
    return Limit(FOR_ADDRESS, address.strip().lower(), 10, DAY, datetime.timedelta(minutes=5))


def _is_right(user: User | None, password: str) -> bool:
    if user is None:
        make_password(password)  # as much work as looking at a password
        return False
    return user.check_password(password)


def _note_failure(request: HttpRequest, door: PasswordDoor) -> None:
    # Not who it was: what somebody types as an address may be a password or another person's address.
    by = Actor("person", "", origin_of(request))
    audit.record("accounts.refused", by=by, outcome="refused", details={"door": door.slug})


def _set(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    mail.send(to=str(user.email), template="accounts/mail/password_changed", context={"user": user})
