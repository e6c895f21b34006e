"""The stand-in; it keeps what it is given, for people and tests to read, and refuses what MessageBird refuses."""

import json
import re
import uuid
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from integrations.sandbox.doorways import words
from integrations.sandbox.doorways.admission import by_scheme
from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response

KEPT = "sms"
MOST = 200
"""Messages that are kept of a municipality."""
LONGEST = 1377
"""Characters of a message in parts."""
NUMBER = re.compile(r"[1-9]\d{7,14}", re.ASCII)
ORIGINATOR = re.compile(r"[A-Za-z0-9 ]{1,11}|\d{1,17}", re.ASCII)
WRONG_KEY, WRONG_VALUE = 2, 10


def _balance(call: Call) -> Response:
    return words.give({"payment": "prepaid", "type": "credits", "amount": 9.2})


def _send(call: Call) -> Response:
    given = _given(call)
    recipients, text, originator = given.get("recipients"), given.get("body"), given.get("originator")
    if not isinstance(recipients, list) or not recipients or not all(map(_is_number, recipients)):
        raise _wrong("recipients")
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        raise _wrong("body")
    if not isinstance(originator, str) or not ORIGINATOR.fullmatch(originator):
        raise _wrong("originator")
    identity, now = uuid.uuid4(), datetime.now(UTC)
    message: dict[str, object] = {
        "id": identity.hex,
        "received_at": now.isoformat(),
        "from": originator,
        "to": [str(number) for number in recipients],
        "text": text,
    }
    with call.world.lock:
        kept = call.world.kept.setdefault(KEPT, {})
        kept[identity] = message
        while len(kept) > MOST:
            kept.pop(next(iter(kept)))
    return words.give(_answer(call, message), status=HTTPStatus.CREATED)


def _given(call: Call) -> dict[str, Any]:
    try:
        given = json.loads(call.request.body)
    except ValueError:
        raise _wrong("body") from None
    if not isinstance(given, dict):
        raise _wrong("body")
    return given


def _is_number(told: object) -> bool:
    return isinstance(told, str | int) and bool(NUMBER.fullmatch(str(told)))


def _wrong(parameter: str) -> RefusedError:
    return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, str(WRONG_VALUE), parameter=parameter)


def _answer(call: Call, message: dict[str, Any]) -> dict[str, Any]:
    moment, numbers = message["received_at"], message["to"]
    items = [
        {"recipient": int(number), "status": "sent", "statusDatetime": moment, "messagePartCount": 1}
        for number in numbers
    ]
    return {
        "id": message["id"],
        "href": f"{call.base}/messages/{message['id']}",
        "direction": "mt",
        "type": "sms",
        "originator": message["from"],
        "body": message["text"],
        "createdDatetime": moment,
        "recipients": {"totalCount": len(numbers), "totalSentCount": len(numbers), "items": items},
    }


def _refuse(error: RefusedError) -> Response:
    is_key = error.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
    parameter = error.details.get("parameter", "access_key" if is_key else None)
    fault = {
        "code": WRONG_KEY if is_key else WRONG_VALUE,
        "description": f"Request not allowed (incorrect {parameter})"
        if is_key
        else f"{parameter} is invalid",
        "parameter": parameter,
    }
    return words.give({"errors": [fault]}, status=error.status)


STAND_INS = (
    StandIn(
        key="sms",
        name="MessageBird (sms)",
        endpoints=[
            Endpoint("balance", "Tegoed", [Operation("GET", "/balance", by_scheme("AccessKey", _balance))]),
            Endpoint(
                "messages", "Berichten", [Operation("POST", "/messages", by_scheme("AccessKey", _send))]
            ),
        ],
        refuse=_refuse,
        no_contract="er ligt geen contract bij dit project.",
    ),
)
