"""Put on a call what lets us in, in the seven ways that other systems know (I-002, I-003)."""

from base64 import b64encode

import requests
from django.utils import timezone

from integrations.connections.types import Access, Authentication
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef

from . import decoding, jwt, oauth, signing

USER = "inwonerplein"
"""Who asks, as far as the other side may know: never which citizen."""
REFUSALS = frozenset({401, 403})
NOT_OURS = REFUSALS | {400, 495, 496}
"""What a server says to whose certificate it does not know; nginx says 400, whatever was asked."""


def sign(
    request: requests.PreparedRequest,
    access: Access,
    secret: str,
    *,
    tenant: TenantRef,
    deadline: Deadline,
    refused: str = "",
) -> str:
    """Put authentication on a request; answer the token when it is one that was kept.

    :param refused: the kept token that the other side no longer takes.
    :raises UnavailableError: when there is no token to be had, or no key to sign with.
    """
    match access.authentication:
        case Authentication.API_KEY:
            request.headers[access.header] = secret
        case Authentication.BASIC:
            # Who has no user name, as at Laposta, is known by the key: it stands in its place, without a password.
            name_and_password = f"{access.client_id}:{secret}" if access.client_id else f"{secret}:"
            pair = b64encode(name_and_password.encode()).decode()
            request.headers["Authorization"] = f"Basic {pair}"
        case Authentication.BEARER:
            request.headers["Authorization"] = f"{access.scheme} {secret}"
        case Authentication.ZGW:
            token = jwt.make(client_id=access.client_id, secret=secret, user=USER, now=timezone.now())
            request.headers["Authorization"] = f"Bearer {token}"
        case Authentication.OAUTH:
            kept = oauth.token(access, secret, tenant=tenant, deadline=deadline, refused=refused)
            request.headers["Authorization"] = f"Bearer {kept}"
            return kept
        case Authentication.SIGNED_SOAP:
            _sign_body(request, access)
        case Authentication.NONE:
            pass
    return ""


def is_about_certificate(error: UnavailableError, *, is_safe: bool) -> bool:
    """Tell whether another certificate may be let in where this one was not, and the call was not carried out.

    In TLS 1.3 the other side may hang up only after the call was sent: of one that changes something nobody knows
    what came of it.
    """
    return error.reason is Reason.NOT_SECURE or (error.reason is Reason.BROKEN_OFF and is_safe)


def _sign_body(request: requests.PreparedRequest, access: Access) -> None:
    if access.certificate is None:
        raise UnavailableError(Reason.SECRET_UNREADABLE)
    body = request.body
    message = body.encode() if isinstance(body, str) else bytes(body or b"")
    request.body = signing.sign(message, access.certificate, now=timezone.now())
    request.headers["Content-Length"] = str(len(request.body))


def may_renew(access: Access, response: requests.Response) -> bool:
    """Tell whether a fresh token may be let in where this one was not."""
    if access.authentication is Authentication.OAUTH:
        return response.status_code == 401
    if access.authentication is Authentication.ZGW:
        return response.status_code in REFUSALS and _is_expired(response)
    return False


def is_about_rights(access: Access, response: requests.Response) -> bool:
    """Tell whether a refusal comes from somebody who knows us; in ZGW 403 stands for both, and the code tells."""
    if response.status_code != 403:
        return False
    return access.authentication is not Authentication.ZGW or _says(response, "permission_denied")


def _is_expired(response: requests.Response) -> bool:
    """Tell whether the other side found our token too old, as its clock sees it (fact F5)."""
    return _says(response, "jwt-expired")


def _says(response: requests.Response, code: str) -> bool:
    try:
        content = decoding.read(response.content)
    except UnavailableError:  # whatever it says, it does not say that
        return False
    return isinstance(content, dict) and content.get("code") == code
