"""What we say of ourselves to a provider: metadata, and the catalogue of services of eHerkenning (I-194, I-195)."""

import uuid

from django.utils import timezone

from integrations.connections import queries as connections
from integrations.errors import NotConfiguredError
from integrations.identities import SignInRefusedError

from . import cataloguing, comparing, describing, providers, refusing, signatures
from .types import Changes, Service


def metadata(connection: uuid.UUID, service: Service) -> bytes:
    """Answer our metadata, signed, with the certificate in use and the one that follows.

    :raises SignInRefusedError: when there is no certificate to sign with, or the connection is switched off.
    """
    _access, ours = providers.access_to(connection)
    chains = [ours.chain, following(connection)]
    return signatures.sign(describing.descriptor(service, chains, now=timezone.now()), ours)


def service_catalogue(connection: uuid.UUID, service: Service) -> bytes:
    """Answer what a broker of eHerkenning must know of our service, signed.

    :raises SignInRefusedError: as `metadata` does, and where something is missing that the broker must know.
    """
    if cataloguing.missing(service):
        refusing.closed("catalogue_incomplete")
    _access, ours = providers.access_to(connection)
    chain = following(connection) or ours.chain
    return signatures.sign(cataloguing.catalogue(service, chain, now=timezone.now()), ours)


def changes(connection: uuid.UUID) -> Changes | None:
    """Answer what is believed of a provider and what waits to be; None where nothing is known of it.

    :raises SignInRefusedError: when the municipality has not set the connection up, or has switched it off.
    """
    return comparing.changes(connection)


def can_be_given(connection: uuid.UUID) -> bool:
    """Tell whether our metadata can be given to the provider: there is a certificate with which it is signed."""
    try:
        providers.access_to(connection)
    except SignInRefusedError:
        return False
    return True


def missing(service: Service) -> list[str]:
    """List what must be known of a service before it can stand in the catalogue, by the names of its fields."""
    return cataloguing.missing(service)


def following(connection: uuid.UUID) -> str:
    """Answer the certificate that follows the one in use (PEM), if there is one."""
    try:
        row = connections.connection_with(connection)
    except NotConfiguredError as error:
        raise refusing.unreachable(error) from None
    return "" if row.is_next_due(timezone.now()) else row.next_certificate
