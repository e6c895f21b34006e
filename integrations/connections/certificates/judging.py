"""Judge whether certificates are a chain of ours with which a client may show who it is."""

from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.utils.translation import gettext as _

from integrations.errors import RefusedError

from . import private
from .showing import common_name

FOR_CLIENTS = frozenset({ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE})


def ordered(
    found: Sequence[x509.Certificate], key: PrivateKeyTypes | None, *, label: str, key_label: str
) -> list[x509.Certificate]:
    """Put certificates in the order of a chain: ours, who issued it, and so on.

    :param key: ours, where it is at hand: it tells which certificate is ours.
    :param key_label: the field that the key came from.
    :raises RefusedError: when there is one that has nothing to do with the others.
    """
    rest = list(found)
    chain = [_ours(rest, key, key_label)]
    rest.remove(chain[0])
    while issuer := next((each for each in rest if _is_issued(chain[-1], by=each)), None):
        chain.append(issuer)
        rest.remove(issuer)
    if rest:
        name = common_name(rest[0].subject)
        raise RefusedError({label: _("Het certificaat van “%s” hoort niet bij de andere.") % name})
    return chain


def check(chain: Sequence[x509.Certificate], *, now: datetime, label: str) -> None:
    """Refuse what has expired, and what is no certificate for a client.

    :raises RefusedError: with the reason.
    """
    ours, *issuers = chain
    if ours.not_valid_after_utc <= now:
        raise RefusedError({label: _("Dit certificaat is verlopen.")})
    for each in issuers:
        if each.not_valid_after_utc <= now:
            name = common_name(each.subject)
            raise RefusedError({label: _("Het certificaat van de uitgever “%s” is verlopen.") % name})
    if _is_authority(ours):
        raise RefusedError({label: _("Dit is het certificaat van een uitgever (CA), niet van ons.")})
    if not _is_for_clients(ours):
        reason = _("Dit is geen certificaat waarmee wij ons kunnen melden. Vraag om een clientcertificaat.")
        raise RefusedError({label: reason})


def _ours(found: Sequence[x509.Certificate], key: PrivateKeyTypes | None, label: str) -> x509.Certificate:
    if key is not None:
        ours = next((each for each in found if private.belongs(each, key)), None)
        if ours is None:
            raise RefusedError({label: _("Deze sleutel hoort niet bij het certificaat.")})
        return ours
    issued_none = (
        each for each in found if not any(_is_issued(other, by=each) for other in found if other is not each)
    )
    return next(issued_none, found[0])


def _is_issued(certificate: x509.Certificate, *, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _is_authority(certificate: x509.Certificate) -> bool:
    found = _extension(certificate, x509.BasicConstraints)
    return found is not None and found.ca


def _is_for_clients(certificate: x509.Certificate) -> bool:
    """Tell whether nothing in it says that a client may not use it; what says nothing is good for all."""
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    usage = _extension(certificate, x509.KeyUsage)
    is_client = purposes is None or not FOR_CLIENTS.isdisjoint(purposes)
    return is_client and (usage is None or usage.digital_signature)


def _extension[E: x509.ExtensionType](certificate: x509.Certificate, kind: type[E]) -> E | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return None
