"""Hosts of a municipality."""

import datetime
from typing import Self

from pydantic import Field

from integrations.connections.health.types import HostCertificate
from provisioning.lifecycle import proofs
from provisioning.lifecycle.operations import CertificateChoice
from tenants import models
from tenants.types import Certificate

from .base import Day, Given, Host, Line, Reason, Told


class Domain(Told):
    """A host."""

    host: str
    is_primary: bool
    proven_at: datetime.datetime | None
    certificate: Certificate
    risk_accepted_by: str
    risk_accepted_on: datetime.date | None
    txt_name: str = Field(description="Waar het bewijs in de DNS moet staan")
    txt_value: str = Field(description="Wat daar moet staan")
    certificate_until: datetime.datetime | None = Field(
        description="Tot wanneer het certificaat geldt dat bezoekers van een eigen webadres krijgen; leeg: niet gezien"
    )
    certificate_warns: bool = Field(
        description="Of bezoekers een waarschuwing krijgen: verlopen, of niet van dit webadres"
    )

    @classmethod
    def of(cls, found: models.Domain, seen: HostCertificate | None, now: datetime.datetime) -> Self:
        """Describe a host, with the certificate that was last seen there."""
        return cls(
            host=found.domain,
            is_primary=found.is_primary,
            proven_at=found.proven_at,
            certificate=Certificate(found.certificate),
            risk_accepted_by=found.risk_accepted_by,
            risk_accepted_on=found.risk_accepted_on,
            txt_name=proofs.name_of(found.domain),
            txt_value=found.proof_token,
            certificate_until=seen.until if seen else None,
            certificate_warns=bool(seen and (seen.wrong or seen.has_ended(now))),
        )


class DomainList(Told):
    """All hosts of a municipality."""

    items: list[Domain]


class CertificateGiven(Given):
    """Which certificate, and for a DV certificate who accepted the risk."""

    certificate: Certificate | None = Field(None, description="Leeg: wat bij het webadres hoort")
    accepted_by: Line = Field("", description="Functie en brief, zoals: CISO, brief 2026-113; geen namen")
    accepted_on: Day | None = None
    reason: Reason = ""

    def choice(self) -> CertificateChoice:
        """Make what lifecycle asks for."""
        kind = self.certificate.value if self.certificate else ""
        return CertificateChoice(kind, self.accepted_by, self.accepted_on)


class NewDomain(CertificateGiven):
    """A host to add."""

    host: Host


class PrimaryDomain(Given):
    """The host to which all others lead."""

    host: Host
    reason: Reason = ""
