"""Change a municipality's catalogue, for tests and the demo, as its functional manager does in the case system.

    POST /catalogue/zonnedam     {"publish": "ZAAKTYPE-0001", "status": "In onderzoek", "callbackUrl": "http://…"}
                                 {"withdraw": "ZAAKTYPE-0001"}
                                 {"versions": 2000}

Publishes a new version of a kind of cases (of which the second status may get another name), takes one away, or makes
the catalogue large. Answers the address of the new version; a callback that is named is told of it on the channel
`zaaktypen`.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from integrations.sandbox import municipality
from integrations.sandbox.municipality import SLUG
from integrations.sandbox.settings import Settings
from integrations.sandbox.web import Request, Response, Route, plain
from integrations.sandbox.world.worlds import World, Worlds

from . import profiles, sending
from .profiles import CURRENT

LARGEST = 5_000


def routes(settings: Settings, worlds: Worlds) -> list[Route]:
    """Answer the routes of this part."""

    def change(request: Request, slug: str) -> Response:
        whose = municipality.of(slug, settings)
        try:
            wanted = dict(json.loads(request.body))
            base = f"{settings.url or request.base}{whose.path}/{_profile(wanted)}"
            told = _changed(worlds.of(slug), wanted, base)
        except (ValueError, TypeError, KeyError, StopIteration):
            return plain("Dit kan niet in de catalogus.", HTTPStatus.BAD_REQUEST)
        return Response(json.dumps(told).encode(), content_type="application/json")

    return [Route("POST", f"/catalogue/(?P<slug>{SLUG})/?", change)]


def _changed(world: World, wanted: Mapping[str, Any], base: str) -> dict[str, Any]:
    match wanted:
        case {"publish": str(identification)}:
            kind = world.publish(identification, str(wanted.get("status", "")))
            url = f"{base}/catalogi/api/v1/zaaktypen/{kind.uuid}"
            return {"url": url, "told": _tell(world, base, url, str(wanted.get("callbackUrl", "")), wanted)}
        case {"withdraw": str(identification)}:
            return {"withdrawn": world.withdraw(identification)}
        case {"versions": int(number)} if 0 < number <= LARGEST:
            world.multiply(number)
            return {"versions": len(world.types)}
        case _:
            raise ValueError(wanted)


def _profile(wanted: Mapping[str, Any]) -> str:
    key = wanted.get("profile", CURRENT.key)
    if key not in {one.key for one in profiles.ALL}:
        raise ValueError(key)
    return str(key)


def _tell(world: World, base: str, url: str, callback: str, wanted: Mapping[str, Any]) -> list[int]:
    """Tell a callback of a new version, and answer with what status it was heard."""
    if not callback:
        return []
    message = {
        "kanaal": "zaaktypen",
        "hoofdObject": url,
        "resource": "zaaktype",
        "resourceUrl": url,
        "actie": "create",
        "aanmaakdatum": datetime.now(UTC).isoformat(),
        "kenmerken": {"catalogus": f"{base}/catalogi/api/v1/catalogussen/{world.namespace}"},
    }
    return [sending.deliver(callback, str(wanted.get("auth", "")), message)]
