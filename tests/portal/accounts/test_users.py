"""Users of a municipality."""

from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError
from django.test import Client, RequestFactory

from portal.accounts import operations, queries
from portal.accounts.models import ContactData, User
from portal.accounts.operations import demonstrating
from portal.accounts.roles import EDITOR
from tenants.entry import enter
from tenants.models import Tenant
from tenants.types import Kind, TenantRef
from tests.portal import citizens, staff


@pytest.mark.covers("P-019")
def test_an_address_signs_in_in_whatever_case_it_is_typed(inside: TenantRef) -> None:
    user = staff.member(EDITOR, "Noor@Zonnedam.EXAMPLE")
    request = RequestFactory().post("/")

    assert user.email == "noor@zonnedam.example"
    assert authenticate(request, username="NOOR@zonnedam.example", password=staff.PASSWORD) == user


@pytest.mark.covers("P-231")
def test_an_address_is_used_once_in_whatever_case(inside: TenantRef) -> None:
    User.objects.create(email="noor@zonnedam.example")

    with pytest.raises(IntegrityError):
        User.objects.create(email="NOOR@zonnedam.example")


def test_people_without_an_address_do_not_exclude_each_other(inside: TenantRef) -> None:
    User.objects.create(email="")
    User.objects.create(email=None)

    assert User.objects.filter(email=None).count() == 2


@pytest.mark.attack("T25")
def test_there_is_no_superuser_in_a_tenant(inside: TenantRef) -> None:
    with pytest.raises(IntegrityError):
        User.objects.create(email="root@zonnedam.example", is_superuser=True)


def test_users_of_one_municipality_are_not_anothers(inside: TenantRef, waterrijk: TenantRef) -> None:
    staff.member(EDITOR)

    with enter(waterrijk):
        assert not User.objects.exists()


def test_nobody_can_sign_in_as_the_platform(inside: TenantRef) -> None:
    user = operations.platform_user()

    assert not user.is_active
    assert not user.has_usable_password()
    assert operations.platform_user() == user
    assert str(user) == "Inwonerplein"


def test_an_account_for_a_demonstration_has_a_second_factor(inside: TenantRef) -> None:
    user = operations.create_demo_editor(
        email="Demo@zonnedam.example", name="Noor van Duin", password="geheim", role=EDITOR,
        totp_secret="JBSWY3DPEHPK3PXP",
    )  # fmt: skip

    assert (user.first_name, user.last_name) == ("Noor", "van Duin")
    assert user.check_password("geheim")
    assert user.totpdevice_set.get().bin_key == b"Hello!\xde\xad\xbe\xef"


def test_an_inhabitant_for_a_demonstration_is_who_signs_in_and_can_be_written_to(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    user = demonstrating.create_demo_inhabitant(bsn=citizens.FATIMA, email="fatima@voorbeeld.nl")
    signed_in = citizens.sign_in(client_of(inside), inside, citizens.citizen())

    assert signed_in.user == user
    assert queries.verified_email(user) == "fatima@voorbeeld.nl"


def test_what_an_inhabitant_for_a_demonstration_has_changed_stays(inside: TenantRef) -> None:
    user = demonstrating.create_demo_inhabitant(bsn=citizens.FATIMA, email="fatima@voorbeeld.nl")
    ContactData.objects.filter(user=user).update(email="anders@voorbeeld.nl")

    assert demonstrating.create_demo_inhabitant(bsn=citizens.FATIMA, email="fatima@voorbeeld.nl") == user
    assert ContactData.objects.get().email == "anders@voorbeeld.nl"


def test_a_municipality_that_serves_people_gets_no_account_for_a_demonstration(zonnedam: TenantRef) -> None:
    Tenant.objects.filter(uuid=zonnedam.uuid).update(kind=Kind.PRODUCTION.value)
    production = Tenant.objects.get(uuid=zonnedam.uuid).ref()

    with enter(production), pytest.raises(operations.NotASandboxError):
        operations.create_demo_editor(
            email="demo@zonnedam.example",
            name="Noor",
            password="geheim",
            role=EDITOR,
            totp_secret="JBSWY3DPEHPK3PXP",
        )
    with enter(production), pytest.raises(operations.NotASandboxError):
        demonstrating.create_demo_inhabitant(bsn=citizens.FATIMA, email="fatima@voorbeeld.nl")
