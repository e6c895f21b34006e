"""The API itself: all its rooms together."""

from typing import Final

from . import description, problems
from .views import (
    audit,
    bulk,
    connections,
    domains,
    features,
    health,
    operations,
    releases,
    standing,
    tenants,
    tokens,
    webhooks,
)

ROOMS: Final = (
    tenants,
    standing,
    features,
    domains,
    connections,
    releases,
    operations,
    bulk,
    health,
    audit,
    webhooks,
    tokens,
)


def _made() -> description.Api:
    made = description.make()
    problems.register(made)
    for room in ROOMS:
        made.add_router("", room.ROUTES)
    return made


API: Final = _made()
