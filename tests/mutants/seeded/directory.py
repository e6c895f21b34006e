"""Holes in who a host belongs to, who still serves, and whose a task is."""

from contextlib import contextmanager
from typing import Any

from tests.mutants.mutant import mutant

DIRECTORY = "tenants/test_directory.py"
STANDING = "tenants/test_standing.py"
CELERY = "tenants/test_celery.py"


@mutant("directory", control=DIRECTORY, killers=STANDING)
def directory_never_forgets() -> None:
    """A process believes for ever what it knows of a tenant."""
    from tenants import directory

    def refresh(self: Any, *, at_once: bool = False) -> None:
        self.revision = 0

    directory._Known.refresh = refresh


@mutant("hosts", control=DIRECTORY, killers="attacks/test_survivors_hosts.py")
def host_with_www() -> None:
    """`www.` before a host is taken off."""
    from tenants import hosts

    exact = hosts.normalise
    hosts.normalise = lambda host: exact(host).removeprefix("www.")


@mutant("hosts", control=DIRECTORY, killers="attacks/test_survivors_hosts.py")
def host_by_suffix() -> None:
    """Any host that ends in a municipality's is that municipality's."""
    from tenants import directory

    exact = directory.by_host

    def by_host(host: str) -> Any:
        labels = host.split(".")
        found = (exact(".".join(labels[number:])) for number in range(len(labels)))
        return next((tenant for tenant in found if tenant), None)

    directory.by_host = by_host


@mutant("hosts", control="tenants/test_middleware.py", killers="attacks/test_hosts.py")
def host_by_header() -> None:
    """`X-Forwarded-Host` chooses the municipality."""
    from django.conf import settings

    settings.USE_X_FORWARDED_HOST = True


@mutant("states", control=STANDING, killers="tenants/test_middleware.py tenants/test_celery.py")
def suspended_serves() -> None:
    """A suspended tenant is served."""
    from tenants.types import State, TenantRef

    TenantRef.serves = property(lambda self: self.state in {State.LIVE, State.TRIAL, State.SUSPENDED})


@mutant("states", control=STANDING, killers="attacks/test_survivors_states.py")
def standing_not_confirmed() -> None:
    """What is under way when a tenant is suspended goes on to its end."""
    from tenants import standing

    standing.confirm = lambda tenant: None


@mutant("states", control=STANDING, killers="attacks/test_survivors_states.py")
def page_shown_after_suspension() -> None:
    """A page that was being made when the tenant was suspended is still shown."""
    from types import SimpleNamespace

    from tenants import middleware, standing

    middleware.standing = SimpleNamespace(holds=lambda tenant: True, confirm=standing.confirm)


@mutant("tasks", control=CELERY, killers="attacks/test_survivors_tasks.py")
def task_without_header_runs() -> None:
    """A message that names no tenant is carried out as nobody's, as stock libraries do."""
    from tenants import celery, entry

    found, entering = celery._tenant_of, celery.enter

    def tenant_of(request: Any) -> Any:
        try:
            return found(request)
        except celery.NotServingError:
            return None

    @contextmanager
    def enter(tenant: Any, **options: Any) -> Any:
        with entering(tenant, **options) if tenant else entry.outside():
            yield tenant

    celery._tenant_of, celery.enter = tenant_of, enter


@mutant("tasks", control=CELERY, killers="attacks/test_survivors_tasks.py")
def task_for_suspended_runs() -> None:
    """A task of a suspended tenant is carried out."""
    import uuid

    from tenants import celery, directory

    def tenant_of(request: Any) -> Any:
        named = getattr(request, celery.HEADER, None) or (request.headers or {}).get(celery.HEADER)
        try:
            tenant = directory.by_uuid(uuid.UUID(str(named)))
        except ValueError:
            tenant = None
        if tenant is None:
            raise celery.NotServingError
        return tenant

    celery._tenant_of = tenant_of


@mutant("tasks", control=CELERY, killers="attacks/test_survivors_tasks.py")
def task_leaves_tenant_entered() -> None:
    """After a task its worker stays in the tenant, also for the next task."""
    from django.db import connection

    from tenants import celery

    @contextmanager
    def enter(tenant: Any, **options: Any) -> Any:
        connection.set_tenant(tenant)
        yield tenant

    celery.enter = enter


@mutant("tasks", control=CELERY, killers="attacks/test_survivors_tasks.py")
def task_header_of_the_first() -> None:
    """Every message names the tenant that queued the first."""
    from tenants import celery

    first: list[Any] = []
    fresh = celery.current

    def current() -> Any:
        first.append(fresh())
        return first[0]

    celery.current = current


@mutant("smoke request", control="tenants/test_middleware.py", killers="attacks/test_survivors_states.py")
def smoke_for_any_host() -> None:
    """The header that lets provisioning in is good for every portal that is being opened."""
    from django.core import signing

    from tenants import entry, smoke
    from tenants.types import State

    def allows(request: Any, tenant: Any) -> bool:
        signed = request.headers.get(smoke.HEADER)
        if not signed or tenant.state is not State.PROVISIONING:
            return False
        try:
            with entry.outside():
                signing.TimestampSigner(salt=smoke.SALT).unsign(signed, max_age=smoke.MAX_AGE)
        except signing.BadSignature:
            return False
        return True

    smoke.allows = allows
