"""The secret key is changed while people are at work: nobody is signed out, nothing is lost (attack W25)."""

import uuid
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.core.checks import CheckMessage
from django.core.management.utils import get_random_secret_key
from django.test import Client, RequestFactory

from integrations.outbox import marks
from portal.accounts.models import User
from portal.accounts.roles import ADMINISTRATOR
from provisioning.console import second_factor
from provisioning.console.types import Role
from tenants import smoke
from tenants.entry import enter, outside
from tenants.refusals import rules
from tenants.types import State, TenantRef
from tests.portal import staff
from tests.provisioning.console import people

OLD, NEW = get_random_secret_key(), get_random_secret_key()
type Keys = tuple[str, list[str]]
BEFORE: Keys = (OLD, [])
READY: Keys = (OLD, [NEW])
CHANGED: Keys = (NEW, [OLD])
AFTER: Keys = (NEW, [])
"""What processes know, from one step of the change to the next."""
ROLLED_OUT = [BEFORE, READY, BEFORE, READY, CHANGED, READY, CHANGED, READY, CHANGED]
"""Some are a step behind the others; the last step is taken when all sessions of before have ended."""
pytestmark = pytest.mark.attack("W25")


@pytest.fixture
def know(settings: Any) -> Callable[[Keys], None]:
    """Be a process that knows these keys."""

    def be(keys: Keys) -> None:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = keys

    be(BEFORE)
    return be


@pytest.fixture
def administrator(know: Any, zonnedam: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, zonnedam, ADMINISTRATOR)


def test_staff_stays_signed_in_whichever_process_answers(administrator: Client, know: Any) -> None:
    seen = []
    for keys in ROLLED_OUT:
        know(keys)
        seen.append(administrator.get("/beheer/").status_code)

    assert seen == [200] * len(ROLLED_OUT)


def test_who_signed_in_after_the_change_does_not_need_the_former_key(
    know: Any, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    know(CHANGED)
    client = staff.client_for(client_of, zonnedam, ADMINISTRATOR)
    know(AFTER)

    assert client.get("/beheer/").status_code == 200


def test_two_requests_that_come_at_once_stay_signed_in(administrator: Client, know: Any) -> None:
    know(CHANGED)
    other = deepcopy(administrator)  # sent before the first was answered, so with the same cookie

    assert administrator.get("/beheer/").status_code == 200
    assert other.get("/beheer/").status_code == 200


def test_with_a_hash_that_hangs_on_the_key_the_second_would_be_signed_out(
    know: Any, zonnedam: TenantRef, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: Django's own hash."""
    stock = AbstractBaseUser
    monkeypatch.setattr(User, "get_session_auth_hash", stock.get_session_auth_hash)
    monkeypatch.setattr(User, "get_session_auth_fallback_hash", stock.get_session_auth_fallback_hash)
    client = staff.client_for(client_of, zonnedam, ADMINISTRATOR)
    know(CHANGED)
    other = deepcopy(client)

    assert client.get("/beheer/").status_code == 200
    assert other.get("/beheer/").status_code == 302


def test_a_session_of_an_earlier_version_goes_on(
    know: Any, zonnedam: TenantRef, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(User, "get_session_auth_hash", AbstractBaseUser.get_session_auth_hash)
        client = staff.client_for(client_of, zonnedam, ADMINISTRATOR)

    assert client.get("/beheer/").status_code == 200
    know(CHANGED)
    assert client.get("/beheer/").status_code == 200


def test_without_the_former_key_everybody_signs_in_again(administrator: Client, know: Any) -> None:
    """The control, and what to do when the key is known to others."""
    know(AFTER)

    assert administrator.get("/beheer/").status_code == 302


def test_a_changed_password_still_ends_the_other_sessions(administrator: Client, zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        user = User.objects.get(email="noor@zonnedam.example")
        user.set_password("een heel andere lange zin")
        user.save()

    assert administrator.get("/beheer/").status_code == 302


def test_an_operator_stays_signed_in_and_keeps_the_codes_on_paper(db: None, know: Any) -> None:
    with people.console_settings():
        browser, operator = people.browser(), people.make(Role.OWNER)
        people.sign_in(browser, operator)
        codes = second_factor.new_recovery_codes(operator)
        seen = []
        for keys in ROLLED_OUT:
            know(keys)
            seen.append(browser.get("/").status_code)
        know(CHANGED)
        works = second_factor.accepts_recovery_code(operator, codes[0])
        know(AFTER)

        assert seen == [200] * len(seen)
        assert works
        assert not second_factor.accepts_recovery_code(operator, codes[1])


def test_what_was_signed_is_believed_until_the_former_key_goes(know: Any, zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        signed = signing.dumps("een link", salt="tests.link")
        know(CHANGED)
        assert signing.loads(signed, salt="tests.link") == "een link"
        know(AFTER)
        with pytest.raises(signing.BadSignature):
            signing.loads(signed, salt="tests.link")


def test_the_smoke_request_of_a_worker_that_is_a_step_ahead_is_let_in(know: Any, zonnedam: TenantRef) -> None:
    opening = TenantRef(**{**vars_of(zonnedam), "state": State.PROVISIONING})
    know(CHANGED)
    header = smoke.header(opening.host)
    know(READY)
    with outside():
        assert smoke.allows(RequestFactory().get("/", headers=header), opening)
    know(BEFORE)
    with outside():
        assert not smoke.allows(RequestFactory().get("/", headers=header), opening)


def test_what_a_person_asked_for_is_found_and_can_be_forgotten(know: Any, zonnedam: TenantRef) -> None:
    person = str(uuid.uuid4())
    with enter(zonnedam):
        kept, earlier = marks.of("person", person), marks.former("person", person)
        know(CHANGED)
        assert marks.of("person", person) == kept  # it does not follow from the secret key
        assert {kept, *earlier} <= set(marks.every("person", person))  # and what did is still found


def test_a_former_key_that_can_be_guessed_is_refused_at_the_start(know: Any) -> None:
    know((NEW, ["kort"]))

    found: list[CheckMessage] = [each for each in rules.secrets() if each.id == "tenants.E001"]

    assert len(found) == 1
    assert "FALLBACKS" in found[0].msg


def vars_of(tenant: TenantRef) -> dict[str, Any]:
    return {name: getattr(tenant, name) for name in tenant.__dataclass_fields__}
