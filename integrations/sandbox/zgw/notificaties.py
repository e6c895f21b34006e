"""The Notificaties API: channels, subscriptions with their handshake, and notifications that are passed on."""

import uuid as uuids
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response
from integrations.sandbox.world.worlds import SUBSCRIPTIONS, World

from . import answers, bodies, sending
from .answers import InvalidError
from .bodies import Field
from .parameters import read_all
from .profiles import Profile

CHANNELS = {
    "zaken": ["bronorganisatie", "zaaktype", "vertrouwelijkheidaanduiding"],
    "documenten": ["bronorganisatie"],
    "zaaktypen": ["catalogus"],
}
FILTERS = bodies.by_name(bodies.text(1000, 1))
CHANNEL = {
    "naam": Field(bodies.text(50, 1), is_required=True),
    "documentatieLink": Field(bodies.address(200)),
    "filters": Field(bodies.listed(bodies.text(100))),
}
SUBSCRIPTION = {
    "callbackUrl": Field(bodies.address(200), is_required=True),
    "auth": Field(bodies.text(1000, 1), is_required=True),
    "kanalen": Field(
        bodies.listed(
            bodies.nested({"filters": Field(FILTERS), "naam": Field(bodies.text(50, 1), is_required=True)})
        ),
        is_required=True,
    ),
}
MESSAGE = {
    "kanaal": Field(bodies.text(50, 1), is_required=True),
    "hoofdObject": Field(bodies.address(), is_required=True),
    "resource": Field(bodies.text(100, 1), is_required=True),
    "resourceUrl": Field(bodies.address(), is_required=True),
    "actie": Field(bodies.text(100, 1), is_required=True),
    "aanmaakdatum": Field(bodies.moment, is_required=True),
    "kenmerken": Field(bodies.by_name(bodies.text(1000))),
}


def kept(world: World, name: str) -> dict[uuids.UUID, dict[str, Any]]:
    """Answer what was given to keep."""
    with world.lock:
        found = world.kept.setdefault(name, {})
        if name == "kanaal" and not found:
            for channel, filters in CHANNELS.items():
                found[uuids.uuid5(world.namespace, channel)] = {"naam": channel, "filters": filters}
        return found


def _shown(
    name: str, identity: uuids.UUID, record: dict[str, Any], call: Call, profile: Profile
) -> dict[str, Any]:
    """Show a record; a subscription's password stays with us in today's version, and came back in the first."""
    hidden = {"auth"} if profile.is_current else set()
    content = {key: value for key, value in record.items() if key not in hidden}
    return {"url": f"{call.base}/notificaties/api/v1/{name}/{identity}", **content}


def listing(name: str, profile: Profile) -> Callable[[Call], Response]:
    """Make the view of a list, which has no pages."""

    def view(call: Call) -> Response:
        read_all(call, (), {"naam"} if name == "kanaal" else ())
        wanted = call.request.query.get("naam")
        found = [
            _shown(name, identity, record, call, profile)
            for identity, record in kept(call.world, name).items()
            if wanted in {None, record.get("naam")}
        ]
        return answers.give(found, call, profile, "notificaties")

    return view


def detail(name: str, profile: Profile) -> Callable[..., Response]:
    """Make the view of one record."""

    def view(call: Call, uuid: str) -> Response:
        read_all(call, (), ())
        identity, record = _get(call, name, uuid)
        return answers.give(_shown(name, identity, record, call, profile), call, profile, "notificaties")

    return view


def creating(name: str, profile: Profile) -> Callable[[Call], Response]:
    """Make the view that keeps a new record; whoever subscribes must answer first (fact F8)."""

    def view(call: Call) -> Response:
        given = bodies.read(call, SUBSCRIPTION if name == SUBSCRIPTIONS else CHANNEL)
        if name == SUBSCRIPTIONS:
            _check_subscription(call, given)
        elif any(one["naam"] == given["naam"] for one in kept(call.world, name).values()):
            raise InvalidError("naam", "unique")
        identity = uuids.uuid4()
        kept(call.world, name)[identity] = given
        call.world.remember(SUBSCRIPTIONS)
        told = _shown(name, identity, given, call, profile)
        return answers.give(told, call, profile, "notificaties", status=HTTPStatus.CREATED)

    return view


def changing(profile: Profile) -> Callable[..., Response]:
    """Make the view that replaces a subscription."""

    def view(call: Call, uuid: str) -> Response:
        identity, _ = _get(call, SUBSCRIPTIONS, uuid)
        given = bodies.read(call, SUBSCRIPTION)
        _check_subscription(call, given)
        kept(call.world, SUBSCRIPTIONS)[identity] = given
        call.world.remember(SUBSCRIPTIONS)
        return answers.give(
            _shown(SUBSCRIPTIONS, identity, given, call, profile), call, profile, "notificaties"
        )

    return view


def deleting(profile: Profile) -> Callable[..., Response]:
    """Make the view that ends a subscription."""

    def view(call: Call, uuid: str) -> Response:
        read_all(call, (), ())
        identity, _ = _get(call, SUBSCRIPTIONS, uuid)
        del kept(call.world, SUBSCRIPTIONS)[identity]
        call.world.remember(SUBSCRIPTIONS)
        headers = {"API-version": profile.versions["notificaties"]}
        return Response(b"", HTTPStatus.NO_CONTENT, "application/json", headers)

    return view


def publishing(profile: Profile) -> Callable[[Call], Response]:
    """Make the view that passes a notification on to whoever subscribed to its channel."""

    def view(call: Call) -> Response:
        message = bodies.read(call, MESSAGE)
        sending.send(message, list(kept(call.world, SUBSCRIPTIONS).values()))
        status = HTTPStatus.CREATED if profile.is_current else HTTPStatus.OK
        return answers.give(message, call, profile, "notificaties", status=status)

    return view


def _check_subscription(call: Call, given: dict[str, Any]) -> None:
    known = {one["naam"] for one in kept(call.world, "kanaal").values()}
    if any(one["naam"] not in known for one in given["kanalen"]):
        raise InvalidError("kanalen", "invalid")
    if not sending.handshake(given["callbackUrl"], given["auth"]):
        raise InvalidError("callbackUrl", "invalid-callback-url")


def _get(call: Call, name: str, uuid: str) -> tuple[uuids.UUID, dict[str, Any]]:
    try:
        identity = uuids.UUID(uuid)
        return identity, kept(call.world, name)[identity]
    except (ValueError, KeyError):
        raise RefusedError(HTTPStatus.NOT_FOUND) from None
