"""Colleagues who do not come any more have no access after a year, and a year later nobody knows who they were."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts import operations, retaining
from portal.accounts.models import User
from portal.accounts.operations import retiring
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from tenants import tidying
from tenants.audit import SYSTEM
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal import citizens, staff

pytestmark = pytest.mark.covers("P-231")
LONG_AGO = datetime.timedelta(days=366)


def colleague(name: str, *, ago: datetime.timedelta = LONG_AGO, **more: object) -> User:
    user = staff.member(EDITOR, f"{name}@zonnedam.example")
    then = timezone.now() - ago
    User.objects.filter(pk=user.pk).update(last_login=then, date_joined=then, first_name=name, **more)
    return again(user)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def acts(action: str) -> list[str]:
    return list(AuditRecord.objects.filter(action=action).values_list("target", flat=True))


def test_who_has_not_come_for_a_year_has_no_access_any_more(inside: TenantRef, visitor: Client) -> None:
    gone, here = colleague("gerda"), colleague("hans", ago=datetime.timedelta(days=300))
    staff.sign_in(visitor, gone, inside)
    User.objects.filter(pk=gone.pk).update(last_login=timezone.now() - LONG_AGO)

    retiring.retire("slot-")

    assert (again(gone).is_active, again(here).is_active) == (False, True)
    assert visitor.get("/beheer/").status_code == 302
    assert acts("accounts.access_ended") == [str(gone.uuid)]
    retiring.retire("slot-")
    assert len(acts("accounts.access_ended")) == 1


def test_who_was_invited_and_may_yet_come_keeps_access(inside: TenantRef) -> None:
    awaited = colleague("anna")
    operations.send_invitation(user=awaited, by=SYSTEM)

    retiring.retire("slot-")

    assert again(awaited).is_active


def test_whoever_was_given_access_again_keeps_it(inside: TenantRef) -> None:
    user = colleague("gerda")
    retiring.retire("slot-")
    User.objects.filter(pk=user.pk).update(is_active=True)

    retiring.retire("slot-")
    retiring.retire("slot-")

    assert again(user).is_active
    assert again(user).closed_at is None


def test_the_last_administrator_is_not_shut_out(inside: TenantRef) -> None:
    last = staff.member(ADMINISTRATOR, "baas@zonnedam.example")
    then = timezone.now() - LONG_AGO
    User.objects.filter(pk=last.pk).update(last_login=then, date_joined=then)

    retiring.retire("slot-")

    assert again(last).is_active


def test_a_year_after_that_the_name_is_gone_and_the_number_stays(inside: TenantRef) -> None:
    user = colleague("gerda", is_active=False)
    retiring.retire("slot-")
    assert again(user).closed_at
    tidying.tidy("slot-")
    assert again(user).email == "gerda@zonnedam.example"  # not before a year has gone by

    User.objects.filter(pk=user.pk).update(closed_at=timezone.now() - LONG_AGO)
    tidying.tidy("slot-")

    found = again(user)
    assert (found.email, found.uuid, found.is_active) == (None, user.uuid, False)
    assert "gerda" not in str(found)
    assert not found.has_usable_password()
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert not found.groups.exists()
    assert acts("accounts.colleague_forgotten") == [str(user.uuid)]
    retiring.retire("slot-")
    tidying.tidy("slot-")
    assert len(acts("accounts.colleague_forgotten")) == 1


def test_somebody_with_the_same_address_is_invited_as_somebody_new(inside: TenantRef) -> None:
    user = colleague("gerda", is_active=False, closed_at=timezone.now() - LONG_AGO)
    tidying.tidy("slot-")

    invited = operations.invite(email="gerda@zonnedam.example", role=EDITOR, by=SYSTEM)

    assert invited.pk != user.pk


def test_citizens_and_the_account_of_the_platform_are_left_alone(inside: TenantRef, visitor: Client) -> None:
    platform = operations.platform_user()
    citizens.sign_in(visitor, inside, citizens.citizen())
    then = timezone.now() - LONG_AGO
    User.objects.update(date_joined=then, last_login=then)

    retiring.retire("slot-")

    assert not User.objects.filter(closed_at__isnull=False).exists()
    assert again(platform).first_name == "Inwonerplein"
    assert retaining.YEAR == retiring.UNUSED
