"""Nobody becomes a colleague who is there by an address or a name that another provider gives (I17, I21)."""

from collections.abc import Callable

import pytest
from django.test import Client

from integrations.identities import RefusalReason, SignInRefusedError
from portal.accounts import operations
from portal.accounts.models import Door, Identity, User
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from tenants.audit import SYSTEM
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens, colleagues, staff

REDACTIE, BEHEER = colleagues.ROLES


def at(tenant: TenantRef, **options: object) -> Door:
    with enter(tenant):
        return colleagues.door(**options)


def refused(client: Client, tenant: TenantRef, asserted: object, door: Door) -> bool:
    with pytest.raises(SignInRefusedError) as refusal:
        colleagues.let_in(client, tenant, asserted, at=door)  # type: ignore[arg-type]
    return refusal.value.reason is RefusalReason.NOT_ALLOWED and not is_in(client)


def is_in(client: Client) -> bool:
    return bool(client.get("/beheer/").status_code == 200)


def invite(tenant: TenantRef, email: str = colleagues.EMAIL) -> User:
    with enter(tenant, urls=True):
        return operations.invite(email=email, role=EDITOR, by=SYSTEM)


@pytest.mark.attack("I17")
@pytest.mark.parametrize("is_verified", [True, False])
@pytest.mark.parametrize("email", [colleagues.EMAIL, colleagues.EMAIL.upper(), f" {colleagues.EMAIL} "])
def test_the_address_of_a_colleague_opens_nothing(
    zonnedam: TenantRef, client_of: Callable[..., Client], email: str, is_verified: bool
) -> None:
    with enter(zonnedam):
        user = staff.member(ADMINISTRATOR)
    thief = colleagues.colleague("dief", email=email, is_verified=is_verified)

    assert refused(client_of(zonnedam), zonnedam, thief, at(zonnedam))
    by_group = at(zonnedam, roles=colleagues.ROLES, creates_staff=True)
    thief = colleagues.colleague("dief", email=email, is_verified=is_verified, groups=(BEHEER,))
    assert refused(client_of(zonnedam), zonnedam, thief, by_group)

    with enter(zonnedam, urls=True):
        assert not Identity.objects.exists()
        operations.send_invitation(user=user, by=SYSTEM)
    control = client_of(zonnedam)
    assert colleagues.let_in(control, zonnedam, colleagues.colleague(), at=at(zonnedam)).user == user
    assert is_in(control)


@pytest.mark.attack("I17")
def test_an_invitation_is_for_whom_the_provider_has_verified(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    invite(zonnedam)
    door, client = at(zonnedam), client_of(zonnedam)

    assert refused(client, zonnedam, colleagues.colleague("dief", is_verified=False), door)
    assert refused(client, zonnedam, colleagues.colleague("dief", email="noor@zonnedam.exampIe"), door)
    assert refused(client, zonnedam, colleagues.colleague("dief", email="nооr@zonnedam.example"), door)

    assert colleagues.let_in(client, zonnedam, colleagues.colleague(), at=door).user.email == colleagues.EMAIL


@pytest.mark.attack("I17")
def test_an_invitation_counts_once(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    invite(zonnedam)
    door, client = at(zonnedam), client_of(zonnedam)
    noor = colleagues.let_in(client, zonnedam, colleagues.colleague(), at=door)

    assert refused(client_of(zonnedam), zonnedam, colleagues.colleague("dief"), door)

    assert colleagues.let_in(client, zonnedam, colleagues.colleague(), at=door).user == noor.user


@pytest.mark.attack("I17")
def test_the_same_name_of_another_provider_is_somebody_else(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    door, client = at(zonnedam, roles=colleagues.ROLES, creates_staff=True), client_of(zonnedam)
    noor = colleagues.let_in(client, zonnedam, colleagues.colleague(email="", groups=(BEHEER,)), at=door)

    other = colleagues.colleague(issuer=colleagues.OTHER, email="", groups=(REDACTIE,))
    elsewhere = colleagues.let_in(client_of(zonnedam), zonnedam, other, at=door)

    assert elsewhere.user != noor.user
    again = colleagues.colleague(email="", groups=(BEHEER,))
    assert colleagues.let_in(client_of(zonnedam), zonnedam, again, at=door).user == noor.user


@pytest.mark.attack("I17")
def test_the_account_of_a_citizen_is_no_way_in(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    citizens.with_account(client_of, zonnedam, colleagues.EMAIL)
    door = at(zonnedam, roles=colleagues.ROLES, creates_staff=True)

    assert refused(client_of(zonnedam), zonnedam, colleagues.colleague(groups=(BEHEER,)), door)

    control = colleagues.colleague("ander", email="ander@zonnedam.example", groups=(BEHEER,))
    colleagues.let_in(client_of(zonnedam), zonnedam, control, at=door)
    with enter(zonnedam):
        assert not User.objects.get(email=colleagues.EMAIL).is_staff
        assert User.objects.get(email="ander@zonnedam.example").is_staff


@pytest.mark.attack("I21")
def test_a_colleague_of_one_municipality_is_nobody_at_another(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    """Same provider, same name, same address, same invitation, same group: each counts where it was given."""
    here, there = at(zonnedam, roles=colleagues.ROLES, creates_staff=True), at(waterrijk)
    colleague = colleagues.colleague(groups=(BEHEER,))
    client = client_of(zonnedam)
    colleagues.let_in(client, zonnedam, colleague, at=here)
    assert is_in(client)

    assert refused(client_of(waterrijk), waterrijk, colleague, there)
    with enter(zonnedam):
        mark = Identity.objects.get().mark

    invite(waterrijk)
    elsewhere = client_of(waterrijk)
    colleagues.let_in(elsewhere, waterrijk, colleague, at=there)
    with enter(waterrijk):
        assert Identity.objects.get().mark != mark
        assert [group.pk for group in User.objects.get(identity__isnull=False).groups.all()] == [EDITOR.id]


@pytest.mark.attack("I21")
def test_nobody_gets_more_than_a_role(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    door = at(zonnedam, roles={"superuser": "editor"}, creates_staff=True)

    row = colleagues.let_in(
        client_of(zonnedam), zonnedam, colleagues.colleague(groups=("superuser",)), at=door
    )

    assert not row.user.is_superuser
    with enter(zonnedam):
        assert not row.user.has_perm("accounts.change_user")
        assert row.user.has_perm("products.change_product")
