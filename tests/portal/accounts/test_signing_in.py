"""Signing in as whom an identity provider vouched for: one account for each, at each municipality (M-11)."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from integrations.identities import Asserted, Basis, Level, RefusalReason, SignInRefusedError
from portal.accounts.models import DoorKind, Ending, Identity, IdentityKind, LookupKey, Mandate, SignIn, User
from portal.accounts.operations import keyring, signing_in
from portal.accounts.queries import marks, resolving
from tenants import entry, keys, parallel
from tenants.entry import enter
from tenants.keys import reencrypting
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.conftest import tenant as found
from tests.municipalities import ZONNEDAM
from tests.portal import citizens
from tests.tenants.keys.conftest import OPERATOR

EVERYBODY = {
    "citizen": citizens.citizen(),
    "company": citizens.employee(),
    "by RSIN": citizens.employee(rsin=citizens.BAKERY.rsin),
    "one branch": citizens.employee(branch=citizens.BAKERY.branches[0].number),
    "foreigner": citizens.foreigner(),
    "representative": citizens.representative(),
    "curator": citizens.representative(Basis.CURATELE),
    "administrator": citizens.representative(Basis.BEWIND),
    "intermediary": citizens.intermediary(of=citizens.BAKERY.kvk),
    "intermediary for a person": citizens.intermediary(),
}
everybody = pytest.mark.parametrize("asserted", EVERYBODY.values(), ids=EVERYBODY)


@pytest.fixture
def visit(client_of: Callable[..., Client]) -> Callable[..., SignIn]:
    """Sign somebody in from a browser of their own."""

    def make(tenant: TenantRef, asserted: Asserted) -> SignIn:
        return citizens.sign_in(client_of(tenant), tenant, asserted)

    return make


type Visit = Callable[..., SignIn]


def users(tenant: TenantRef) -> int:
    with enter(tenant):
        return User.objects.exclude(identity=None).count()


@pytest.mark.covers("M-11", "I-196")
@everybody
def test_whom_a_door_lets_in_has_a_session(
    zonnedam: TenantRef, client_of: Callable[..., Client], asserted: Asserted
) -> None:
    client = citizens.client_for(client_of, zonnedam, asserted)

    with enter(zonnedam):
        request = citizens.request_of(client, zonnedam)
        assert request.user.is_authenticated
        row = SignIn.objects.get(user=request.user.pk)
        assert (row.session_key, row.ended_at) == (request.session.session_key, None)
        assert row.browser == "Firefox, Windows"


@pytest.mark.covers("M-11")
@everybody
def test_the_same_person_twice_is_one_account(zonnedam: TenantRef, visit: Visit, asserted: Asserted) -> None:
    first, second = visit(zonnedam, asserted), visit(zonnedam, asserted)

    assert first.user == second.user
    assert users(zonnedam) == 1


@pytest.mark.covers("M-11")
def test_different_people_are_different_accounts(zonnedam: TenantRef, visit: Visit) -> None:
    first, second = visit(zonnedam, citizens.citizen()), visit(zonnedam, citizens.citizen(citizens.OTHER))

    assert first.user != second.user


@pytest.mark.covers("I-196")
def test_two_employees_of_a_company_are_two_accounts(zonnedam: TenantRef, visit: Visit) -> None:
    noor, samir = visit(zonnedam, citizens.employee("noor")), visit(zonnedam, citizens.employee("samir"))

    assert noor.user != samir.user
    with enter(zonnedam):
        assert set(Identity.objects.values_list("kind", flat=True)) == {IdentityKind.EMPLOYEE}


def test_an_employee_of_two_companies_is_two_accounts(zonnedam: TenantRef, visit: Visit) -> None:
    here, there = visit(zonnedam, citizens.employee()), visit(zonnedam, citizens.employee(kvk="90000099"))

    assert here.user != there.user


def test_a_foreigner_who_comes_for_a_company_is_not_the_account_of_the_person(
    zonnedam: TenantRef, visit: Visit, client_of: Callable[..., Client]
) -> None:
    with enter(zonnedam):
        door = citizens.door(DoorKind.EIDAS)
    person = visit(zonnedam, citizens.foreigner("een europeaan"))
    told = citizens.employee("een europeaan")

    employee = citizens.sign_in(client_of(zonnedam), zonnedam, told, at=door)

    assert employee.user != person.user


@pytest.mark.attack("T38")
@pytest.mark.covers("M-11")
def test_the_same_number_at_two_municipalities_is_two_accounts_with_other_marks(
    zonnedam: TenantRef, waterrijk: TenantRef, visit: Visit
) -> None:
    here, there = visit(zonnedam, citizens.citizen()), visit(waterrijk, citizens.citizen())

    assert here.user.uuid != there.user.uuid
    with enter(zonnedam):
        mark = Identity.objects.get().mark
    with enter(waterrijk):
        assert Identity.objects.get().mark != mark


def test_numbers_that_look_alike_are_of_different_accounts_by_their_kind(
    zonnedam: TenantRef, visit: Visit
) -> None:
    as_kvk = visit(zonnedam, citizens.employee(kvk=citizens.BAKERY.rsin))
    as_rsin = visit(zonnedam, citizens.employee(rsin=citizens.BAKERY.rsin))

    assert as_kvk.user != as_rsin.user


@pytest.mark.attack("I17")
def test_the_same_pseudonym_of_another_provider_is_somebody_else(zonnedam: TenantRef, visit: Visit) -> None:
    ours = citizens.foreigner("hans")
    theirs = citizens.Asserted(
        issuer="https://elders.example",
        acting=citizens.Subject(citizens.SubjectKind.PSEUDONYM, "hans", "https://elders.example"),
        level=Level.HOOG,
        authenticated_at=timezone.now(),
    )

    assert visit(zonnedam, ours).user != visit(zonnedam, theirs).user


@pytest.mark.attack("I08")
def test_less_sure_than_the_door_asks_lets_nobody_in(zonnedam: TenantRef, visit: Visit) -> None:
    with pytest.raises(SignInRefusedError) as refused:
        visit(zonnedam, citizens.citizen(level=Level.BASIS))

    assert refused.value.reason is RefusalReason.LEVEL
    assert visit(zonnedam, citizens.citizen(level=Level.MIDDEN)).level == Level.MIDDEN


@pytest.mark.parametrize(
    ("kind", "asserted"),
    [
        (DoorKind.DIGID, citizens.foreigner()),
        (DoorKind.EHERKENNING, citizens.citizen()),
        (DoorKind.EHERKENNING, citizens.representative()),
        (DoorKind.ORGANISATION, citizens.citizen()),
        (DoorKind.PASSWORD, citizens.citizen()),
    ],
)
@pytest.mark.attack("I09")
def test_a_door_lets_in_whom_it_is_for_and_nobody_else(
    zonnedam: TenantRef, client_of: Callable[..., Client], kind: DoorKind, asserted: Asserted
) -> None:
    with enter(zonnedam):
        door = citizens.door(kind, level=Level.BASIS)

    with pytest.raises(SignInRefusedError) as refused:
        citizens.sign_in(client_of(zonnedam), zonnedam, asserted, at=door)

    assert refused.value.reason is RefusalReason.NOT_ALLOWED
    assert users(zonnedam) == 0


@pytest.mark.covers("P-266")
def test_a_mandate_that_is_over_lets_nobody_in(zonnedam: TenantRef, visit: Visit) -> None:
    yesterday = timezone.now() - datetime.timedelta(days=1)

    with pytest.raises(SignInRefusedError):
        visit(zonnedam, citizens.representative(ends_at=yesterday))

    assert visit(
        zonnedam, citizens.representative(ends_at=timezone.now() + datetime.timedelta(days=1))
    ).mandate


def test_a_closed_account_lets_nobody_in(zonnedam: TenantRef, visit: Visit) -> None:
    user = visit(zonnedam, citizens.citizen()).user
    with enter(zonnedam):
        User.objects.filter(pk=user.pk).update(is_active=False)

    with pytest.raises(SignInRefusedError) as refused:
        visit(zonnedam, citizens.citizen())

    assert refused.value.code == "account_closed"


@pytest.mark.attack("I19")
def test_signing_in_takes_nothing_of_the_session_of_before_along(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = client_of(zonnedam)
    with enter(zonnedam):
        request = citizens.request_of(client, zonnedam)
        request.session["concept"] = "van iemand anders"
        citizens.keep_session(client, request)
        before = request.session.session_key

    citizens.sign_in(client, zonnedam, citizens.citizen())

    with enter(zonnedam):
        after = citizens.request_of(client, zonnedam).session
        assert after.session_key != before
        assert "concept" not in after
        assert not after.exists(str(before))


def test_signing_in_again_replaces_the_sign_in_of_before(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = client_of(zonnedam)
    first = citizens.sign_in(client, zonnedam, citizens.representative())

    citizens.sign_in(client, zonnedam, citizens.citizen())

    with enter(zonnedam):
        first.refresh_from_db()
        assert (first.ending, first.session_key) == (Ending.REPLACED, "")
        whose = resolving.whose(citizens.request_of(client, zonnedam))
        assert whose is not None
        assert (whose.bsn, whose.is_representing) == (citizens.FATIMA, False)


@pytest.mark.covers("architecture P5")
@everybody
def test_no_table_holds_a_number_in_plain(zonnedam: TenantRef, visit: Visit, asserted: Asserted) -> None:
    visit(zonnedam, asserted)
    told = asserted.representation
    numbers = {asserted.acting.value} | ({told.represented.value, told.branch} - {""} if told else set())

    with enter(zonnedam):
        assert [number for number in numbers if number in everything()] == []
        identity = Identity.objects.get()
        assert identity.subject.startswith("v1:")
        assert asserted.acting.value in resolving.SUBJECT.reveal(identity)  # the search would find it


def everything() -> str:
    """Answer all that the tables of the entered municipality hold, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        )
        names = [name for (name,) in cursor.fetchall()]
        rows = []
        for name in names:
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{name}" t')
            rows += [text for (text,) in cursor.fetchall()]
    assert "accounts_identity" in names
    return "\n".join(rows)


@pytest.mark.attack("W25")
@pytest.mark.covers("architecture T13")
def test_after_another_data_key_everybody_is_found_again(
    zonnedam: TenantRef, visit: Visit, client_of: Callable[..., Client]
) -> None:
    client = client_of(zonnedam)
    rows = {name: visit(zonnedam, asserted) for name, asserted in EVERYBODY.items()}
    citizens.sign_in(client, zonnedam, citizens.representative())
    before = users(zonnedam)

    row = Tenant.objects.get(uuid=zonnedam.uuid)
    rotated = reencrypting.rotate(row, by=OPERATOR, why="Jaarlijks", grace=datetime.timedelta(0))

    assert rotated.is_done
    assert {name: visit(zonnedam, told).user for name, told in EVERYBODY.items()} == {
        name: row.user for name, row in rows.items()
    }
    assert users(zonnedam) == before
    with enter(zonnedam):
        whose = resolving.whose(citizens.request_of(client, zonnedam))
        assert whose is not None
        assert whose.bsn == citizens.REPRESENTED


@pytest.fixture
def committed(own_database: str, settings: object) -> TenantRef:
    """Zonnedam, in a database where others see what was committed."""
    with entry.outside():
        return found(ZONNEDAM)


@pytest.mark.covers("M-11")
def test_somebody_new_who_comes_twice_at_once_is_one_account(
    committed: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(committed):
        door = citizens.door()
        requests = [citizens.request_of(client_of(committed), committed) for _ in range(4)]
        gate = threading.Barrier(len(requests))

        def come(request: HttpRequest) -> object:
            gate.wait(10)
            try:
                return signing_in.sign_in(request, citizens.citizen(), door=door).user_id
            finally:
                connection.close()

        came = parallel.run(come, requests)

        assert len(set(came)) == 1
        assert (User.objects.count(), Identity.objects.count(), LookupKey.objects.count()) == (1, 1, 1)
        assert SignIn.objects.count() == len(requests)


def test_a_key_to_mark_with_is_made_once(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        assert marks.key() is None
        first, second = keyring.ensure(), keyring.ensure()

        asked = citizens.citizen().acting
        assert marks.of_subject(asked, first) == marks.of_subject(asked, second)
        assert LookupKey.objects.count() == 1


def test_the_key_to_mark_with_is_read_once_and_goes_with_the_keys_that_open_it(
    zonnedam: TenantRef,
    django_capture_on_commit_callbacks: Any,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with override_settings(TENANT_DIRECTORY_TTL=60), enter(zonnedam):
        with django_capture_on_commit_callbacks(execute=True):
            keyring.ensure()
        with django_assert_num_queries(0):
            assert marks.key() is not None

        LookupKey.objects.all().delete()
        keys.forget()
        assert marks.key() is None


def test_the_key_to_mark_with_is_kept_as_secrets_are(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        keyring.ensure()
        kept = LookupKey.objects.get()

        assert kept.key.startswith("v1:")
        place = marks.KEY.place(kept.pk)
        assert keys.decrypt(kept.key, tenant=zonnedam.uuid, place=place)


def test_what_may_be_done_for_whom_is_kept_as_it_was_asserted(zonnedam: TenantRef, visit: Visit) -> None:
    asserted = citizens.representative(services=("uittreksel",))
    row = visit(zonnedam, asserted)

    with enter(zonnedam):
        assert resolving.representation_of(Mandate.objects.get(sign_in=row)) == asserted.representation
