"""Ask for a certificate of ours: made here, or brought along; beside the one in use, or in its place."""

import uuid
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from integrations.connections import certificates
from integrations.connections.certificates import Pair
from integrations.connections.inbox.models import Kind
from integrations.connections.types import Overview
from integrations.errors import RefusedError
from tenants import audit

from . import intake, leaving, succession


def request_key_pair(
    *, tenant: uuid.UUID, connection: uuid.UUID, name: str, organisation: str, by: audit.Actor
) -> uuid.UUID:
    """Ask for a key pair and a certificate request; the key is made inside and never leaves.

    :raises RefusedError: with a text beside the field that is not right.
    """
    ref, known = leaving.known(tenant, connection)
    reasons = {}
    if not intake.HOST.fullmatch(name):
        reasons["common_name"] = _("Vul een hostnaam in, zoals portaal.voorbeeld.nl.")
    if not 0 < len(organisation.strip()) <= 64:
        reasons["organisation"] = _("Vul de naam van de gemeente in, met ten hoogste 64 tekens.")
    if reasons:
        raise RefusedError(reasons)
    payload = {"name": name, "organisation": organisation.strip()}
    return leaving.leave_for(ref, known, Kind.REQUEST, payload, by=by, details=payload)


def request_certificate(
    *,
    tenant: uuid.UUID,
    connection: uuid.UUID,
    by: audit.Actor,
    certificate: str = "",
    key: str = "",
    passphrase: str = "",
    bundle: bytes = b"",
    take: str = succession.AT_ONCE,
    starts: datetime | None = None,
) -> uuid.UUID:
    """Ask for a certificate of ours to be put in; without one, for those that are there to be taken out.

    Where there is one it stays, so that no call is lost, until somebody drops it (`request_leave`).

    :param key: empty where it was made here.
    :param bundle: a file with certificate and key, in place of the two texts.
    :param take: when it takes over: `now`, or `tried` for when a test with it goes well.
    :param starts: the moment on which it takes over, in place of `take`.
    :raises RefusedError: with a text beside each field that is not right.
    """
    ref, known = leaving.known(tenant, connection)
    payload: dict[str, Any] = {"certificate": ""}
    if certificate.strip() or bundle:
        now = timezone.now()
        pair = certificates.read_pair(certificate, key, passphrase, bundle=bundle, now=now)
        _check_key(pair, known, "bundle" if bundle else "key")
        payload = {
            "certificate": pair.chain,
            "until": pair.until.isoformat(),
            "when": _when(pair, known, take, starts, now, "bundle" if bundle else "certificate"),
        }
        if pair.key:
            payload["key"] = leaving.sealed(ref, known.key, "next_key", pair.key)
    details = {"fingerprint": certificates.fingerprint(payload["certificate"])[:16]}
    return leaving.leave_for(ref, known, Kind.CERTIFY, payload, by=by, details=details)


def request_advance(
    *, tenant: uuid.UUID, connection: uuid.UUID, by: audit.Actor, fingerprint: str = ""
) -> uuid.UUID:
    """Ask for the next certificate to take over now.

    :param fingerprint: of the one that is meant, where somebody saw it: another one is left alone.
    :raises RefusedError: when there is none, or another.
    """
    ref, known = leaving.known(tenant, connection)
    payload = {"fingerprint": _meant(known, succession.NEXT, fingerprint)}
    return leaving.leave_for(ref, known, Kind.ADVANCE, payload, by=by, details=payload)


def request_leave(
    *, tenant: uuid.UUID, connection: uuid.UUID, which: str, by: audit.Actor, fingerprint: str = ""
) -> uuid.UUID:
    """Ask for a certificate that is not in use to be forgotten: the `next` one, or the `former`.

    :param fingerprint: of the one that is meant, where somebody saw it: another one is left alone.
    :raises RefusedError: when there is none, or another.
    """
    ref, known = leaving.known(tenant, connection)
    payload = {"which": which, "fingerprint": _meant(known, which, fingerprint)}
    return leaving.leave_for(ref, known, Kind.LEAVE, payload, by=by, details=payload)


def _meant(known: Overview, which: str, fingerprint: str) -> str:
    own = known.next_certificate if which == succession.NEXT else known.former_certificate
    if own is None:
        raise RefusedError({"": _("Dit certificaat is er niet meer.")})
    if fingerprint and fingerprint != own.fingerprint:
        raise RefusedError({"": succession.changed_meanwhile()})
    return own.fingerprint


def _check_key(pair: Pair, known: Overview, label: str) -> None:
    if not pair.key and not (known.request or known.certificate):
        raise RefusedError({label: _("Vul ook de sleutel in: er is hier geen sleutel gemaakt.")})


def _when(pair: Pair, known: Overview, take: str, starts: datetime | None, now: datetime, label: str) -> str:
    """Answer when it takes over, as the command tells it."""
    if known.certificate is None:
        take, starts = succession.AT_ONCE, None
    if starts is not None and not now < starts < pair.until:
        raise RefusedError({"starts": _("Kies een moment in de toekomst, waarop het certificaat geldig is.")})
    if take != succession.WHEN_TRIED and pair.begins > (starts or now):
        day = date_format(timezone.localtime(pair.begins), "j F Y")
        raise RefusedError({label: _("Dit certificaat geldt pas vanaf %s.") % day})
    return starts.isoformat() if starts else take
