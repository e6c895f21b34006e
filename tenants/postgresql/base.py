"""django-tenants' backend with a second wall: a database role per tenant, set in one message with the path.

`search_path_set_schemas` of the parent holds what is in force on this connection; the parent drops it on
rollback, savepoint rollback and close, and a new connection drops it here (architecture T2, tenancy V13).
"""

import operator
from typing import Any

import psycopg
from django.conf import settings
from django.db.utils import InternalError
from django_tenants.postgresql_backend import base
from django_tenants.utils import get_public_schema_name

from tenants import standing
from tenants.errors import NoTenantError, NoWayInError
from tenants.types import Platform, TenantRef

from .patience import only_reads, patiently

PUBLIC = get_public_schema_name()
# Not PG_EXTRA_SEARCH_PATHS: that makes django-tenants connect in AppConfig.ready().
EXTENSIONS = "extensions"

INERROR = psycopg.pq.TransactionStatus.INERROR

type InForce = tuple[str | None, tuple[str, ...]]


class DatabaseWrapper(base.DatabaseWrapper):
    """Keep role and search_path of a connection in step with the tenant that was entered."""

    search_path_set_schemas: InForce | None
    _setting_search_path: bool
    _undoing = False
    _worked_out: tuple[tuple[Any, str, bool], InForce] | None = None
    """Role and path, and for whom: tenant, schema, and whether `public` is in the path."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and forget what was in force on the connection before."""
        self.search_path_set_schemas = None
        return patiently(lambda: super(DatabaseWrapper, self).get_new_connection(conn_params))

    def is_usable(self) -> bool:
        """Tell, when a request begins, whether the connection lives and leads to a server that writes."""
        return bool(super().is_usable()) and not only_reads(self.connection.info)

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Remember who is wanted; the next cursor sends it, if it is not in force already.

        Unlike the parent this neither forgets what is in force nor empties the process-wide ContentType
        cache: content types live in `public` only and have one set of ids (architecture T6).

        :raises NoWayInError: when a tenant is entered by name or model, other than where migrations run.
        """
        if not (isinstance(tenant, TenantRef) or tenant.schema_name == PUBLIC or settings.TENANT_OWNER_MODE):
            raise NoWayInError("Enter a tenant through tenants.entry: not by name, model or `with tenant`.")
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = include_public
        self.set_settings_schema(tenant.schema_name)

    def _wanted(self) -> InForce:
        """Work out role and path once for whoever is entered: this is asked at every statement."""
        known = self.tenant, self.schema_name, self.include_public_schema
        if self._worked_out is None or any(map(operator.is_not, self._worked_out[0], known)):
            path = (*self._get_cursor_search_paths(), EXTENSIONS)
            role = self.schema_name if isinstance(self.tenant, TenantRef) else None
            self._worked_out = known, (role, path)
        return self._worked_out[1]

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self._setting_search_path:
            return
        if not self._undoing:
            self._refuse_strangers()
        wanted = self._wanted()
        if self.search_path_set_schemas == wanted:
            return
        self._setting_search_path = True
        self.search_path_set_schemas = None
        try:
            self._send(wanted)
        except InternalError as error:
            # In an aborted transaction the statement that follows fails likewise, unless it is the rollback.
            if not isinstance(error.__cause__, psycopg.errors.InFailedSqlTransaction):
                raise
        else:
            self.search_path_set_schemas = wanted
        finally:
            self._setting_search_path = False

    def commit(self) -> None:
        """Commit; of a transaction that is broken PostgreSQL makes a rollback, without a word and without an error.

        Role and path that were set in it are gone then: to believe in them would be to work as another tenant.
        """
        if self.connection is not None and self.connection.pgconn.transaction_status == INERROR:
            self.search_path_set_schemas = None
        super().commit()

    def _savepoint_rollback(self, sid: str) -> None:
        """Undo, also for whoever may do nothing more: else what they had done could still be committed."""
        self._undoing = True
        try:
            super()._savepoint_rollback(sid)
        finally:
            self._undoing = False

    def _refuse_strangers(self) -> None:
        """Let nobody through who has not said for whom, nor anybody whose tenant serves no longer (T3, T4).

        :raises NoTenantError: in a bare thread, or wherever else nothing was entered.
        :raises NotServingError: when the tenant was suspended or deleted meanwhile.
        """
        if isinstance(self.tenant, TenantRef):
            if self.connection.pgconn.transaction_status != INERROR:  # there only a rollback can follow
                standing.confirm(self.tenant)
        elif settings.TENANT_REQUIRED and not isinstance(self.tenant, Platform):
            raise NoTenantError("No tenant, no query: enter one through tenants.entry.enter().")

    def _send(self, wanted: InForce) -> None:
        role, path = wanted
        quoted = ", ".join(f'"{name}"' for name in path)  # the parent checked these names
        set_role = f'SET ROLE "{role}"' if role else "RESET ROLE"
        with self.wrap_database_errors, self.connection.cursor() as raw:
            raw.execute(f"{set_role}; SET search_path = {quoted}")
