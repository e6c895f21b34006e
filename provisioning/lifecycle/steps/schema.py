"""Build the tenant's schema from compiled text: complete or not at all (architecture T8)."""

from django.db import connection
from django.utils.translation import gettext as _

from provisioning.lifecycle import ddl, filled, schema
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants import insights
from tenants.models import Tenant

from . import place


def run(operation: Operation) -> None:
    """Build the schema; one that is there is looked at and left as it is."""
    tenant = place.tenant(operation)
    if schema.exists(tenant.schema_name):
        _verify(tenant.schema_name)
    else:
        _build(operation, tenant)
    insights.write(tenant.ref(), "schema", {"migrations": schema.migrations_in(tenant.schema_name)})


def undo(operation: Operation) -> None:
    """Drop the schema with all that is in it, of a tenant that does not serve.

    :raises StepError: when it serves.
    """
    tenant = place.tenant(operation)
    if tenant.ref().serves:
        raise StepError(_("Het portaal is open. Het schema blijft staan."), permanent=True)
    with connection.cursor() as cursor:
        ddl.drop_schema(cursor.execute, tenant.schema_name)


def _build(operation: Operation, tenant: Tenant) -> None:
    """Build it with the blueprint's content in it, if this release has that as text, and note that it did."""
    marked = filled.text(operation.parameters.get("blueprint") or {})
    if operation.parameters.get("filled", False) is not bool(marked):
        place.remember(operation, filled=bool(marked))
    text = filled.own(marked, tenant) if marked else schema.compiled()
    try:
        with connection.cursor() as cursor:
            ddl.replay(cursor.execute, text, tenant.schema_name)
    except BaseException:
        # The text begins its own transaction, which Django knows nothing of. Closing the connection
        # would end it too, and with it the lock that says that we are alive.
        connection.connection.rollback()
        raise


def _verify(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{name}.{schema.LEDGER}"])
        (complete,) = cursor.fetchone()
    if not complete:
        raise StepError(
            _("Er is al een schema %(name)s dat niet door een opening is gemaakt. Laat het onderzoeken.")
            % {"name": name},
            permanent=True,
        )
