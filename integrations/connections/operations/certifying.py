"""Ask for a certificate of ours: made here, or brought along."""

import uuid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.connections import certificates
from integrations.connections.inbox.models import Kind
from integrations.errors import RefusedError
from tenants import audit

from . import intake, leaving


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
) -> uuid.UUID:
    """Ask for a certificate of ours to be put in; without one, for the one that is there to be taken out.

    :param key: empty where it was made here.
    :raises RefusedError: with a text beside each field that is not right.
    """
    ref, known = leaving.known(tenant, connection)
    payload: dict[str, Any] = {"certificate": ""}
    if certificate.strip():
        pair = certificates.read_pair(certificate, key, passphrase, now=timezone.now())
        if not pair.key and not (known.request or known.certificate):
            raise RefusedError({"key": _("Vul ook de sleutel in: er is hier geen sleutel gemaakt.")})
        payload = {"certificate": pair.chain, "until": pair.until.isoformat()}
        if pair.key:
            payload["key"] = leaving.sealed(ref, known.key, "certificate_key", pair.key)
    details = {"fingerprint": certificates.fingerprint(payload["certificate"])[:16]}
    return leaving.leave_for(ref, known, Kind.CERTIFY, payload, by=by, details=details)
