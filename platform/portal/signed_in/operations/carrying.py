"""Carry what somebody sent when their session had expired over signing in again, so that nothing is lost.

It is kept here, not in the browser: sealed under the municipality's key, in the session of the browser that sent it,
for as long as signing in may take. Only the same account, acting for the same, sees it again; and nothing is done with
it before that person has pressed a button once more.
"""

import json
from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest, QueryDict

from portal.accounts.models import SignIn
from portal.accounts.queries import resolving
from tenants import keys
from tenants.entry import current
from tenants.errors import DecryptionError

PLACE: Final = "sessions|carried|"
LASTS: Final = 15 * 60
MOST: Final = 100_000
"""Bytes of a form that are kept."""
NEVER: Final = ("password", "wachtwoord", "code", "token")
"""A form with a field of such a name is never kept."""
FORGERY: Final = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that was sent too late."""

    path: str
    fields: list[tuple[str, str]] = field(repr=False)
    had_files: bool = False


def put(request: HttpRequest, row: SignIn) -> bool:
    """Keep the form of a request, for whom its session was of; answers whether that could be done."""
    sent = [(name, value) for name, values in _lists(request.POST) for value in values if name != FORGERY]
    if any(word in name.lower() for name, _value in sent for word in NEVER):
        return False
    text = json.dumps(
        {
            "for": _of(row),
            "path": request.get_full_path(),
            "fields": sent,
            "files": bool(request.FILES),
        }
    )
    if len(text) > MOST:
        return False
    request.session[resolving.CARRIED] = keys.encrypt(text, tenant=current().uuid, place=PLACE)
    request.session.set_expiry(LASTS)
    return True


def taken(request: HttpRequest) -> Carried | None:
    """Answer the form that was kept for whoever is signed in now, acting for whom they act now."""
    sealed, row = request.session.get(resolving.CARRIED), resolving.sign_in_of(request)
    if not sealed or row is None:
        return None
    try:
        told = json.loads(keys.decrypt(sealed, tenant=current().uuid, place=PLACE))
    except DecryptionError:
        return None
    if told["for"] != _of(row):
        return None
    return Carried(told["path"], [(name, value) for name, value in told["fields"]], told["files"])


def drop(request: HttpRequest) -> None:
    """Forget what was kept."""
    request.session.pop(resolving.CARRIED, None)


def _of(row: SignIn) -> list[str]:
    """Name for whom it is: the account, and whom it was acting for."""
    return [str(row.user_id), row.mandate.represented_mark if row.mandate else ""]


def _lists(sent: QueryDict) -> list[tuple[str, list[str]]]:
    return [(name, [str(value) for value in values]) for name, values in sent.lists()]
