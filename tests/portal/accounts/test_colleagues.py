"""Colleagues come in by the sign-in of their own organisation (requirements P-017, P-018, P-034 and P-035)."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from integrations.identities import RefusalReason, SignInRefusedError
from portal.accounts import operations, parts, queries
from portal.accounts.models import Door, DoorKind, Identity, Invitation, Protocol, SignIn, User
from portal.accounts.operations import signing_in
from portal.accounts.queries import colleagues as read
from portal.accounts.queries import doors
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from tenants.audit import SYSTEM
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal import citizens, colleagues, staff

REDACTIE, BEHEER = colleagues.ROLES
LOGIN = "/beheer/login/"


def refused(client: Client, tenant: TenantRef, asserted: object, at: Door) -> str:
    with pytest.raises(SignInRefusedError) as refusal:
        colleagues.let_in(client, tenant, asserted, at=at)  # type: ignore[arg-type]
    assert refusal.value.reason in {RefusalReason.NOT_ALLOWED, RefusalReason.CLOSED}
    return refusal.value.code


def actions() -> list[str]:
    return list(AuditRecord.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.covers("P-017")
def test_an_invited_colleague_comes_in_with_the_role_of_the_invitation(
    inside: TenantRef, visitor: Client
) -> None:
    invited = operations.invite(email=colleagues.EMAIL, role=EDITOR, by=SYSTEM)

    row = colleagues.let_in(visitor, inside, colleagues.colleague(), at=colleagues.door())

    assert row.user == invited
    assert Invitation.objects.get().accepted_at is not None
    assert visitor.get("/beheer/").status_code == 200
    assert {"accounts.linked", "accounts.came_in", "accounts.verified"} <= set(actions())


@pytest.mark.covers("P-017")
def test_who_comes_in_twice_is_one_account(inside: TenantRef, visitor: Client) -> None:
    operations.invite(email=colleagues.EMAIL, role=EDITOR, by=SYSTEM)
    door = colleagues.door()

    first = colleagues.let_in(visitor, inside, colleagues.colleague(), at=door)
    again = colleagues.let_in(visitor, inside, colleagues.colleague(email=""), at=door)

    assert again.user == first.user
    assert Identity.objects.count() == 1


def test_nobody_comes_in_uninvited(inside: TenantRef, visitor: Client) -> None:
    assert refused(visitor, inside, colleagues.colleague(), colleagues.door()) == "not_invited"
    assert not User.objects.filter(is_staff=True).exists()


@pytest.mark.covers("P-035")
def test_a_group_lets_in_with_the_role_that_goes_with_it(inside: TenantRef, visitor: Client) -> None:
    row = colleagues.let_in(
        visitor, inside, colleagues.colleague(groups=(REDACTIE, "iets anders")), at=colleagues.by_groups()
    )

    assert [group.pk for group in row.user.groups.all()] == [EDITOR.id]
    assert row.user.email == colleagues.EMAIL
    assert not row.user.has_usable_password()
    assert visitor.get("/beheer/").status_code == 200


@pytest.mark.covers("P-035")
@pytest.mark.parametrize("groups", [(), ("website redactie",), ("Website redactie ",), ("*",)])
def test_no_other_group_does(inside: TenantRef, visitor: Client, groups: tuple[str, ...]) -> None:
    code = refused(visitor, inside, colleagues.colleague(groups=groups), colleagues.by_groups())

    assert code == "no_role"
    assert not Identity.objects.exists()


@pytest.mark.covers("P-035")
def test_another_group_is_another_role_at_the_next_sign_in(inside: TenantRef, visitor: Client) -> None:
    door = colleagues.by_groups()
    colleagues.let_in(visitor, inside, colleagues.colleague(groups=(BEHEER,)), at=door)

    row = colleagues.let_in(visitor, inside, colleagues.colleague(groups=(REDACTIE,)), at=door)

    assert [group.pk for group in row.user.groups.all()] == [EDITOR.id]
    told = AuditRecord.objects.filter(action="accounts.roles_changed").latest("pk")
    assert (told.before, told.after) == ({"roles": ["administrator"]}, {"roles": ["editor"]})


@pytest.mark.covers("P-017", "P-035")
def test_who_left_the_group_has_no_rights_left_and_no_session(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    door = colleagues.by_groups()
    here, there = client_of(inside), client_of(inside)
    colleagues.let_in(there, inside, colleagues.colleague(groups=(REDACTIE,)), at=door)
    assert there.get("/beheer/").status_code == 200

    assert refused(here, inside, colleagues.colleague(), door) == "no_role"

    user = User.objects.get(identity__isnull=False)
    assert (user.is_staff, user.groups.count()) == (False, 0)
    assert there.get("/beheer/")["Location"].startswith(LOGIN)
    assert not SignIn.objects.filter(ended_at=None).exists()


def test_sessions_that_were_begun_with_a_password_end_too(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    door, user = colleagues.door(roles=colleagues.ROLES), staff.member(EDITOR)
    operations.send_invitation(user=user, by=SYSTEM)
    here, there = client_of(inside), staff.sign_in(client_of(inside), user, inside)
    colleagues.let_in(here, inside, colleagues.colleague(groups=(REDACTIE,)), at=door)
    assert there.get("/beheer/").status_code == 200

    refused(here, inside, colleagues.colleague(), door)

    assert there.get("/beheer/").status_code == 302
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_who_was_sent_away_comes_back_by_a_group_where_groups_let_in(
    inside: TenantRef, visitor: Client
) -> None:
    door = colleagues.by_groups()
    first = colleagues.let_in(visitor, inside, colleagues.colleague(groups=(REDACTIE,)), at=door)
    refused(visitor, inside, colleagues.colleague(), door)

    again = colleagues.let_in(visitor, inside, colleagues.colleague(groups=(REDACTIE,)), at=door)

    assert again.user == first.user
    assert User.objects.get(pk=first.user.pk).is_staff


def test_who_was_sent_away_needs_an_invitation_where_groups_do_not(
    inside: TenantRef, visitor: Client
) -> None:
    door = colleagues.door(roles=colleagues.ROLES)
    operations.invite(email=colleagues.EMAIL, role=EDITOR, by=SYSTEM)
    inside_again = colleagues.colleague(groups=(REDACTIE,))
    user = colleagues.let_in(visitor, inside, inside_again, at=door).user
    refused(visitor, inside, colleagues.colleague(), door)
    assert refused(visitor, inside, inside_again, door) == "not_invited"

    assert queries.may_be_invited(colleagues.EMAIL)
    operations.invite(email=colleagues.EMAIL, role=EDITOR, by=SYSTEM)

    assert colleagues.let_in(visitor, inside, inside_again, at=door).user == user
    assert not queries.may_be_invited(colleagues.EMAIL)


def test_a_closed_account_stays_closed(inside: TenantRef, visitor: Client) -> None:
    door = colleagues.by_groups()
    colleagues.let_in(visitor, inside, colleagues.colleague(groups=(BEHEER,)), at=door)
    User.objects.filter(identity__isnull=False).update(is_active=False)

    assert refused(visitor, inside, colleagues.colleague(groups=(BEHEER,)), door) == "account_closed"


def test_an_administrator_sees_a_colleague_without_an_address(
    inside: TenantRef, visitor: Client, client_of: Callable[..., Client]
) -> None:
    colleagues.let_in(
        visitor, inside, colleagues.colleague(email="", groups=(REDACTIE,)), at=colleagues.by_groups()
    )
    administrator = staff.client_for(client_of, inside, ADMINISTRATOR, "ad@zonnedam.example")

    assert "Jansen" in administrator.get("/beheer/accounts/user/").content.decode()


@pytest.mark.covers("P-018")
@pytest.mark.parametrize(
    "rights",
    [{"roles": colleagues.ROLES}, {"roles": colleagues.ROLES, "creates_staff": True}, {"only_way": True}],
)
def test_a_door_for_everybody_gives_no_rights_to_staff(inside: TenantRef, rights: dict[str, object]) -> None:
    public = {"claims_of": "entra", "for_all": True}

    with pytest.raises(ValidationError, match="geeft niemand rechten"):
        colleagues.door(**public, **rights).clean()
    told = {"slug": "openbaar", "kind": "organisation", "protocol": "openid", "options": public | rights}
    assert parts.refusals(inside, [told])

    colleagues.door(**rights).clean()
    colleagues.door(**public).clean()


@pytest.mark.parametrize(
    "options",
    [
        {"creates_staff": True},
        {"creates_staff": "ja"},
        {"for_all": 1},
        {"roles": {"groep": "superuser"}},
        {"roles": {"": "editor"}},
        {"roles": ["editor"]},
        {"roles": {"groep": ["editor"]}},
    ],
)
def test_settings_that_make_no_sense_are_refused_and_let_nobody_in(
    inside: TenantRef, visitor: Client, options: dict[str, object]
) -> None:
    door = colleagues.door(**options)

    with pytest.raises(ValidationError):
        door.clean()
    assert refused(visitor, inside, colleagues.colleague(groups=("groep",)), door) == "settings_of_door"


def test_an_organisation_signs_in_by_openid_connect_only(inside: TenantRef) -> None:
    door = colleagues.door()
    door.protocol = Protocol.SAML

    with pytest.raises(ValidationError, match="OpenID"):
        door.clean()


@pytest.mark.covers("P-018", "P-035")
def test_the_button_stands_on_the_page_that_it_is_for(inside: TenantRef, visitor: Client) -> None:
    colleagues.door()
    for_staff, for_all = visitor.get(LOGIN).content.decode(), visitor.get("/inloggen/").content.decode()
    assert "met uw organisatie" in for_staff
    assert "met uw organisatie" not in for_all
    assert [each.slug for each in doors.entrances()] == []

    colleagues.door(for_all=True)

    assert "met uw organisatie" not in visitor.get(LOGIN).content.decode()
    assert [each.slug for each in doors.entrances()] == ["medewerkers"]


@pytest.mark.covers("P-018")
def test_the_account_of_a_colleague_is_not_opened_by_a_door_for_everybody(
    inside: TenantRef, visitor: Client
) -> None:
    colleagues.let_in(visitor, inside, colleagues.colleague(groups=(BEHEER,)), at=colleagues.by_groups())
    public = colleagues.door(for_all=True)
    request = citizens.request_of(visitor, inside)

    with pytest.raises(SignInRefusedError) as refusal:
        signing_in.sign_in(request, colleagues.colleague(groups=(BEHEER,)), door=public)
    assert refusal.value.code == "account_of_staff"

    row = signing_in.sign_in(request, colleagues.colleague("iemand anders"), door=public)
    assert not row.user.is_staff


def test_the_door_for_colleagues_makes_no_account_of_a_citizen(inside: TenantRef, visitor: Client) -> None:
    request = citizens.request_of(visitor, inside)

    with pytest.raises(SignInRefusedError):
        signing_in.sign_in(request, colleagues.colleague(), door=colleagues.door())
    assert refused(visitor, inside, citizens.citizen(), colleagues.by_groups()) == "subject_kind"


class TestOnlyWay:
    """With `only_way` a password is of no use, unless nobody could come in without it."""

    @pytest.fixture(autouse=True)
    def connected(self, monkeypatch: pytest.MonkeyPatch, inside: TenantRef) -> None:
        used = frozenset({doors.connection_of(colleagues.door())})
        monkeypatch.setattr(read.connections, "used_now", lambda: used)

    def test_a_password_opens_nothing_to_a_colleague(self, inside: TenantRef, visitor: Client) -> None:
        user = staff.member(EDITOR)
        assert self.can_try(visitor)

        colleagues.door(only_way=True)

        assert not read.may_use_password(user)
        assert not self.can_try(visitor)

    def test_it_opens_again_while_the_organisation_cannot_be_reached(
        self, inside: TenantRef, visitor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        staff.member(EDITOR)
        colleagues.door(only_way=True)

        monkeypatch.setattr(read.connections, "used_now", lambda: frozenset())

        assert self.can_try(visitor)

    def test_an_administrator_with_nothing_but_a_password_keeps_it(
        self, inside: TenantRef, visitor: Client
    ) -> None:
        staff.member(ADMINISTRATOR)
        colleagues.door(only_way=True)

        assert self.can_try(visitor)

    def test_an_administrator_who_comes_in_by_the_door_keeps_it_only_as_the_last(
        self, inside: TenantRef, visitor: Client
    ) -> None:
        user = staff.member(ADMINISTRATOR)
        operations.send_invitation(user=user, by=SYSTEM)
        door = colleagues.door(only_way=True)
        colleagues.let_in(visitor, inside, colleagues.colleague(), at=door)
        user = User.objects.get(pk=user.pk)
        assert read.may_use_password(user)

        staff.member(ADMINISTRATOR, "nood@zonnedam.example")

        assert not read.may_use_password(User.objects.get(pk=user.pk))

    def test_an_invitation_then_leads_to_the_door_and_not_to_a_password(
        self, inside: TenantRef, visitor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        colleagues.door(only_way=True)
        monkeypatch.setattr("secrets.token_urlsafe", lambda length: "t" * 43)
        user = operations.invite(email=colleagues.EMAIL, role=EDITOR, by=SYSTEM)

        html = visitor.get(f"/beheer/uitnodiging/{'t' * 43}/").content.decode()
        posted = visitor.post(
            f"/beheer/uitnodiging/{'t' * 43}/",
            {"new_password1": staff.PASSWORD, "new_password2": staff.PASSWORD},
        )

        assert "met uw organisatie" in html
        assert "Kies een wachtwoord" not in html
        assert posted.status_code == 200
        assert not User.objects.get(pk=user.pk).has_usable_password()

    @staticmethod
    def can_try(client: Client) -> bool:
        step = {
            "admin_login_view-current_step": "auth",
            "auth-username": colleagues.EMAIL,
            "auth-password": staff.PASSWORD,
        }
        return "Vul uw code in" in client.post(LOGIN, step, follow=True).content.decode()


def test_a_door_of_another_kind_is_not_asked_for_colleagues_settings(inside: TenantRef) -> None:
    Door(slug="digid", kind=DoorKind.DIGID, protocol=Protocol.SAML, options={"roles": 1}).clean()
