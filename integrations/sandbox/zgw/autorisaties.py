"""The Autorisaties API: who may call, and what."""

import uuid as uuids
from http import HTTPStatus
from typing import Any

from integrations.sandbox.stand_ins import Call, RefusedError
from integrations.sandbox.web import Response
from integrations.sandbox.world.worlds import World

from . import answers
from .parameters import Parameter, several
from .profiles import CURRENT
from .resources import Resource


def _own(world: World) -> uuids.UUID:
    return uuids.uuid5(world.namespace, "application")


def _application(world: World, call: Call) -> dict[str, Any]:
    """Show the one application that there is: ours, which may do all."""
    return {
        "url": f"{call.base}/autorisaties/api/v1/applicaties/{_own(world)}",
        "clientIds": [call.municipality.client_id],
        "label": "Inwonerplein",
        "heeftAlleAutorisaties": True,
        "autorisaties": [],
    }


def consumer(call: Call) -> Response:
    """Answer the applications of a client.

    :raises RefusedError: when no client is named, or none that there is.
    """
    asked = several(call.request.query.get("clientId", ""))
    if call.municipality.client_id not in asked or len(call.request.query) > 1:
        raise RefusedError(HTTPStatus.NOT_FOUND)
    return answers.give([_application(call.world, call)], call, CURRENT, "autorisaties")


APPLICATIONS = Resource(
    api="autorisaties",
    name="applicaties",
    title="Applicaties",
    find=lambda world, identity: world if identity == _own(world) else None,
    records=lambda world: [world],
    show=_application,
    parameters=(Parameter("clientIds", several, lambda world, value: bool(value)),),
)
