"""Functional managers turn news on, see what came, and have one message looked at once more (I-100, I-111, P-197)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from integrations.notifications.models import Message, Subscription
from integrations.notifications.types import State
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from tenants.entry import enter, outside
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.integrations.notifications.conftest import CASE, connection_of, switched_on
from tests.portal import staff

pytestmark = pytest.mark.covers("I-111", "P-197")
URL = "/beheer/koppelingen/meldingen/"


@pytest.fixture
def there(zonnedam: TenantRef) -> TenantRef:
    return switched_on(zonnedam)


@pytest.fixture
def manager(there: TenantRef, client_of: Callable[..., Client]) -> Client:
    return staff.client_for(client_of, there, ADMINISTRATOR)


def given_up(tenant: TenantRef) -> Message:
    with enter(tenant):
        return Message.objects.create(
            connection=connection_of(tenant),
            mark="a" * 64,
            channel="zaken",
            main=CASE,
            resource="status",
            resource_url=CASE,
            action="create",
            created_at=timezone.now(),
            state=State.DEAD,
            reason="KeyError",
            settled_at=timezone.now(),
        )


def test_one_that_was_given_up_is_found_and_looked_at_once_more(manager: Client, there: TenantRef) -> None:
    row = given_up(there)
    page = manager.get(f"{URL}?toestand=dead").content.decode()
    assert "KeyError" in page
    assert "KeyError" not in manager.get(f"{URL}?toestand=done").content.decode()
    assert CASE not in page

    told = manager.post(f"{URL}{row.uuid}/opnieuw/", follow=True).content.decode()
    assert "wordt opnieuw verwerkt" in told
    with enter(there):
        row.refresh_from_db()
    assert row.state == State.WAITING
    assert "al aan de beurt" in manager.post(f"{URL}{row.uuid}/opnieuw/", follow=True).content.decode()


def test_turning_it_on_is_work_for_a_worker_and_what_failed_is_said_in_words(
    manager: Client, there: TenantRef
) -> None:
    with enter(there):
        connection = connection_of(there)
    assert "Meldingen aanzetten" in manager.get(URL).content.decode()

    assert manager.post(f"{URL}{connection.pk}/aanzetten/").status_code == 302
    with outside():
        assert Work.objects.filter(job="notifications.register", tenant=there.uuid).count() == 1
    with enter(there):
        Subscription.objects.create(connection=connection, finding="handshake")
    assert "kon dit portaal niet bereiken" in manager.get(URL).content.decode()
    assert manager.post(f"{URL}00000000-0000-4000-8000-000000000000/aanzetten/").status_code == 404


@pytest.mark.attack("I04")
def test_who_may_not_change_it_cannot(there: TenantRef, client_of: Callable[..., Client]) -> None:
    row = given_up(there)
    editor = staff.client_for(client_of, there, EDITOR)

    assert editor.get(URL).status_code == 403
    assert editor.post(f"{URL}{row.uuid}/opnieuw/").status_code == 403
    assert client_of(there).get(URL).status_code == 302
    manager = staff.client_for(client_of, there, ADMINISTRATOR, "beheer@zonnedam.example")
    assert manager.get(URL).status_code == 200


@pytest.mark.covers("C-030")
def test_where_it_is_off_there_is_no_page(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    manager = staff.client_for(client_of, zonnedam, ADMINISTRATOR)

    assert manager.get(URL).status_code == 404
    assert URL not in manager.get("/beheer/koppelingen/").content.decode()
