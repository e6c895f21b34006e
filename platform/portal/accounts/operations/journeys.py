"""Send a browser to an identity provider, and let what comes back count once."""

import datetime
import json
import secrets
from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from integrations.identities import Level, RefusalReason, SignInRefusedError
from portal.accounts import queries
from portal.accounts.models import Journey, JourneyPurpose
from portal.accounts.queries import resolving
from tenants.fields import EncryptedTextField

LASTS: Final = datetime.timedelta(minutes=15)
"""How long somebody may take at the provider: DigiD's own pages give up earlier."""
SECRETS: EncryptedTextField = Journey._meta.get_field("secrets")
TAKE: Final = """
UPDATE accounts_journey SET used_at = %(now)s
 WHERE token_hash = %(token)s AND browser = %(browser)s AND door = %(door)s AND used_at IS NULL AND ends_at > %(now)s
RETURNING *
"""
"""Of two that come at once, one finds it used: PostgreSQL looks again at a row that it had to wait for."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What must come back, and what it is checked against."""

    token: str = field(repr=False)
    """The SAML request's id, or the OpenID state."""
    nonce: str = field(default="", repr=False)
    verifier: str = field(default="", repr=False)
    next: str = ""
    purpose: JourneyPurpose = JourneyPurpose.SIGN_IN
    level: Level = Level.NONE
    """How sure it must be besides what the door asks."""
    whom: str = field(default="", repr=False)
    """The account that is to be surer of; empty where anybody may come in."""


def begin(
    request: HttpRequest,
    *,
    door: str,
    then: str,
    purpose: JourneyPurpose = JourneyPurpose.SIGN_IN,
    level: Level = Level.NONE,
) -> Ticket:
    """Note that this browser goes off, and make what ties the answer to it.

    The token begins with a letter: an id in XML must.

    :param then: the path on this host to which it leads in the end.
    :param level: for a page that asks to be surer; then whoever is in must be who comes back.
    """
    whom = resolving.whose(request) if level else None
    if not request.session.session_key:
        request.session.create()
    ticket = Ticket(
        token=f"i{secrets.token_hex(20)}",
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        next=then,
        purpose=purpose,
        level=level,
        whom=str(whom.user) if whom else "",
    )
    row = Journey(
        door=door,
        purpose=purpose,
        token_hash=queries.hash_of(ticket.token),
        browser=queries.hash_of(str(request.session.session_key)),
        next=then,
        ends_at=timezone.now() + LASTS,
    )
    SECRETS.encrypt(json.dumps([ticket.token, ticket.nonce, ticket.verifier, int(level), ticket.whom]), row)
    row.save()
    return ticket


def finish(request: HttpRequest, *, door: str, token: str) -> Ticket:
    """Take the journey that an answer says it belongs to; nobody can take it again.

    It is taken before anything else is looked at, and committed: of two answers that come at once one finds it used.

    :raises SignInRefusedError: when this browser did not begin it here, at this door, or it is over.
    """
    now = timezone.now()
    browser = queries.hash_of(str(request.session.session_key or ""))
    named = {"token": queries.hash_of(token), "browser": browser, "door": door}
    row = next(iter(Journey.objects.raw(TAKE, {**named, "now": now})), None)
    if row is None:
        mine = Journey.objects.filter(token_hash=named["token"], browser=browser, door=door)
        is_late = mine.filter(used_at=None).exists()
        reason = RefusalReason.EXPIRED if is_late else RefusalReason.INVALID
        raise SignInRefusedError(reason, "journey_over" if is_late else "journey_unknown")
    kept, nonce, verifier, *surer = json.loads(SECRETS.reveal(row))
    level, whom = surer or (Level.NONE, "")  # one that was begun before there were pages that ask it
    return Ticket(kept, nonce, verifier, row.next, JourneyPurpose(row.purpose), Level(level), whom)


def only_open(request: HttpRequest, *, door: str) -> str:
    """Answer the token of the journey that this browser began last at a door; for answers that do not name it.

    A SAML artifact says nothing of the request that it answers: which one it must be says the browser's session.

    :raises SignInRefusedError: when there is none.
    """
    row = (
        Journey.objects.filter(
            browser=queries.hash_of(str(request.session.session_key or "")), door=door, used_at=None
        )
        .order_by("-began_at")
        .first()
    )
    if row is None:
        raise SignInRefusedError(RefusalReason.INVALID, "journey_unknown")
    return str(json.loads(SECRETS.reveal(row))[0])


def is_new(message: str, *, door: str) -> bool:
    """Note that a provider has sent a message by itself; answer whether it is the first time (attack I11)."""
    now = timezone.now()
    row = Journey(
        door=door,
        purpose=JourneyPurpose.SIGN_OUT,
        token_hash=queries.hash_of(f"{door}|{message}"),
        ends_at=now,
        used_at=now,
    )
    Journey.objects.bulk_create([row], ignore_conflicts=True)
    return Journey.objects.filter(pk=row.pk).exists()
