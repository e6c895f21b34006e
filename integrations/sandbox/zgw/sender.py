"""Send a notification to a callback at once, for tests and the demo: no subscription is needed.

    POST /notify/zonnedam     {"callbackUrl": "http://…", "auth": "Bearer …", "resource": "status",
                               "zaak": "<uuid>", "times": 2, "profile": "zgw"}

Only the callback is needed; the first case is told of when none is named, and the same notification is sent as often
as asked. Answers the notification, and the statuses with which it was received (0 is nobody).
"""

import json
import uuid as uuids
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from integrations.sandbox import municipality
from integrations.sandbox.municipality import SLUG
from integrations.sandbox.settings import Settings
from integrations.sandbox.web import Request, Response, Route, plain
from integrations.sandbox.world.cases import Case
from integrations.sandbox.world.worlds import World, Worlds

from . import profiles, sending
from .profiles import CURRENT

MOST = 20
"""Times that one notification is sent."""


def routes(settings: Settings, worlds: Worlds) -> list[Route]:
    """Answer the routes of this part."""

    def notify(request: Request, slug: str) -> Response:
        whose = municipality.of(slug, settings)
        try:
            wanted = json.loads(request.body)
            base = f"{settings.url or request.base}{whose.path}/{_profile(wanted)}"
            message = _message(worlds.of(slug), base, wanted)
            address, auth, times = (
                str(wanted["callbackUrl"]),
                str(wanted.get("auth", "")),
                int(wanted.get("times", 1)),
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return plain("Dit kan niet verstuurd worden.", HTTPStatus.BAD_REQUEST)
        statuses = [sending.deliver(address, auth, message) for _ in range(min(times, MOST))]
        told = {"message": message, "statuses": statuses}
        return Response(json.dumps(told).encode(), content_type="application/json")

    return [Route("POST", f"/notify/(?P<slug>{SLUG})/?", notify)]


def _profile(wanted: Mapping[str, Any]) -> str:
    """Answer which version's addresses stand in the notification.

    :raises ValueError: when there is no such version.
    """
    key = wanted.get("profile", CURRENT.key)
    if key not in {one.key for one in profiles.ALL}:
        raise ValueError(key)
    return str(key)


def _message(world: World, base: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Make a notification of something of a case.

    :raises ValueError: when there is nothing of that kind.
    :raises KeyError: when there is no such case.
    """
    case = world.cases[uuids.UUID(wanted["zaak"])] if "zaak" in wanted else next(iter(world.cases.values()))
    resource = wanted.get("resource", "status")
    api = f"{base}/zaken/api/v1"
    return {
        "kanaal": "zaken",
        "hoofdObject": f"{api}/zaken/{case.uuid}",
        "resource": resource,
        "resourceUrl": f"{api}/{_place(world, case, resource)}",
        "actie": "create",
        "aanmaakdatum": datetime.now(UTC).isoformat(),
        "kenmerken": {
            "bronorganisatie": world.rsin,
            "zaaktype": f"{base}/catalogi/api/v1/zaaktypen/{case.type.uuid}",
            "vertrouwelijkheidaanduiding": case.type.confidentiality,
        },
    }


def _place(world: World, case: Case, resource: str) -> str:
    links = world.links_of(case.uuid)
    match resource:
        case "zaak":
            return f"zaken/{case.uuid}"
        case "status":
            return f"statussen/{case.statuses[-1].uuid}"
        case "rol":
            return f"rollen/{case.roles[0].uuid}"
        case "resultaat" if case.result:
            return f"resultaten/{case.result.uuid}"
        case "zaakinformatieobject" if links:
            return f"zaakinformatieobjecten/{links[-1].uuid}"
        case _:
            raise ValueError(resource)
