"""Make an account with an address and a password: asked for by anybody, made by who reads the address's letters.

Until the link in the letter is followed nothing has been made and no address is taken. Who follows it also gives the
password: so nobody lets another's account come about on their own address by pressing a button.
"""

import datetime
import json
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.models import ContactData, LinkPurpose, MailedLink, Preferences, User
from portal.accounts.networks import network_of
from portal.accounts.origins import origin_of
from portal.accounts.queries import local
from tenants import audit
from tenants.audit import Actor

from . import contact_invites, limits, links
from .limits import Blocked, Limit
from .passwords import TooOftenError, WrongPasswordError

HOUR: Final = datetime.timedelta(hours=1)
NAMES: Final = ("first_name", "infix", "last_name")


def ask(request: HttpRequest, *, address: str, password: str, details: dict[str, str]) -> Blocked | None:
    """Have the letter sent with which an account is made, or the one that says that there is one already.

    :param details: names, and where they are asked, `phone` and `invite`.
    """
    if blocked := limits.claim([Limit("registrations", network_of(request), 10, HOUR)]):
        return blocked
    hashed = make_password(password)
    return links.ask(request, LinkPurpose.REGISTER, address, details=details, password=hashed)


def confirm(request: HttpRequest, *, token: str, password: str) -> User:
    """Make the account that a letter is about.

    :raises TakenError: when the link was used or is over, or the address has an account by now.
    :raises WrongPasswordError: when it is not the password that was chosen.
    :raises TooOftenError: after too many wrong ones.
    """
    link = local.open_link(token, LinkPurpose.REGISTER)
    if link is None:
        raise links.TakenError
    tries = [Limit("confirming", str(link.uuid), 5, HOUR)]
    if blocked := limits.claim(tries):
        raise TooOftenError(blocked.wait)
    if not check_password(password, link.password):
        raise WrongPasswordError
    try:
        return _make(request, token)
    except IntegrityError:
        raise links.TakenError from None


@transaction.atomic
def _make(request: HttpRequest, token: str) -> User:
    link = links.take(token, LinkPurpose.REGISTER)
    address = local.EMAIL.reveal(link)
    if local.is_taken(address):
        raise links.TakenError
    details = json.loads(local.DETAILS.reveal(link))
    names = {name: details.get(name, "") for name in NAMES}
    user = User.objects.create(email=address, password=link.password, **names)
    ContactData.objects.create(
        user=user,
        email=address,
        verified_email=address,
        verified_at=timezone.now(),
        phone=details.get("phone", ""),
    )
    Preferences.objects.create(user=user)
    _clear(link)
    audit.record("accounts.registered", by=Actor("person", str(user.uuid), origin_of(request)))
    if invite := details.get("invite"):
        contact_invites.accept_quietly(invite, by=user)
    return user


def _clear(link: MailedLink) -> None:
    """Keep nothing of what has become an account."""
    MailedLink.objects.filter(pk=link.pk).update(password="", details="")
