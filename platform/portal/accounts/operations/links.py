"""Letters with a link, for who has no session to show who they are.

Who asks is answered at once, and always the same. A job looks up later whether there is an account, and sends the
letter that fits, or none (attack I25).
"""

import datetime
import json
import secrets
import uuid
from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import LinkPurpose, MailedLink, User, plain_address
from portal.accounts.networks import network_of
from portal.accounts.origins import origin_of
from portal.accounts.queries import hash_of, local
from portal.core.links import absolute
from portal.core.mail import operations as mail
from tenants import audit, schedule
from tenants.audit import Actor

from . import limits
from .limits import Blocked, Limit

JOB: Final = "sign_in.mailed_links"
LASTS: Final = {
    LinkPurpose.REGISTER: datetime.timedelta(hours=24),
    LinkPurpose.RESET: datetime.timedelta(hours=1),
    LinkPurpose.PROOF: datetime.timedelta(hours=1),
}
VIEWS: Final = {
    LinkPurpose.REGISTER: "local:confirm",
    LinkPurpose.RESET: "local:reset",
    LinkPurpose.PROOF: "local:proof",
}
KEPT: Final = datetime.timedelta(days=1)
HOUR: Final = datetime.timedelta(hours=1)


class TakenError(ValueError):
    """Raised when a link was used already, is over, or never was."""


def ask(
    request: HttpRequest,
    purpose: LinkPurpose,
    address: str,
    *,
    details: Mapping[str, str] | None = None,
    password: str = "",
) -> Blocked | None:
    """Have a letter sent, if it makes sense; answers only when this network asks too often.

    Who asks too often for one address is told nothing of it, and nobody gets a letter for it.

    :param password: of a new account, hashed.
    """
    if blocked := limits.claim([Limit("letters", network_of(request), 20, HOUR)]):
        return blocked
    for_address = Limit(purpose.value, address.lower(), 3, HOUR)
    row = _row(purpose, address, details or {}, password, is_wanted=limits.claim([for_address]) is None)
    _store(row, origin_of(request))
    return None


@transaction.atomic
def take(token: str, purpose: LinkPurpose) -> MailedLink:
    """Use a link; nobody can use it again, also not who comes at the same moment.

    :raises TakenError: when there is nothing to use.
    """
    found = MailedLink.objects.open().filter(token_hash=hash_of(token), purpose=purpose)
    row = found.select_for_update().first()
    if row is None:
        raise TakenError
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return row


@transaction.atomic
def send(key: uuid.UUID) -> None:
    """Send the letter that was asked for; what was handled already, or has gone, is left alone."""
    row = (
        MailedLink.objects.select_for_update()
        .filter(uuid=key, handled_at=None, ends_at__gt=timezone.now())
        .first()
    )
    if row is None:
        return
    address = local.EMAIL.reveal(row)
    row.handled_at = timezone.now()
    if row.purpose == LinkPurpose.REGISTER:
        _send_for_new(row, address)
    elif (user := local.account_of(address)) and user.is_active:
        row.user = user
        _send_link(row, address, user.first_name)
    row.save()


def forget() -> int:
    """Delete what was over a day ago; answers how many."""
    return MailedLink.objects.filter(ends_at__lt=timezone.now() - KEPT).delete()[0]


def _row(
    purpose: LinkPurpose, address: str, details: Mapping[str, str], password: str, *, is_wanted: bool
) -> MailedLink:
    now = timezone.now()
    row = MailedLink(purpose=purpose, password=password, ends_at=now + LASTS[purpose] if is_wanted else now)
    local.EMAIL.encrypt(plain_address(address), row)
    local.DETAILS.encrypt(json.dumps(dict(details)), row)
    return row


@transaction.atomic
def _store(row: MailedLink, origin: str) -> None:
    row.save(force_insert=True)
    by = Actor("person", "", origin)
    audit.record("accounts.letter_asked", by=by, details={"purpose": str(row.purpose)})
    schedule.enqueue(JOB, row.uuid)


def _send_for_new(row: MailedLink, address: str) -> None:
    details = json.loads(local.DETAILS.reveal(row))
    known = User.objects.filter(email=address).first()
    if known is None:
        _send_link(row, address, details.get("first_name", ""))
        return
    row.password, row.details, row.ends_at = "", "", timezone.now()
    sign_in = "maykin_2fa:login" if known.is_staff else "local:sign_in"
    context = {
        "user": known,
        "link": absolute(reverse(sign_in)),
        "forgotten": "" if known.is_staff else absolute(reverse("local:forgotten")),
    }
    mail.send(to=address, template="accounts/mail/register_known", context=context)


def _send_link(row: MailedLink, address: str, name: str) -> None:
    token = secrets.token_urlsafe(32)
    row.token_hash = hash_of(token)
    row.ends_at = timezone.now() + LASTS[LinkPurpose(row.purpose)]
    link = absolute(reverse(VIEWS[LinkPurpose(row.purpose)], args=[token]))
    context = {"name": name, "link": link, "hours": LASTS[LinkPurpose(row.purpose)] // HOUR}
    mail.send(to=address, template=f"accounts/mail/{row.purpose}", context=context)
