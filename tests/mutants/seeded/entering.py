"""Holes in the one way in, and in what the connection believes."""

from contextlib import contextmanager, nullcontext
from typing import Any

from tests.mutants.mutant import mutant

ENTRY = "tenants/test_entry.py"
WALK = "tenants/test_walk.py"


@mutant("database role", control=f"{ENTRY} {WALK}", killers="attacks/test_survivors_rights.py")
def role_not_set() -> None:
    """Entering a tenant sets the path and no role."""
    from tenants.postgresql.base import DatabaseWrapper

    send = DatabaseWrapper._send
    DatabaseWrapper._send = lambda self, wanted: send(self, (None, wanted[1]))


@mutant("search path", control=f"{ENTRY} {WALK}", killers="tenants/test_standing.py")
def path_falls_to_public() -> None:
    """`public` comes before the tenant's own schema."""
    from tenants.postgresql.base import DatabaseWrapper

    wanted = DatabaseWrapper._wanted

    def public_first(self: Any) -> Any:
        role, path = wanted(self)
        return role, ("public", *(name for name in path if name != "public"))

    DatabaseWrapper._wanted = public_first


def _survives(method: str) -> None:
    """Let what is believed to be in force survive a call that undoes it."""
    from tenants.postgresql.base import DatabaseWrapper

    stock = getattr(DatabaseWrapper, method)

    def believing(self: Any, *words: Any) -> Any:
        believed = self.search_path_set_schemas
        try:
            return stock(self, *words)
        finally:
            self.search_path_set_schemas = believed

    setattr(DatabaseWrapper, method, believing)


@mutant("belief after an undo", control=WALK, killers="attacks/test_survivors_entering.py")
def flag_survives_savepoint_rollback() -> None:
    """A role set after a savepoint is believed in when it was rolled back."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    from tenants.postgresql.base import DatabaseWrapper

    DatabaseWrapper.savepoint_rollback = BaseDatabaseWrapper.savepoint_rollback


@mutant("belief after an undo", control=WALK, killers="attacks/test_survivors_entering.py")
def flag_survives_rollback() -> None:
    """A role set in a transaction is believed in when it was rolled back."""
    _survives("rollback")


@mutant("belief after an undo", control=WALK, killers=ENTRY)
def flag_survives_silent_rollback() -> None:
    """COMMIT of a broken transaction is taken for a commit."""
    from tenants.postgresql.base import DatabaseWrapper

    del DatabaseWrapper.commit


@mutant("belief after a reconnect", control=WALK, killers="attacks/test_survivors_entering.py")
def flag_survives_reconnect() -> None:
    """What was in force on a lost connection is believed of the new one."""
    _survives("close")
    _survives("get_new_connection")


@mutant(
    "no tenant, no query", control="tenants/test_parallel.py", killers="attacks/test_survivors_entering.py"
)
def strangers_let_through() -> None:
    """A thread that has entered nothing may query."""
    from django.conf import settings

    from tenants import standing
    from tenants.postgresql.base import DatabaseWrapper
    from tenants.types import TenantRef

    def refuse(self: Any) -> None:
        if isinstance(self.tenant, TenantRef) and settings.TENANT_CONFIRMS_STANDING:
            standing.confirm(self.tenant)

    DatabaseWrapper._refuse_strangers = refuse


@mutant("other ways in", control=ENTRY, killers="attacks/test_survivors_entering.py")
def entered_by_name() -> None:
    """`schema_context` and `with tenant` work again."""
    from tenants.postgresql.base import DatabaseWrapper

    def set_tenant(self: Any, tenant: Any, include_public: bool = True) -> None:
        self.tenant, self.schema_name = tenant, tenant.schema_name
        self.include_public_schema = include_public
        self.set_settings_schema(tenant.schema_name)

    DatabaseWrapper.set_tenant = set_tenant


@mutant("leaving", control=ENTRY, killers="tenants/test_middleware.py tenants/test_celery.py")
def tenant_not_left() -> None:
    """After a block the thread stays in its tenant."""
    from tenants import entry

    enter, never_left = entry.enter.__wrapped__, []

    @contextmanager
    def entering(tenant: Any, *, urls: bool = False) -> Any:
        never_left.append(enter(tenant, urls=urls))
        yield next(never_left[-1])

    _replace("enter", entry.enter, entering)
    entry.enter = entering


@mutant(
    "language and time zone", control="attacks/test_hosts.py", killers="attacks/test_survivors_entering.py"
)
def language_of_the_thread() -> None:
    """Entering a tenant keeps the language and time zone of whoever was served before."""
    from tenants import entry

    entry._own_language = lambda *_: nullcontext()


@mutant("threads", control="tenants/test_parallel.py", killers="attacks/test_survivors_parallel.py")
def thread_without_tenant() -> None:
    """Work side by side runs as nobody's."""
    from tenants import entry, parallel

    @contextmanager
    def outside(tenant: Any, *, urls: bool = False) -> Any:
        with entry.outside():
            yield tenant

    parallel.enter = outside


@mutant("threads", control="tenants/test_parallel.py", killers="attacks/test_survivors_parallel.py")
def context_not_copied() -> None:
    """Threads start with empty context variables: their log lines name no request."""
    from types import SimpleNamespace

    from tenants import parallel

    class Empty:
        def run(self, call: Any, *words: Any) -> Any:
            return call(*words)

    parallel.contextvars = SimpleNamespace(copy_context=Empty)


@mutant("streams", control="tenants/test_middleware.py", killers="attacks/test_survivors_streams.py")
def stream_outside_tenant() -> None:
    """What is streamed is made after the tenant was left."""
    from tenants import middleware, standing

    def inside(tenant: Any, content: Any) -> Any:
        for chunk in content:
            standing.confirm(tenant)
            yield chunk

    middleware._inside = inside


def _replace(name: str, old: Any, new: Any) -> None:
    """Replace a function also where modules have taken it by name."""
    import sys

    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is old:
            setattr(module, name, new)
