"""The API itself: all its rooms together."""

from typing import Final

from . import description, problems
from .views import features, operations, standing, tenants

ROOMS: Final = (tenants, standing, features, operations)


def _made() -> description.Api:
    made = description.make()
    problems.register(made)
    for room in ROOMS:
        made.add_router("", room.ROUTES)
    return made


API: Final = _made()
