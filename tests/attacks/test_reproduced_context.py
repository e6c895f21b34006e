"""Ways in and out of a tenant that mix municipalities up as they come (V3, V8, V13, V17, V18, V19)."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django_tenants.middleware.main import TenantMainMiddleware
from django_tenants.postgresql_backend.base import is_valid_schema_name

from portal.accounts.models import User
from portal.accounts.roles import EDITOR
from tenants import directory, naming
from tenants.entry import enter, is_entered, outside
from tenants.errors import NoWayInError
from tenants.middleware import TenantMiddleware
from tenants.models import Tenant
from tenants.types import SERVING, Kind, State, TenantRef
from tests import statements, states
from tests.portal import staff
from tests.provisioning.console import people

BAD_NAMES = [
    "public",
    "information_schema",
    "a b",
    "UPPER",
    "ünï",
    "t_ABCDEF012345",
    "T_abcdef012345",
    "t_" + "a" * 13,
]
REFUSED_BY_BOTH = ["pg_x", "a'b", 'a"b', "a;b", "x" * 64, ""]


@pytest.fixture
def _careless(settings: Any) -> None:
    """Let the library do what it does, as where nobody has replaced its way in."""
    settings.TENANT_OWNER_MODE = True


def model_of(tenant: TenantRef) -> Tenant:
    return Tenant.objects.get(uuid=tenant.uuid)


# --- V3: a table that is missing is looked for in `public` ---------------------------------------------------


@pytest.fixture
def half_built(zonnedam: TenantRef) -> None:
    """Zonnedam lost its users, and `public` has a table of that name."""
    with connection.cursor() as cursor:
        users = f"{zonnedam.schema_name}.accounts_user"
        cursor.execute(f"CREATE TABLE public.accounts_user (LIKE {users} INCLUDING ALL)")
        cursor.execute(f"ALTER TABLE {users} RENAME TO accounts_user_gone")


@pytest.mark.attack("V3", "T24", "T25")
@pytest.mark.usefixtures("half_built")
def test_a_missing_table_is_an_error_and_never_one_of_the_platform(zonnedam: TenantRef) -> None:
    for ask in (User.objects.count, lambda: User.objects.create(email="indringer@zonnedam.example")):
        with enter(zonnedam), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            ask()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM public.accounts_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.attack("V3", "T24")
@pytest.mark.usefixtures("half_built", "_careless")
def test_as_it_comes_rows_land_in_public(zonnedam: TenantRef) -> None:
    connection.set_tenant(model_of(zonnedam))
    with statements.unwatched():
        User.objects.create(email="burger@zonnedam.example")
    connection.set_schema_to_public()

    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM public.accounts_user")
        assert cursor.fetchall() == [("burger@zonnedam.example",)]


@pytest.mark.attack("V3", "T24")
def test_a_page_that_misses_a_table_is_an_error_for_the_visitor(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {zonnedam.schema_name}.cms_page RENAME TO cms_page_gone")

    with transaction.atomic():
        response = client_of(zonnedam, raise_request_exception=False).get("/")
        transaction.set_rollback(True)

    assert response.status_code in {500, 503}


# --- V8: `with tenant` keeps what was before in one list for all threads ------------------------------------


@pytest.mark.attack("V8", "T20")
def test_the_librarys_way_in_is_refused(zonnedam: TenantRef) -> None:
    with pytest.raises(NoWayInError), model_of(zonnedam):
        pass

    assert not is_entered()


@pytest.mark.attack("V8", "T20")
@pytest.mark.usefixtures("_careless")
def test_as_it_comes_two_threads_swap_municipalities(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = [model_of(zonnedam), model_of(waterrijk)]
    monkeypatch.setattr(Tenant, "_previous_tenant", [])
    ended: list[str] = []
    turn = [threading.Event() for _ in range(3)]

    def first() -> None:
        connection.set_tenant(models[0])
        with models[0]:
            turn[0].set()
            turn[1].wait(10)
        ended.append(connection.schema_name)
        turn[2].set()

    def second() -> None:
        turn[0].wait(10)
        connection.set_tenant(models[1])
        with models[1]:
            turn[1].set()
            turn[2].wait(10)

    threads = [threading.Thread(target=each) for each in (first, second)]  # noqa: TID251 - what is refused
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ended == [waterrijk.schema_name]


# --- V13: a second wall behind search_path ------------------------------------------------------------------


def stolen(tenant: TenantRef) -> list[tuple[str]]:
    with statements.unwatched(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL search_path = {tenant.schema_name}")
        cursor.execute("SELECT name FROM django_site")
        names: list[tuple[str]] = cursor.fetchall()
    return names


@pytest.mark.attack("V13", "T27")
def test_a_stolen_search_path_reads_nothing(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    """The role has no way into the other schema, so that for it there is no such table."""
    with enter(zonnedam), pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic():
        stolen(waterrijk)


@pytest.mark.attack("V13", "T27")
@pytest.mark.usefixtures("_careless")
def test_as_it_comes_a_stolen_search_path_reads_all(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    connection.set_tenant(model_of(zonnedam))

    assert stolen(waterrijk) == [("Waterrijk",)]


# --- V17, V18: the library's middleware ----------------------------------------------------------------------


def stock(host: str) -> str:
    """Let the library's middleware find a tenant, and answer whose."""
    request = RequestFactory().get("/", headers={"host": host})
    try:
        TenantMainMiddleware(lambda _: HttpResponse()).process_request(request)
    except Http404:
        return ""
    return str(request.tenant.name)  # type: ignore[attr-defined]


def ours(host: str) -> str:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.tenant.name)  # type: ignore[attr-defined]

    response = TenantMiddleware(view)(RequestFactory().get("/", headers={"host": host}))
    return response.content.decode() if response.status_code == 200 else ""  # type: ignore[attr-defined]


@pytest.mark.attack("V17", "T08")
@pytest.mark.usefixtures("zonnedam", "_careless")
def test_as_it_comes_a_host_is_not_exact() -> None:
    hosts = ["zonnedam.localhost", "ZONNEDAM.localhost", "zonnedam.localhost.", "www.zonnedam.localhost"]

    assert [stock(host) for host in hosts] == ["Zonnedam", "", "", "Zonnedam"]
    assert [ours(host) for host in hosts] == ["Zonnedam", "Zonnedam", "Zonnedam", ""]


def fails(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@pytest.mark.attack("V18", "T17")
@pytest.mark.parametrize(
    "error", [ZeroDivisionError, TimeoutError, ConnectionResetError, SystemExit, KeyboardInterrupt]
)
def test_after_a_request_nobody_is_entered(
    zonnedam: TenantRef, waterrijk: TenantRef, error: type[BaseException]
) -> None:
    def gone(request: HttpRequest) -> HttpResponse:
        Site.objects.get()
        raise error

    request = RequestFactory().get("/", headers={"host": "zonnedam.localhost"})
    with pytest.raises(error):
        TenantMiddleware(gone)(request)

    assert (is_entered(), connection.schema_name) == (False, "public")
    assert ours("waterrijk.localhost") == "Waterrijk"
    assert ours("gemeente.localhost") == ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        assert cursor.fetchone() == ("public",)


@pytest.mark.attack("V18", "T17")
@pytest.mark.usefixtures("_careless")
def test_as_it_comes_the_connection_stays_where_it_was(zonnedam: TenantRef) -> None:
    request = RequestFactory().get("/", headers={"host": "zonnedam.localhost"})

    with pytest.raises(ZeroDivisionError):
        TenantMainMiddleware(fails)(request)

    assert connection.schema_name == zonnedam.schema_name
    connection.set_schema_to_public()


# --- V19, T13, T26: names of schemas -------------------------------------------------------------------------


@pytest.mark.attack("V19", "T26")
@pytest.mark.parametrize("name", [*BAD_NAMES, *REFUSED_BY_BOTH])
def test_no_schema_has_a_name_that_is_not_made_of_a_uuid(db: None, name: str) -> None:
    tenant = Tenant(schema_name=name, name="x", theme="x", kind=Kind.SANDBOX.value)

    with pytest.raises(ValidationError):
        tenant.clean()
    with pytest.raises((IntegrityError, DatabaseError, ValidationError)), transaction.atomic():
        tenant.save()
    assert not naming.SCHEMA.fullmatch(name)


@pytest.mark.attack("V19", "T26")
def test_as_it_comes_such_names_are_taken() -> None:
    taken = ["public", "information_schema", "a b", "UPPER", "ünï"]

    assert [name for name in BAD_NAMES[:5] if is_valid_schema_name(name)] == taken


@pytest.mark.attack("T13")
def test_what_a_municipality_is_called_names_nothing(zonnedam: TenantRef) -> None:
    with outside():
        again = Tenant(name="Zonnedam", theme="zonnedam", kind=Kind.SANDBOX.value, uuid=uuid.uuid4())

    assert naming.schema_for(again.uuid) != zonnedam.schema_name
    assert naming.schema_for(zonnedam.uuid) == f"t_{zonnedam.uuid.hex[:12]}" == zonnedam.schema_name


# --- T25: operators are nobody in a municipality, whatever state it is in ------------------------------------


@pytest.mark.attack("T25", "V3")
@pytest.mark.parametrize("state", [State.PROVISIONING, State.SUSPENDED, State.TRIAL, State.LIVE])
def test_an_operator_cannot_sign_in_at_a_municipality(
    zonnedam: TenantRef, client_of: Callable[..., Client], state: State
) -> None:
    operator = people.make()
    states.become(zonnedam, state)
    directory.forget()
    client = client_of(zonnedam)
    step = {"admin_login_view-current_step": "auth", "auth-username": operator.email}

    response = client.post("/beheer/login/", {**step, "auth-password": people.PASSWORD})

    assert response.status_code == (200 if state in SERVING else 404)
    assert "Vul uw code in" not in response.content.decode()
    with enter(zonnedam):
        assert "_auth_user_id" not in client.session


@pytest.mark.attack("T25")
def test_a_colleague_with_the_right_password_is_asked_for_a_code(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    """The negative control: it is not the form that keeps the operator out."""
    with enter(zonnedam):
        user = staff.member(EDITOR)
    step = {"admin_login_view-current_step": "auth", "auth-username": user.email}

    response = client_of(zonnedam).post("/beheer/login/", {**step, "auth-password": staff.PASSWORD})

    assert "Vul uw code in" in response.content.decode()
