"""Owners manage operators: invite, change roles, shut out, reset; nobody does it to himself (C-002)."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from provisioning.console import operations, tasks
from provisioning.console.models import ConsoleSession, Invitation, Operator
from provisioning.console.types import Role
from tenants.audit import Actor
from tenants.models import OperatorRecord
from tests.provisioning.console import people

NEWCOMER = {"name": "Nienke Nieuw", "email": "nienke@inwonerplein.example", "role": "operator"}
NOOR = Actor("operator", "noor@inwonerplein.example", "127.0.0.1")


@pytest.fixture
def owner(client_for: Callable[[Role], Client]) -> Client:
    """A browser with Noor signed in, who decides."""
    return client_for(Role.OWNER)


def page_of(operator: Operator) -> str:
    return f"/beheerders/{operator.uuid}/"


def link() -> str:
    """Answer where the link in the last mail leads, after a worker mailed what there was."""
    tasks.mail_invitations()
    found = re.search(r"http://console\.localhost\S*?(/uitnodiging/\S+/)", str(mail.outbox[-1].body))
    assert found
    return found.group(1)


def last_act() -> str:
    return OperatorRecord.objects.latest("pk").action


@pytest.mark.covers("C-002")
def test_who_is_invited_sets_password_and_second_factor_and_is_in(owner: Client, visitor: Client) -> None:
    owner.post("/beheerders/uitnodigen/", NEWCOMER)
    tasks.mail_invitations()
    assert mail.outbox[-1].to == ["nienke@inwonerplein.example"]

    chosen = visitor.post(link(), {"new": people.PASSWORD})
    key = re.search(r'ip-console__key">([A-Z2-7 ]+)<', visitor.get(chosen.url).content.decode())
    assert key
    visitor.post(chosen.url, {"code": people.code_of(key.group(1))})

    assert visitor.get("/").status_code == 200
    assert Operator.objects.get(email="nienke@inwonerplein.example").role == "operator"


@pytest.mark.covers("C-002")
def test_a_link_works_once(owner: Client) -> None:
    owner.post("/beheerders/uitnodigen/", NEWCOMER)

    answers = [people.browser().post(link(), {"new": people.PASSWORD}).status_code for _ in range(2)]

    assert answers == [302, 404]
    assert people.browser().get(link()).status_code == 404


@pytest.mark.parametrize("seconds", [3 * 86400 + 1])
def test_a_link_expires(owner: Client, visitor: Client, seconds: int) -> None:
    owner.post("/beheerders/uitnodigen/", NEWCOMER)
    found = link()

    with people.later(seconds):
        assert visitor.post(found, {"new": people.PASSWORD}).status_code == 404


def test_a_weak_password_is_refused_and_the_link_stays_good(owner: Client, visitor: Client) -> None:
    owner.post("/beheerders/uitnodigen/", NEWCOMER)

    assert visitor.post(link(), {"new": "kort"}).status_code == 422
    assert visitor.post(link(), {"new": people.PASSWORD}).status_code == 302


def test_looking_at_a_link_spends_nothing(owner: Client, visitor: Client) -> None:
    owner.post("/beheerders/uitnodigen/", NEWCOMER)

    assert "Nienke Nieuw" in visitor.get(link()).content.decode()
    assert visitor.get(link()).status_code == 200


@pytest.mark.attack("P06")
def test_the_secret_of_a_link_is_stored_nowhere(owner: Client) -> None:
    owner.post("/beheerders/uitnodigen/", NEWCOMER)
    secret = link().split("/")[2]

    stored = [*Invitation.objects.values(), *OperatorRecord.objects.values(), *Operator.objects.values()]
    assert secret not in str(stored)


def test_before_the_link_is_used_nobody_can_sign_in(owner: Client, visitor: Client) -> None:
    owner.post("/beheerders/uitnodigen/", NEWCOMER)

    for password in ("", people.PASSWORD):
        answer = visitor.post("/aanmelden/", {"email": NEWCOMER["email"], "password": password})
        assert answer.status_code == 422


def test_an_address_that_is_known_is_refused_beside_its_field(owner: Client) -> None:
    people.make(Role.VIEWER)

    answer = owner.post("/beheerders/uitnodigen/", {**NEWCOMER, "email": "VERA@inwonerplein.example"})

    assert list(answer.context["form"].errors) == ["email"]
    assert not mail.outbox


@pytest.mark.parametrize("field", ["name", "email", "role"])
def test_each_field_of_an_invitation_is_asked_for(owner: Client, field: str) -> None:
    answer = owner.post("/beheerders/uitnodigen/", {**NEWCOMER, field: ""})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_another_invitation_replaces_the_first(owner: Client) -> None:
    owner.post("/beheerders/uitnodigen/", NEWCOMER)
    first = link()
    newcomer = Operator.objects.get(email=NEWCOMER["email"])
    owner.post(f"{page_of(newcomer)}uitnodiging/")

    assert people.browser().get(first).status_code == 404
    assert people.browser().get(link()).status_code == 200


@pytest.mark.covers("C-002")
def test_another_role_counts_from_the_next_click(owner: Client, console_client: Client) -> None:
    bram = Operator.objects.get(role="operator")
    assert console_client.get("/gemeenten/openen/").status_code != 403

    owner.post(f"{page_of(bram)}rol/", {"role": "viewer", "was": "operator"})

    assert console_client.get("/gemeenten/openen/").status_code == 403
    assert last_act() == "operator.role_changed"


def test_a_role_that_was_changed_meanwhile_is_shown_and_asked_again(
    owner: Client, text_of: Callable[[Any], str]
) -> None:
    bram = people.make()
    Operator.objects.filter(pk=bram.pk).update(role="viewer")

    stale = owner.post(f"{page_of(bram)}rol/", {"role": "owner", "was": "operator"})

    assert stale.status_code == 422
    assert "Nu: Kijker" in text_of(stale)
    assert Operator.objects.get(pk=bram.pk).role == "viewer"
    owner.post(f"{page_of(bram)}rol/", {"role": "owner", "was": stale.context["form"]["was"].value()})
    assert Operator.objects.get(pk=bram.pk).role == "owner"


@pytest.mark.covers("C-002")
def test_who_is_shut_out_is_out_everywhere_at_once(owner: Client, console_client: Client) -> None:
    bram = Operator.objects.get(role="operator")

    owner.post(f"{page_of(bram)}blokkeren/")

    assert console_client.get("/").url == "/aanmelden/"
    assert not ConsoleSession.objects.filter(operator=bram).exists()
    assert people.give_password(people.browser(), bram).status_code == 422


def test_who_is_admitted_again_signs_in_as_before(owner: Client, visitor: Client) -> None:
    bram = people.make()
    owner.post(f"{page_of(bram)}blokkeren/")
    owner.post(f"{page_of(bram)}toelaten/")

    people.admit(visitor, bram)

    assert visitor.get("/").status_code == 200


def test_a_link_of_somebody_who_is_shut_out_is_nothing(owner: Client, visitor: Client) -> None:
    owner.post("/beheerders/uitnodigen/", NEWCOMER)
    found = link()
    owner.post(f"{page_of(Operator.objects.get(email=NEWCOMER['email']))}blokkeren/")

    assert visitor.get(found).status_code == 404


@pytest.mark.covers("C-002")
def test_a_reset_takes_everything_away_and_sends_a_link(owner: Client, console_client: Client) -> None:
    bram = Operator.objects.get(role="operator")

    owner.post(f"{page_of(bram)}tweede-factor/")

    assert console_client.get("/").url == "/aanmelden/"
    assert not bram.devices.exists()
    assert people.give_password(people.browser(), bram).status_code == 422
    visitor = people.browser()
    assert visitor.post(link(), {"new": people.PASSWORD}).url == "/aanmelden/instellen/"


@pytest.mark.covers("C-002")
@pytest.mark.parametrize("act", ["rol/", "blokkeren/", "toelaten/", "tweede-factor/", "uitnodiging/"])
def test_nobody_does_it_to_himself_so_the_last_owner_stays(owner: Client, act: str) -> None:
    noor = Operator.objects.get(role="owner")
    before = Operator.objects.values().get(pk=noor.pk)

    owner.post(f"{page_of(noor)}{act}", {"role": "viewer", "was": "owner"})

    assert Operator.objects.values().get(pk=noor.pk) == before
    assert owner.get("/beheerders/").status_code == 200


@pytest.mark.covers("C-002")
def test_of_two_owners_who_demote_each_other_at_once_one_is_left(console: None) -> None:
    noor = people.make(Role.OWNER)
    omar = people.make(Role.OWNER, email="omar@inwonerplein.example", name="Omar")
    operations.change_role(operator=omar.uuid, role=Role.VIEWER, was="owner", owner=noor, by=NOOR)

    with pytest.raises(operations.RefusedError, match="geen eigenaar meer"):
        operations.change_role(operator=noor.uuid, role=Role.VIEWER, was="owner", owner=omar, by=NOOR)

    assert [each.name for each in Operator.objects.filter(role="owner", is_active=True)] == ["Noor"]


@pytest.mark.covers("C-003")
@pytest.mark.parametrize("act", ["rol/", "blokkeren/", "toelaten/", "tweede-factor/", "uitnodiging/"])
def test_an_old_session_does_nothing_to_anybody(owner: Client, act: str) -> None:
    bram = people.make()
    before = Operator.objects.values().get(pk=bram.pk)

    with people.later(15 * 60 + 1):
        answer = owner.post(f"{page_of(bram)}{act}", {"role": "viewer", "was": "operator"})

    assert answer.url.startswith("/bevestigen/")
    assert Operator.objects.values().get(pk=bram.pk) == before


def test_each_question_names_who_it_is_about(owner: Client, text_of: Callable[[Any], str]) -> None:
    bram = people.make()

    for act in ("rol/", "blokkeren/", "toelaten/", "tweede-factor/", "uitnodiging/"):
        assert "Bram" in text_of(owner.get(f"{page_of(bram)}{act}")).split("<h1>")[1].split("</h1>")[0], act


def test_an_unknown_operator_is_not_found(owner: Client) -> None:
    for act in ("", "rol/", "blokkeren/"):
        assert owner.get(f"/beheerders/{uuid.UUID(int=9)}/{act}").status_code == 404


@pytest.mark.attack("P02")
def test_markup_in_a_name_is_text(owner: Client, text_of: Callable[[Any], str]) -> None:
    people.make(name="<img src=x onerror=alert(1)>")

    assert "<img src=x" not in text_of(owner.get("/beheerders/"))


def test_only_owners_have_it_in_their_menu(
    owner: Client, console_client: Client, text_of: Callable[[Any], str]
) -> None:
    assert 'href="/beheerders/"' in text_of(owner.get("/"))
    assert 'href="/beheerders/"' not in text_of(console_client.get("/"))
