"""Read what somebody pastes or hands in: PEM, or PKCS#12 (.pfx, .p12) with everything in one file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import pkcs12
from django.utils.translation import gettext as _

from integrations.errors import RefusedError

from . import judging, private

MOST_CERTIFICATES: Final = 10
PRIVATE_KEY: Final = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.+?-----END [A-Z ]*PRIVATE KEY-----", re.S
)
PFX: Final = re.compile(rb"\x30.{1,5}?\x02\x01\x03\x30", re.S)
"""How a file of PKCS#12 begins: a sequence, of which the first is its version."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate with its key, as they are kept."""

    chain: str
    key: str = field(repr=False)
    """PEM without passphrase; empty where the key is kept here already."""
    begins: datetime
    until: datetime


def read_chain(text: str, *, label: str) -> str:
    """Answer certificates as they are kept: PEM and nothing around it.

    :param label: the field that a refusal stands beside.
    :raises RefusedError: when it is not a list of certificates.
    """
    return "".join(_pem(certificate) for certificate in _parse(text, label))


def read_pair(chain: str, key: str, passphrase: str, *, now: datetime, bundle: bytes = b"") -> Pair:
    """Answer our certificate and its key, of which the passphrase is taken off.

    :param bundle: a file with both, in place of the two texts.
    :raises RefusedError: with a text beside each field that is not right.
    """
    if bundle and (chain.strip() or key.strip()):
        raise RefusedError({"bundle": _("Kies een bestand, of plak de tekst. Allebei kan niet.")})
    label = "bundle" if bundle else "certificate"
    found, plain = (
        _unpacked(bundle, passphrase)
        if PFX.match(bundle)
        else _from_text(_text(bundle) if bundle else chain, key, passphrase, label)
    )
    certificates = judging.ordered(found, plain, label=label, key_label="key" if key.strip() else label)
    judging.check(certificates, now=now, label=label)
    return Pair(
        chain="".join(_pem(each) for each in certificates),
        key=private.written(plain) if plain else "",
        begins=certificates[0].not_valid_before_utc,
        until=certificates[0].not_valid_after_utc,
    )


def _from_text(
    text: str, key: str, passphrase: str, label: str
) -> tuple[Sequence[x509.Certificate], PrivateKeyTypes | None]:
    within = PRIVATE_KEY.search(text)
    if within and not key.strip():
        return _parse(text, label), private.read(within[0], passphrase, label=label)
    return _parse(text, label), private.read(key, passphrase, label="key") if key.strip() else None


def _unpacked(bundle: bytes, passphrase: str) -> tuple[Sequence[x509.Certificate], PrivateKeyTypes]:
    try:
        key, first, others = pkcs12.load_key_and_certificates(bundle, passphrase.encode() or None)
    except UnsupportedAlgorithm:
        reason = _("Dit bestand is op een oude manier versleuteld. Maak het opnieuw, met AES.")
        raise RefusedError({"bundle": reason}) from None
    except ValueError:
        if not passphrase:
            raise RefusedError({"passphrase": _("Dit bestand heeft een wachtwoord. Vul het in.")}) from None
        raise RefusedError({"passphrase": _("Met dit wachtwoord gaat het bestand niet open.")}) from None
    found = [each for each in (first, *others) if each is not None]
    if key is None or not found:
        raise RefusedError({"bundle": _("In dit bestand zit geen certificaat met zijn sleutel.")})
    return _few(found, "bundle"), private.judged(key, label="bundle")


def _text(bundle: bytes) -> str:
    try:
        return bundle.decode("ascii")
    except UnicodeDecodeError:
        raise RefusedError(
            {"bundle": _("Dit is geen bestand met een certificaat (.pfx, .p12 of .pem).")}
        ) from None


def _parse(text: str, label: str) -> list[x509.Certificate]:
    try:
        found = x509.load_pem_x509_certificates(text.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        raise RefusedError(
            {label: _("Plak het certificaat als tekst (PEM). Het begint met -----BEGIN CERTIFICATE-----.")}
            if label != "bundle"
            else {label: _("Dit is geen bestand met een certificaat (.pfx, .p12 of .pem).")}
        ) from None
    return _few(found, label)


def _few(found: list[x509.Certificate], label: str) -> list[x509.Certificate]:
    if len(found) > MOST_CERTIFICATES:
        raise RefusedError({label: _("Dit zijn te veel certificaten.")})
    return found


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
