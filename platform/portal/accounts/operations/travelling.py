"""Speak with the identity provider behind a door, whichever protocol it speaks."""

from collections.abc import Mapping

from django.http import HttpRequest

from integrations.digid_eherkenning import operations as saml
from integrations.digid_eherkenning.types import LogoutAsked
from integrations.identities import (
    Asserted,
    Departure,
    Level,
    LogoutHandle,
    RefusalReason,
    SignInRefusedError,
)
from integrations.oidc import operations as openid
from integrations.oidc.types import LoggedOut
from portal.accounts import services
from portal.accounts.models import Door, JourneyPurpose, Protocol
from portal.accounts.queries.doors import connection_of

from . import journeys

NAMES = ("state", "RelayState")
"""What names the journey in an answer; a SAML provider may leave it out."""


def depart(request: HttpRequest, door: Door, *, then: str, level: Level = Level.NONE) -> Departure:
    """Begin a journey, and answer where the browser goes.

    :param level: how sure it must be besides what the door asks.
    :raises SignInRefusedError: when the provider cannot be asked now.
    """
    ticket = journeys.begin(request, door=door.slug, then=then, level=level)
    if door.protocol == Protocol.SAML:
        return saml.begin(
            connection_of(door), services.saml_service(door, level=level), request_id=ticket.token
        )
    if door.protocol == Protocol.OPENID:
        return openid.begin(
            connection_of(door),
            services.openid_service(door, level=level),
            state=ticket.token,
            nonce=ticket.nonce,
            verifier=ticket.verifier,
        )
    raise SignInRefusedError(RefusalReason.CLOSED, "no_protocol")


def arrive(request: HttpRequest, door: Door) -> journeys.Ticket:
    """Take the journey that this answer belongs to; it counts once, whatever comes of it.

    :raises SignInRefusedError: when this browser is on no such journey.
    """
    named = next((request.GET[name] for name in NAMES if request.GET.get(name)), "")
    if not named and door.protocol == Protocol.SAML:
        named = journeys.only_open(request, door=door.slug)
    return journeys.finish(request, door=door.slug, token=named)


def asserted(door: Door, parameters: Mapping[str, str], ticket: journeys.Ticket) -> Asserted:
    """Ask the provider who is there.

    :raises SignInRefusedError: when that lets nobody in.
    """
    if door.protocol == Protocol.SAML:
        return saml.complete(
            connection_of(door),
            services.saml_service(door, level=ticket.level),
            artifact=parameters.get("SAMLart", ""),
            request_id=ticket.token,
        )
    return openid.complete(
        connection_of(door),
        services.openid_service(door, level=ticket.level),
        parameters=parameters,
        state=ticket.token,
        nonce=ticket.nonce,
        verifier=ticket.verifier,
    )


def leave(request: HttpRequest, door: Door, handle: LogoutHandle) -> Departure | None:
    """Answer where the browser ends the session at the provider too; None where there is nothing to end.

    The session here has ended before: what goes wrong there keeps nobody signed in here.
    """
    try:
        if (
            door.protocol == Protocol.SAML
            and handle.name_id
            and services.saml_service(door).slo_redirect_path
        ):
            ticket = _out(request, door)
            return saml.logout_begin(
                connection_of(door), services.saml_service(door), handle, request_id=ticket.token
            )
        if door.protocol == Protocol.OPENID and handle.id_token:
            return openid.logout(
                connection_of(door), services.openid_service(door), handle, state=_out(request, door).token
            )
    except SignInRefusedError:
        return None
    return None


def left(request: HttpRequest, door: Door) -> None:
    """See that the provider has ended the session that it was asked to end.

    :raises SignInRefusedError: when it has not.
    """
    ticket = arrive(request, door)
    if ticket.purpose is not JourneyPurpose.SIGN_OUT:
        raise SignInRefusedError(RefusalReason.INVALID, "journey_of_other_purpose")
    if door.protocol == Protocol.SAML:
        saml.logout_completed(
            connection_of(door),
            services.saml_service(door),
            request.META.get("QUERY_STRING", ""),
            request_id=ticket.token,
        )


def told_by_soap(door: Door, body: bytes) -> LogoutAsked:
    """Read a provider's own request to end sessions (SAML).

    :raises SignInRefusedError: when it is not the provider who asks.
    """
    if door.protocol != Protocol.SAML:
        raise SignInRefusedError(RefusalReason.INVALID, "no_protocol")
    return saml.logout_requested(connection_of(door), services.saml_service(door), body)


def told_by_token(door: Door, token: str) -> LoggedOut:
    """Read a provider's own message that a session has ended (OpenID Connect Back-Channel Logout 1.0).

    :raises SignInRefusedError: when it is not the provider who tells.
    """
    if door.protocol != Protocol.OPENID:
        raise SignInRefusedError(RefusalReason.INVALID, "no_protocol")
    return openid.logout_token(connection_of(door), services.openid_service(door), token)


def _out(request: HttpRequest, door: Door) -> journeys.Ticket:
    return journeys.begin(request, door=door.slug, then="/", purpose=JourneyPurpose.SIGN_OUT)
