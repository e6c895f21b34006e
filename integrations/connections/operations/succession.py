"""The certificate that follows another, and the one that goes: both are there until somebody says otherwise (M-02).

One that is put in stands beside the one in use. It takes over when a test with it goes well, on a chosen moment, or at
once. The one before stays, for whoever does not know the new one yet, until it is dropped or expires.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from cryptography import x509
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from integrations.connections import certificates, queries
from integrations.connections.models import Connection
from integrations.errors import RefusedError
from tenants import fields, keys
from tenants.entry import current
from tenants.errors import DecryptionError

AT_ONCE: Final = "now"
WHEN_TRIED: Final = "tried"
NEXT: Final = "next"
FORMER: Final = "former"


def put(connection: Connection, told: Mapping[str, Any]) -> bool:
    """Put a certificate in as a command says; answer whether another one is in use now.

    :raises RefusedError: when its key is not here.
    :raises DecryptionError: when its key was sealed for another place.
    """
    chain = told["certificate"]
    if not chain:
        _take_out(connection)
        return True
    if chain == connection.certificate:  # done before
        return False
    had = bool(connection.certificate)
    _put_beside(connection, chain, told)
    when = told.get("when", AT_ONCE)
    if had and when != AT_ONCE:
        connection.next_from = None if when == WHEN_TRIED else parse_datetime(when)
        return False
    advance(connection)
    return True


def advance(connection: Connection) -> None:
    """Make the next certificate the one in use; the one of now stays beside it."""
    following = queries.NEXT_KEY.reveal(connection)
    try:
        used = queries.KEY.reveal(connection)
    except DecryptionError:
        used = ""
    leave(connection, FORMER)
    if used and connection.certificate:
        connection.former_certificate = connection.certificate
        queries.FORMER_KEY.encrypt(used, connection)
    connection.certificate = connection.next_certificate
    connection.certificate_until = _until(connection.certificate)
    queries.KEY.encrypt(following, connection)
    leave(connection, NEXT)


def leave(connection: Connection, which: str) -> None:
    """Forget a certificate that is not in use."""
    if which == NEXT:
        connection.next_certificate = connection.next_key = connection.next_finding = ""
        connection.next_from = None
    else:
        connection.former_certificate = connection.former_key = ""


def is_meant(connection: Connection, which: str, told: Mapping[str, Any]) -> bool:
    """Tell whether the certificate of a command is there; no when it is gone, so that nothing is done twice.

    :raises RefusedError: when another one stands in its place by now.
    """
    chain = connection.next_certificate if which == NEXT else connection.former_certificate
    if chain and certificates.fingerprint(chain) != told["fingerprint"]:
        raise RefusedError({"": changed_meanwhile()})
    return bool(chain)


def changed_meanwhile() -> str:
    """Say that somebody else was faster."""
    return _(
        "Intussen is er een ander certificaat geplaatst. Kijk of u dat ook bedoelt, en probeer het opnieuw."
    )


def is_former_over(connection: Connection, now: datetime) -> bool:
    """Tell whether nobody can accept the former certificate any more."""
    return bool(connection.former_certificate) and _until(connection.former_certificate) <= now


def open_sealed(sealed: str, column: str, row: uuid.UUID) -> str:
    """Make sure that a secret can be read where it will stand; answer it.

    :raises DecryptionError: when it cannot.
    """
    return keys.decrypt(sealed, tenant=current().uuid, place=fields.place(Connection, column, row))


def _put_beside(connection: Connection, chain: str, told: Mapping[str, Any]) -> None:
    if "key" in told:
        column = "next_key" if "when" in told else "certificate_key"  # as a former version sealed it
        key = open_sealed(told["key"], column, connection.pk)
    else:
        key = _kept_key(connection, chain)
    queries.NEXT_KEY.encrypt(key, connection)
    connection.next_certificate, connection.next_finding = chain, ""


def _kept_key(connection: Connection, chain: str) -> str:
    """Find the key that was made here for this certificate; the one in use will do when it was only renewed."""
    pending, used = queries.PENDING.reveal(connection), queries.KEY.reveal(connection)
    if pending and certificates.fits_key(chain, pending):
        connection.pending_key = connection.pending_request = ""
        return pending
    if used and certificates.fits_key(chain, used):
        return used
    following = queries.NEXT_KEY.reveal(connection)
    if following and chain == connection.next_certificate:  # done before
        return following
    raise RefusedError({"certificate": _("Dit certificaat hoort niet bij de sleutel die hier is gemaakt.")})


def _take_out(connection: Connection) -> None:
    connection.certificate = connection.certificate_key = ""
    connection.certificate_until = None
    leave(connection, NEXT)
    leave(connection, FORMER)


def _until(chain: str) -> datetime:
    return x509.load_pem_x509_certificates(chain.encode())[0].not_valid_after_utc
