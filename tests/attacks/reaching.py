"""How the portal's login reaches the database, and what is refused of a process that does so."""

from typing import Any

from django.db import connection

from tenants.refusals import database
from tests.attacks import processes


def parameters(**changes: Any) -> dict[str, Any]:
    """Answer how the portal's login reaches the database."""
    values = processes.environment()
    return {
        **connection.get_connection_params(),
        "user": "inwonerplein_portal",
        "password": values["DATABASE_PASSWORD_PORTAL"],
        **changes,
    }


def refused(**changes: Any) -> list[str | None]:
    """Ask what is refused of the portal's process that reaches the database in this way."""
    return [found.id for found in database.refusals(parameters(**changes))]
