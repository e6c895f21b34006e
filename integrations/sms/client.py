"""Speak to MessageBird: https://developers.messagebird.com/api/sms-messaging/"""

from http import HTTPStatus
from typing import Any, Final

from integrations.connections import clients
from integrations.errors import Reason, RefusedError, UnavailableError

from .types import NO_NUMBER, Gateway, Message, Sent

LONGEST: Final = 100
"""Characters of a reference."""


def by_messagebird(client: clients.Client, message: Message) -> Sent:
    """Send one message; it is not tried twice, for nobody knows whether the first arrived.

    :raises UnavailableError: when they did not take it.
    :raises RefusedError: when they say that the number is none.
    """
    told = {
        "originator": message.sender,
        "recipients": [message.to],
        "body": message.text,
        "datacoding": "auto",
    }
    reply = client.post("/messages", json=told)
    if reply.status_code == HTTPStatus.CREATED:
        return Sent(_reference(reply.json()))
    if reply.status_code == HTTPStatus.UNPROCESSABLE_ENTITY and _is_about_number(reply.json()):
        raise RefusedError({"to": str(NO_NUMBER)})
    is_refusal = reply.status_code >= HTTPStatus.BAD_REQUEST
    raise UnavailableError(Reason.REFUSED if is_refusal else Reason.MALFORMED)


GATEWAYS: Final[dict[str, Gateway]] = {"sms-messagebird": by_messagebird}
"""The one for each profile."""


def _reference(content: Any) -> str:
    match content:
        case {"id": str(reference)} if 0 < len(reference) <= LONGEST and reference.isalnum():
            return reference
    raise UnavailableError(Reason.MALFORMED)


def _is_about_number(content: Any) -> bool:
    match content:
        case {"errors": [{"parameter": "recipients" | "recipient"}, *_others]}:
            return True
        case _:
            return False
