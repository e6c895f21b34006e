"""Make the tenant's database role. A statement of its own: granting locks what all openings need (T2)."""

from django.db import connection

from provisioning.lifecycle import ddl
from provisioning.lifecycle.models import Operation

from . import place


def run(operation: Operation) -> None:
    """Make the role, unless it is there."""
    with connection.cursor() as cursor:
        ddl.make_role(cursor.execute, place.tenant(operation).schema_name)


def undo(operation: Operation) -> None:
    """Drop the role; what it may do went with the schema."""
    with connection.cursor() as cursor:
        ddl.drop_role(cursor.execute, place.tenant(operation).schema_name)
