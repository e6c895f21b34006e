"""Make keys and withdraw them."""

import datetime
import uuid
from collections.abc import Collection
from typing import Final

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenants import audit
from tenants.audit import Actor

from . import queries, secret_text
from .errors import TokenRefusedError
from .models import Token
from .secret_text import NewKey
from .types import Holder, Scope

LONGEST: Final = datetime.timedelta(days=366)
MOST: Final = 20
"""Keys of an operator that work at the same time."""
KEPT: Final = datetime.timedelta(days=365)
"""How long one that has ended is still listed."""
ONE_AT_A_TIME: Final = 0x544F4B45


class MadeAlreadyError(Exception):
    """Raised when a key of this number is there: what asks for it was sent twice."""


@transaction.atomic
def make(
    *,
    identity: uuid.UUID | None = None,
    holder: Holder,
    name: str,
    scopes: Collection[str],
    expires_at: datetime.datetime,
    by: Actor,
) -> tuple[Token, NewKey]:
    """Make a key; its text is in the answer and nowhere else.

    :param identity: its number, where somebody may ask twice.
    :raises TokenRefusedError: with all reasons by field.
    :raises MadeAlreadyError: when it was made a moment ago.
    """
    with connection.cursor() as cursor:  # or two at once would both be the twentieth
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    now, identity = timezone.now(), identity or uuid.uuid4()
    if Token.objects.filter(pk=identity).exists():
        raise MadeAlreadyError
    _refuse(holder, name.strip(), scopes, expires_at, now)
    Token.objects.filter(expires_at__lt=now - KEPT).delete()
    key = secret_text.new()
    token = Token.objects.create(
        uuid=identity,
        operator=holder.uuid,
        name=name.strip(),
        hint=key.hint,
        digest=secret_text.digest(key.text),
        scopes=[scope.value for scope in Scope if scope.value in set(scopes)],
        expires_at=expires_at,
    )
    details = {"hint": key.hint, "scopes": list(token.scopes), "expires_at": expires_at.isoformat()}
    audit.record("token.made", by=by, target=token.name, details=details)
    return token, key


@transaction.atomic
def revoke(*, token: uuid.UUID, holder: Holder, by: Actor) -> Token:
    """Withdraw a key of an operator's own, at once; one that was withdrawn stays so.

    :raises Token.DoesNotExist: when he has no such key.
    """
    found = Token.objects.select_for_update().get(pk=token, operator=holder.uuid)
    if found.revoked_at is None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        audit.record("token.revoked", by=by, target=found.name, details={"hint": found.hint})
    return found


def _refuse(
    holder: Holder,
    name: str,
    scopes: Collection[str],
    expires_at: datetime.datetime,
    now: datetime.datetime,
) -> None:
    allowed = {scope.value for scope in queries.scopes_for(holder)}
    reasons: dict[str, list[str]] = {}
    if not 0 < len(name) <= 60 or not name.isprintable():
        reasons["name"] = [_("Geef de sleutel een naam van ten hoogste 60 tekens.")]
    if not scopes:
        reasons["scopes"] = [_("Kies minstens één recht.")]
    elif beyond := sorted(set(scopes) - allowed):
        reasons["scopes"] = [_("Uw rol geeft deze rechten niet: %s.") % ", ".join(beyond)]
    if not now < expires_at <= now + LONGEST:
        reasons["expires_at"] = [_("Kies een einde dat ten hoogste een jaar weg is.")]
    usable = queries.of(holder.uuid).filter(revoked_at=None, expires_at__gt=now)
    if usable.count() >= MOST:
        reasons["name"] = [_("U hebt al %d sleutels. Trek er eerst een in.") % MOST]
    if reasons:
        raise TokenRefusedError(reasons)
