"""The API itself: all its rooms together."""

from typing import Final

from . import description, problems
from .views import (
    announcements,
    audit,
    bulk,
    certificates,
    chains,
    choices,
    configuration,
    connections,
    domains,
    features,
    health,
    house_styles,
    operations,
    operators,
    plans,
    releases,
    standing,
    tenants,
    tokens,
    webhooks,
)

ROOMS: Final = (
    tenants,
    plans,
    standing,
    features,
    domains,
    connections,
    certificates,
    configuration,
    releases,
    house_styles,
    operations,
    bulk,
    health,
    announcements,
    audit,
    chains,
    operators,
    webhooks,
    tokens,
)


def _made() -> description.Api:
    made = description.make()
    problems.register(made)
    for room in ROOMS:
        made.add_router("", room.ROUTES)
    for routes in (choices.CONNECTIONS, choices.TENANTS):
        made.add_router("", routes)
    return made


API: Final = _made()
