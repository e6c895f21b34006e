"""django-tenants' backend with a second wall: a database role per tenant, set in one message with the path.

`search_path_set_schemas` of the parent holds what is in force on this connection; the parent drops it on
rollback, savepoint rollback and close, and a new connection drops it here (architecture T2, tenancy V13).

What this costs is little (docs/adr/0056): the message is also what finds out, when a request begins, whether the
connection lives; and what was found right at one statement is compared, not asked again, at the next.
"""

from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from django.db.utils import Error, InternalError
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
"""Role and path."""


class Found(NamedTuple):
    """For whom all was found right at a statement, what was in force then, and how long the directory is believed."""

    tenant: Any
    schema_name: str
    include_public: bool
    in_force: InForce
    belief: standing.Belief


class DatabaseWrapper(base.DatabaseWrapper):
    """Keep role and search_path of a connection in step with the tenant that was entered."""

    search_path_set_schemas: InForce | None
    _setting_search_path: bool
    site: tuple[TenantRef, Any] | None = None
    """What `tenants.sites` made for whom, as long as they are entered."""
    _undoing = False
    _found: Found | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._worked_out: dict[tuple[str, bool, bool], InForce] = {}
        """Role and path by schema, whether it is a tenant's, and whether `public` is in the path."""
        super().__init__(*args, **kwargs)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and forget what was in force on the connection before."""
        self.search_path_set_schemas = None
        return patiently(lambda: super(DatabaseWrapper, self).get_new_connection(conn_params))

    def is_usable(self) -> bool:
        """Tell, when a request begins, whether the connection lives and leads to a server that writes."""
        return self._answers() and not only_reads(self.connection.info)

    def _answers(self) -> bool:
        """Ask for a sign of life: with the message that sets role and path, where one is to be sent anyway.

        Whether whoever is entered may do anything is asked before their statement, as ever.
        """
        is_known = isinstance(self.tenant, TenantRef | Platform)
        if self.connection is None or not is_known or self._wanted() == self.search_path_set_schemas:
            return bool(super().is_usable())
        try:
            self._put_in_force(self._wanted())
        except Error:
            return False
        return self.search_path_set_schemas is not None

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Remember who is wanted; the next cursor sends it, if it is not in force already.

        Unlike the parent this neither forgets what is in force nor empties the process-wide ContentType
        cache: content types live in `public` only and have one set of ids (architecture T6).

        :raises NoWayInError: when a tenant is entered by name or model, other than where migrations run.
        """
        if not (isinstance(tenant, TenantRef) or tenant.schema_name == PUBLIC or settings.TENANT_OWNER_MODE):
            raise NoWayInError("Enter a tenant through tenants.entry: not by name, model or `with tenant`.")
        self.tenant = tenant
        self.site = None
        self.schema_name = tenant.schema_name
        self.include_public_schema = include_public
        self.set_settings_schema(tenant.schema_name)

    def _cursor(self, name: str | None = None) -> Any:
        """Make a cursor; what it is for is done as, and in the schema of, whoever is entered.

        As long as nothing has changed since all was found right this is a few comparisons: it happens at every
        statement. The parent's own `_cursor` would do no more than ask `_handle_search_path` each time.
        """
        cursor = super(base.DatabaseWrapper, self)._cursor(name)
        found = self._found
        if (
            found is None
            or found.tenant is not self.tenant
            or found.in_force is not self.search_path_set_schemas
            or found.schema_name is not self.schema_name
            or found.include_public is not self.include_public_schema
            or not found.belief.holds()
        ):
            self._handle_search_path()
        return cursor

    def _wanted(self) -> InForce:
        """Answer role and path of whoever is entered; worked out once for each."""
        key = self.schema_name, isinstance(self.tenant, TenantRef), self.include_public_schema
        found = self._worked_out.get(key)
        if found is None:
            role = self.schema_name if isinstance(self.tenant, TenantRef) else None
            found = self._worked_out[key] = role, (*self._get_cursor_search_paths(), EXTENSIONS)
        return found

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self._setting_search_path:
            return
        self._found = None
        belief = None if self._undoing else self._refuse_strangers()
        wanted = self._wanted()
        if self.search_path_set_schemas != wanted:
            self._put_in_force(wanted)
        if belief is not None and self.search_path_set_schemas is not None:
            self._found = Found(
                self.tenant,
                self.schema_name,
                self.include_public_schema,
                self.search_path_set_schemas,
                belief,
            )

    def _put_in_force(self, wanted: InForce) -> None:
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

    def _refuse_strangers(self) -> standing.Belief | None:
        """Let nobody through who has not said for whom, nor anybody whose tenant serves no longer (T3, T4).

        Answers how long that may be believed; None: ask again at the next statement.

        :raises NoTenantError: in a bare thread, or wherever else nothing was entered.
        :raises NotServingError: when the tenant was suspended or deleted meanwhile.
        """
        if isinstance(self.tenant, TenantRef):
            if self.connection.pgconn.transaction_status != INERROR:  # there only a rollback can follow
                return standing.confirm(self.tenant)
        elif settings.TENANT_REQUIRED and not isinstance(self.tenant, Platform):
            raise NoTenantError("No tenant, no query: enter one through tenants.entry.enter().")
        return None

    def _send(self, wanted: InForce) -> None:
        role, path = wanted
        quoted = ", ".join(f'"{name}"' for name in path)  # the parent checked these names
        set_role = f'SET ROLE "{role}"' if role else "RESET ROLE"
        with self.wrap_database_errors, self.connection.cursor() as raw:
            raw.execute(f"{set_role}; SET search_path = {quoted}")
