"""Managing staff in the municipality's own administration."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.core.models import OutboxMessage
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import staff

COLLEAGUE = {
    "email": "Samir@zonnedam.example",
    "first_name": "Samir",
    "last_name": "B",
    "role": str(EDITOR.id),
}


@pytest.fixture
def administrator(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, inside, ADMINISTRATOR)


def test_a_colleague_is_invited_with_a_role(administrator: Client) -> None:
    assert administrator.post("/beheer/accounts/user/add/", COLLEAGUE).status_code == 302

    samir = User.objects.get(email="samir@zonnedam.example")
    assert [group.pk for group in samir.groups.all()] == [EDITOR.id]
    assert not samir.has_usable_password()
    assert OutboxMessage.objects.get().to == samir.email


@pytest.mark.covers("P-231")
def test_an_address_that_is_taken_is_refused_beside_its_field(administrator: Client) -> None:
    response = administrator.post(
        "/beheer/accounts/user/add/", {**COLLEAGUE, "email": "NOOR@zonnedam.example"}
    )

    assert "Er is al een account met dit e-mailadres." in response.content.decode()
    assert not OutboxMessage.objects.exists()


def test_no_form_makes_a_superuser_or_sets_a_password(administrator: Client) -> None:
    user = staff.member(EDITOR, "samir@zonnedam.example")
    posted = {
        "first_name": "Samir",
        "groups": ["1"],
        "is_active": "on",
        "is_superuser": "on",
        "password": "x",
    }

    administrator.post(f"/beheer/accounts/user/{user.pk}/change/", posted)

    user.refresh_from_db()
    assert (user.first_name, user.is_superuser) == ("Samir", False)
    assert user.check_password(staff.PASSWORD)


def test_nobody_takes_their_own_role_away(administrator: Client) -> None:
    me = User.objects.get(email="noor@zonnedam.example")

    administrator.post(f"/beheer/accounts/user/{me.pk}/change/", {"first_name": "Noor", "groups": ["1"]})

    me.refresh_from_db()
    assert me.is_active
    assert [group.pk for group in me.groups.all()] == [ADMINISTRATOR.id]


def test_a_new_invitation_is_sent_on_request(administrator: Client) -> None:
    user = staff.member(EDITOR, "samir@zonnedam.example")

    administrator.post("/beheer/accounts/user/", {"action": "invite_again", "_selected_action": [user.pk]})

    assert OutboxMessage.objects.get().to == user.email


def test_who_lost_a_telephone_may_set_up_another(administrator: Client) -> None:
    user = staff.member(EDITOR, "samir@zonnedam.example")
    me = User.objects.get(email="noor@zonnedam.example")
    chosen = {"action": "forget_second_factor", "_selected_action": [user.pk, me.pk]}

    administrator.post("/beheer/accounts/user/", chosen)

    assert not user.totpdevice_set.exists()
    assert me.totpdevice_set.exists()
    assert AuditRecord.objects.get(action="accounts.second_factor_forgotten").target == str(user.uuid)


def test_an_editor_sees_no_colleagues(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    editor = staff.client_for(client_of, inside, EDITOR)

    assert editor.get("/beheer/accounts/user/").status_code == 403
    assert editor.get("/beheer/audit/auditrecord/").status_code == 403


@pytest.mark.covers("P-233")
@pytest.mark.parametrize("path", ["auth/group", "audit/auditrecord", "core/outboxmessage"])
def test_roles_log_and_outbox_can_be_read_and_not_changed(administrator: Client, path: str) -> None:
    assert administrator.get(f"/beheer/{path}/", follow=True).status_code == 200
    assert administrator.get(f"/beheer/{path}/add/").status_code == 403


def test_settings_have_one_row_that_the_list_leads_to(administrator: Client) -> None:
    assert administrator.get("/beheer/core/texts/")["Location"] == "/beheer/core/texts/add/"

    administrator.post("/beheer/core/texts/add/", {"welcome": "Hallo", "announcement_level": "info"})

    assert administrator.get("/beheer/core/texts/")["Location"] == "/beheer/core/texts/1/change/"
    assert administrator.get("/beheer/core/texts/add/").status_code == 403


@pytest.mark.covers("P-006")
def test_a_change_is_in_the_log_with_who_made_it(administrator: Client) -> None:
    administrator.post("/beheer/core/texts/add/", {"welcome": "Hallo", "announcement_level": "info"})

    record = AuditRecord.objects.get(action="admin.added")
    assert record.actor == str(User.objects.get().uuid)
    assert record.target == "core.texts 1"


def test_staff_sees_only_their_own_municipality(administrator: Client, waterrijk: TenantRef) -> None:
    with enter(waterrijk):
        staff.member(EDITOR, "geheim@waterrijk.example")

    assert "waterrijk" not in administrator.get("/beheer/accounts/user/").content.decode().lower()


def test_what_an_editor_chooses_from_is_in_plain_dutch(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    html = staff.client_for(client_of, inside, EDITOR).get("/beheer/").content.decode()

    names = re.findall(r'<a href="/beheer/[^"]+"(?: class="section")?>([^<]+)</a>', html)
    assert {"Pagina&#x27;s", "Herbruikbare inhoud", "Aliassen", "Categorieën", "Producten"} <= set(names)
    assert [name for name in names if re.search("(?i)django|content|version|aliases|categories", name)] == []
