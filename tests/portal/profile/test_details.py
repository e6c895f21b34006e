"""Changing names and how somebody can be reached (P-055)."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from integrations import values
from portal.accounts.models import ContactData, Registered, Source, User
from portal.accounts.queries import has_verified_email, verified_email
from portal.core.models import OutboxMessage
from portal.profile import queries
from portal.profile.types import KnownPerson
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal import citizens, letters
from tests.portal.profile.people import HOST, Somebody

pytestmark = pytest.mark.covers("P-055")
NEW = "nieuw@voorbeeld.nl"
WITH_NAMES: dict[str, Any] = {"first_name": "Fatima", "last_name": "El Amrani"}
told: list[tuple[str, frozenset[str]]] = []


def note(user: User, names: frozenset[str]) -> None:
    """Stand in for who passes changes on to other systems."""
    told.append((str(user.uuid), names))


def known_to_the_brp(user: User) -> None:
    row = Registered(user=user, source=Source.BRP, outcome="ok", fetched_at=timezone.now())
    told = KnownPerson("Fatima", "", "El Amrani", ("Plein 1", "1234 AB Zonnedam"))
    queries.DETAILS.encrypt(json.dumps(values.plain(told)), row)
    row.save(force_insert=True)


def test_without_the_brp_all_can_be_changed(fatima: Somebody) -> None:
    form = {
        "first_name": "Fatimá", "infix": "van  der", "last_name": "O'Brien", "email": citizens.EMAIL,
        "phone": "06-12345678", "street": "Lange Vijverberg", "house_number": "12 A", "postcode": "1234ab",
        "city": "Zonnedam",
    }  # fmt: skip

    assert fatima.post("wijzigen/", form).url == HOST

    contact = fatima.contact
    assert fatima.name == "Fatimá van der O'Brien"
    assert (contact.phone, contact.postcode, contact.house_number) == ("+31612345678", "1234 AB", "12 A")
    assert "06 12345678" in fatima.reads()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("first_name", "<script>"), ("last_name", ""), ("email", "geen adres"), ("email", "fаtima@voorbeeld.nl"),
        ("email", "x@localhost"), ("phone", "12"), ("phone", "bel mij"), ("postcode", "0000 AA"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_kept(
    fatima: Somebody, field: str, wrong: str
) -> None:
    before = fatima.contact
    response = fatima.post("wijzigen/", WITH_NAMES | {"email": NEW, field: wrong})

    assert response.status_code == 422
    assert f'href="#id_{field}"' in response.content.decode()
    assert fatima.contact.email == before.email


@pytest.mark.attack("I18")
def test_names_that_the_brp_told_cannot_be_posted(fatima: Somebody) -> None:
    known_to_the_brp(fatima.user)
    assert 'name="first_name"' not in fatima.get("wijzigen/").content.decode()

    form = {"first_name": "Iemand", "last_name": "Anders", "street": "Elders", "email": citizens.EMAIL}
    assert fatima.post("wijzigen/", form | {"phone": "0612345678"}).status_code == 302

    assert fatima.name == "Fatima El Amrani"
    assert (fatima.contact.street, fatima.contact.phone) == ("", "+31612345678")


def test_what_was_kept_in_another_shape_shows_nothing_and_frees_no_name(fatima: Somebody) -> None:
    known_to_the_brp(fatima.user)
    row = Registered.objects.get(user=fatima.user)
    queries.DETAILS.encrypt('{"name": "of before"}', row)
    row.save()

    assert fatima.get().status_code == 200
    assert 'name="first_name"' not in fatima.get("wijzigen/").content.decode()


@pytest.mark.attack("O07")
@pytest.mark.parametrize("path", ["wijzigen/", "aanvullen/", "voorkeuren/"])
def test_what_a_form_does_not_ask_is_not_taken(fatima: Somebody, path: str) -> None:
    before = User.objects.values().get(pk=fatima.user.pk)
    more = {
        "is_staff": "on", "is_superuser": "on", "is_active": "", "groups": "1", "uuid": str(uuid.uuid4()),
        "verified_email": NEW, "user": "1", "identity": "1", "bsn": "999990019", "tenant": "waterrijk",
        "password": "een fiets op het strand", "login_type": "eherkenning",
    }  # fmt: skip

    fatima.post(path, {"first_name": "Fatima", "last_name": "El Amrani", "email": NEW, **more})

    after = User.objects.values().get(pk=fatima.user.pk)
    allowed = {"first_name", "infix", "last_name"}
    assert {name for name in before if before[name] != after[name]} <= allowed
    assert fatima.contact.verified_email != NEW
    assert fatima.user.groups.count() == 0


@pytest.mark.attack("O07")
def test_what_a_form_asks_is_taken(fatima: Somebody) -> None:
    """The negative control."""
    fatima.post("wijzigen/", {"first_name": "Fatima", "last_name": "El Amrani", "email": NEW})

    assert fatima.contact.email == NEW


@pytest.mark.covers("P-051")
def test_a_company_changes_how_it_is_reached_and_nothing_else(person: Callable[..., Somebody]) -> None:
    baker = person(citizens.employee(), name="", branch="")

    baker.post("wijzigen/", {"first_name": "Bas", "email": NEW, "phone": "0201234567"})

    assert (baker.name, baker.contact.email, baker.contact.phone) == ("", NEW, "+31201234567")


@pytest.mark.attack("I18")
@pytest.mark.covers("P-043")
def test_a_changed_address_counts_for_nothing_and_the_old_one_is_told(
    fatima: Somebody, letters: Callable[[], list[str]]
) -> None:
    assert has_verified_email(fatima.user)

    fatima.post("wijzigen/", WITH_NAMES | {"email": NEW})

    assert (has_verified_email(fatima.user), verified_email(fatima.user)) == (False, "")
    assert "nog niet bevestigd" in fatima.reads()
    to_old, to_new = letters()
    assert to_old == f"{citizens.EMAIL}: Uw e-mailadres bij gemeente Zonnedam is gewijzigd"
    assert to_new == f"{NEW}: Bevestig uw e-mailadres bij gemeente Zonnedam"


def test_the_letter_to_the_old_address_does_not_tell_the_new_one(fatima: Somebody) -> None:
    fatima.post("wijzigen/", WITH_NAMES | {"email": NEW})

    letter = letters.opened(OutboxMessage.objects.get(to=citizens.EMAIL))

    assert NEW not in letter.text + letter.html
    assert "http://zonnedam.localhost" in letter.text or "https://zonnedam.localhost" in letter.text


def test_the_same_address_again_changes_nothing(fatima: Somebody, letters: Callable[[], list[str]]) -> None:
    fatima.post("wijzigen/", WITH_NAMES | {"email": citizens.EMAIL.upper()})

    assert has_verified_email(fatima.user)
    assert letters() == []


@pytest.mark.attack("I18")
def test_who_signs_in_with_an_address_does_so_until_the_new_one_is_confirmed(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.with_account(client_of, inside)
    loes = Somebody(client, User.objects.get(pk=client.session["_auth_user_id"]))

    loes.post("wijzigen/", {"first_name": "Loes", "last_name": "Lokaal", "email": NEW})

    assert User.objects.get(pk=loes.user.pk).email == citizens.EMAIL
    assert ContactData.objects.get(user=loes.user).email == NEW


@pytest.mark.attack("I18")
def test_two_people_may_be_reached_at_one_address_and_stay_two(person: Callable[..., Somebody]) -> None:
    fatima, other = person(), person(citizens.citizen(citizens.OTHER), email="", name="Ander")

    other.post("wijzigen/", {"first_name": "Ander", "last_name": "Mens", "email": citizens.EMAIL})

    assert fatima.user.pk != other.user.pk
    assert (has_verified_email(fatima.user), has_verified_email(other.user)) == (True, False)
    assert "El Amrani" not in other.reads()


def test_who_passes_it_on_is_told_which_fields_differ(fatima: Somebody, settings: Settings) -> None:
    settings.CONTACT_CHANGED = [f"{__name__}.note"]
    told.clear()

    fatima.post("wijzigen/", WITH_NAMES | {"email": citizens.EMAIL, "phone": "0612345678"})
    fatima.post("wijzigen/", WITH_NAMES | {"email": citizens.EMAIL, "phone": "0612345678"})

    assert told == [(str(fatima.user.uuid), frozenset({"phone"}))]


def test_the_log_says_which_fields_and_not_what_stood_there(fatima: Somebody) -> None:
    fatima.post("wijzigen/", WITH_NAMES | {"email": NEW, "phone": "0612345678"})

    row = AuditRecord.objects.get(action="profile.changed")
    assert row.details == {"fields": ["email", "phone"]}
    assert row.actor == str(fatima.user.uuid)


@pytest.mark.attack("W14")
def test_a_form_of_another_site_is_refused(fatima: Somebody, inside: TenantRef) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": inside.primary_host})
    strict.cookies = fatima.client.cookies

    assert strict.post(f"{HOST}wijzigen/", WITH_NAMES | {"email": NEW}).status_code == 403
    assert fatima.contact.email == citizens.EMAIL
