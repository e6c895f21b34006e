"""Find out whether a provider is there and says of itself what it should: its metadata is fetched and judged."""

from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from integrations.connections import clients
from integrations.connections.doctor.questions import finding_of
from integrations.connections.types import Access, Finding
from integrations.errors import UnavailableError
from integrations.identities import SignInRefusedError
from tenants.types import TenantRef

from . import client, providers

FINDINGS: Final[Mapping[str, Finding]] = {
    "metadata_expired": Finding.CERTIFICATE_EXPIRED,
    "metadata_no_certificate": Finding.CERTIFICATE_EXPIRED,
    "metadata_not_signed": Finding.CERTIFICATE_UNKNOWN,
    "metadata_not_trusted": Finding.CERTIFICATE_UNKNOWN,
    "signature_wrong": Finding.CERTIFICATE_UNKNOWN,
    "metadata_address": Finding.ADDRESS_REFUSED,
}


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Fetch the metadata, past the breaker; nothing is taken over from it."""
    if access.certificate is None:
        return Finding.SECRET_MISSING
    try:
        xml = client.metadata(access, tenant=tenant, guard=clients.UNGUARDED)
    except UnavailableError as error:
        return finding_of(error)
    if xml.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return Finding.WEB_PAGE
    try:
        providers.describe(xml, access, tenant, timezone.now())
    except SignInRefusedError as error:
        return FINDINGS.get(error.code, Finding.NOT_A_CASE_SYSTEM)
    return Finding.WORKS
