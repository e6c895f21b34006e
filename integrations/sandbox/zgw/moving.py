"""Let something happen to a case, for tests and the demo, as whoever handles it does.

    POST /cases/zonnedam     {"advance": "<uuid>"}                 its next status; the last one ends it
                             {"advance": "<uuid>", "tell": false}  and nobody is told
                             {"open": "<uuid>"}                    a new case like another one
                             {"document": "<uuid>"}                one of its documents is added once more
                             {"publish": "<uuid of a document>"}   it becomes definite, and anybody may read it

Whoever subscribed is told, but for `"tell": false`. Answers the notification, and the case. `handling` is for people.
"""

import json
import uuid as uuids
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from integrations.sandbox import municipality
from integrations.sandbox.municipality import SLUG
from integrations.sandbox.settings import Settings
from integrations.sandbox.web import Request, Response, Route, plain
from integrations.sandbox.world.cases import Case
from integrations.sandbox.world.worlds import SUBSCRIPTIONS, World, Worlds

from . import notificaties, profiles, sending
from .profiles import CURRENT


def routes(settings: Settings, worlds: Worlds) -> list[Route]:
    """Answer the routes of this part."""

    def move(request: Request, slug: str) -> Response:
        whose = municipality.of(slug, settings)
        try:
            wanted = dict(json.loads(request.body))
            base = f"{settings.url or request.base}{whose.path}/{_profile(wanted)}"
            world = worlds.of(slug)
            message = moved(world, wanted, base)
        except (ValueError, TypeError, KeyError, IndexError):
            return plain("Dit kan niet met deze zaak.", HTTPStatus.BAD_REQUEST)
        if wanted.get("tell", True):
            tell(world, message)
        told = json.dumps({"message": message, "case": message["hoofdObject"].rpartition("/")[2]})
        return Response(told.encode(), content_type="application/json")

    return [Route("POST", f"/cases/(?P<slug>{SLUG})/?", move)]


def moved(world: World, wanted: Mapping[str, Any], base: str) -> dict[str, Any]:
    """Let it happen, and answer the notification of it.

    :raises ValueError: when there is no such thing to happen.
    :raises KeyError: when there is no such case.
    :raises IndexError: when a case had its last status, or has no documents.
    """
    now = datetime.now(UTC)
    match wanted:
        case {"advance": str(uuid)}:
            further = world.advance(uuids.UUID(uuid), now)
            return _of_case(world, further, "status", f"statussen/{further.statuses[-1].uuid}", base)
        case {"open": str(uuid)}:
            new = world.begin(uuids.UUID(uuid), now)
            return _of_case(world, new, "zaak", f"zaken/{new.uuid}", base)
        case {"document": str(uuid)}:
            link = replace(world.links_of(uuids.UUID(uuid))[0], uuid=uuids.uuid4(), registered=now)
            world.link(link)
            place = f"zaakinformatieobjecten/{link.uuid}"
            return _of_case(world, world.cases[link.case], "zaakinformatieobject", place, base)
        case {"publish": str(uuid)}:
            return _of_document(world, uuids.UUID(uuid), base)
        case _:
            raise ValueError(wanted)


def tell(world: World, message: Mapping[str, Any]) -> None:
    """Tell whoever subscribed."""
    sending.send(message, list(notificaties.kept(world, SUBSCRIPTIONS).values()))


def _of_case(world: World, case: Case, resource: str, place: str, base: str) -> dict[str, Any]:
    api = f"{base}/zaken/api/v1"
    features = {
        "bronorganisatie": world.rsin,
        "zaaktype": f"{base}/catalogi/api/v1/zaaktypen/{case.type.uuid}",
        "vertrouwelijkheidaanduiding": case.type.confidentiality,
    }
    return _message("zaken", f"{api}/zaken/{case.uuid}", resource, f"{api}/{place}", "create", features)


def _of_document(world: World, uuid: uuids.UUID, base: str) -> dict[str, Any]:
    """Make a document one that anybody may read, which is told on a channel of its own."""
    with world.lock:
        found = replace(world.documents[uuid], confidentiality="openbaar", status="definitief")
        world.documents[uuid] = found
    url = f"{base}/documenten/api/v1/enkelvoudiginformatieobjecten/{uuid}"
    features = {"bronorganisatie": world.rsin, "vertrouwelijkheidaanduiding": found.confidentiality}
    return _message("documenten", url, "enkelvoudiginformatieobject", url, "partial_update", features)


def _message(
    channel: str, main: str, resource: str, url: str, action: str, features: dict[str, str]
) -> dict[str, Any]:
    return {
        "kanaal": channel,
        "hoofdObject": main,
        "resource": resource,
        "resourceUrl": url,
        "actie": action,
        "aanmaakdatum": datetime.now(UTC).isoformat(),
        "kenmerken": features,
    }


def _profile(wanted: Mapping[str, Any]) -> str:
    key = wanted.get("profile", CURRENT.key)
    if key not in {one.key for one in profiles.ALL}:
        raise ValueError(key)
    return str(key)
