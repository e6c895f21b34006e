"""Whether the chains are whole, as operators see it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, override_settings
from django.utils import timezone

from provisioning.audit import looking, sealing, tasks
from provisioning.audit.models import Finding, Look
from provisioning.console.types import Role
from tenants import audit
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.audit.conftest import act, altered

pytestmark = pytest.mark.covers("C-070")
ADDRESS = "/logboek/controle/"


@pytest.fixture(autouse=True)
def _own_cache(console: None) -> Iterator[None]:
    own = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    with override_settings(CACHES={"default": own, "shared": own}):
        caches["shared"].clear()
        yield


@pytest.fixture
def asked(console_client: Client, django_capture_on_commit_callbacks: Any) -> Look:
    """Bram asks for a look."""
    with django_capture_on_commit_callbacks(execute=True):
        console_client.post(ADDRESS)
    return Look.objects.get()


def test_who_asks_twice_follows_the_look_that_goes_on(
    console_client: Client, asked: Look, queued: list[str], text_of: Callable[[Any], str]
) -> None:
    page = text_of(console_client.post(ADDRESS, follow=True))

    assert queued == [looking.TASK]
    assert Look.objects.count() == 1
    assert "al een controle bezig" in page
    assert OperatorRecord.objects.get(action="audit.look_asked").actor == "bram@inwonerplein.example"


def test_the_page_says_how_far_it_is_also_without_script(
    console_client: Client, asked: Look, text_of: Callable[[Any], str]
) -> None:
    assert "wacht op een plaats" in text_of(console_client.get(ADDRESS))
    Look.objects.update(started_at=timezone.now(), done=3, total=8)

    page = text_of(console_client.get(ADDRESS))
    part = text_of(console_client.get(ADDRESS, headers={"hx-request": "true", "hx-target": "controle"}))

    assert "Bezig: 3 van 8 logboeken bekeken" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert part.startswith('<div id="controle" hx-get')


def test_each_stream_has_its_outcome(
    console_client: Client, asked: Look, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    act(zonnedam, "one")
    sealing.seal_all()

    tasks.look(str(asked.pk))

    asked.refresh_from_db()
    page = text_of(console_client.get(ADDRESS))
    assert (asked.done, asked.broken, asked.finished_at is None) == (asked.total, 0, False)
    assert asked.total == Finding.objects.count()
    assert "Alle logboeken kloppen." in page
    assert "Zonnedam" in page
    assert "gevraagd door bram@" in page


@pytest.mark.attack("P11")
def test_a_broken_chain_stands_first_with_what_is_wrong_and_what_to_do(
    console_client: Client, asked: Look, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    act(zonnedam, "one", "two")
    sealing.seal_all()
    records = f'"{zonnedam.schema_name}".audit_auditrecord'
    altered(f"UPDATE {records} SET actor = 'mallory' WHERE target = 'one'")

    tasks.look(str(asked.pk))

    page = text_of(console_client.get(ADDRESS))
    assert "1 logboek klopt niet met zijn zegels." in page
    assert "Maak een kopie van de hele database" in page
    assert "is gewijzigd nadat zegel 1 was gezet" in page
    assert page.index("Zonnedam") < page.index("Beheerders van het platform")
    for elsewhere in ("/logboek/", f"/gemeenten/{zonnedam.uuid}/"):
        assert 'href="/logboek/controle/">Bekijken wat er mis is' in text_of(console_client.get(elsewhere))


def test_a_look_that_lost_its_worker_can_be_asked_for_again(
    console_client: Client, asked: Look, text_of: Callable[[Any], str]
) -> None:
    past = timezone.now() - timedelta(minutes=20)
    Look.objects.update(started_at=past, touched_at=past, asked_at=past)

    assert "halverwege gestopt" in text_of(console_client.get(ADDRESS))
    console_client.post(ADDRESS)
    assert Look.objects.count() == 2


def test_a_message_that_comes_twice_looks_once(asked: Look) -> None:
    Look.objects.update(started_at=timezone.now(), done=1, total=8)

    tasks.look(str(asked.pk))

    asked.refresh_from_db()
    assert (asked.done, asked.finished_at) == (1, None)


def test_a_message_that_was_lost_is_sent_again(asked: Look, queued: list[str]) -> None:
    Look.objects.update(asked_at=timezone.now() - timedelta(minutes=2))

    looking.queue_waiting()

    assert queued == [looking.TASK] * 2


def test_the_look_of_the_night_is_shown_too_and_old_looks_go(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    Look.objects.create(asked_at=timezone.now() - timedelta(days=91))

    tasks.verify()

    assert Look.objects.get().asked_by == ""
    assert "die van de nacht" in text_of(console_client.get(ADDRESS))


def test_a_viewer_sees_and_asks_nothing(
    client_for: Callable[[Role], Client], text_of: Callable[[Any], str]
) -> None:
    viewer = client_for(Role.VIEWER)

    assert "Nu controleren" not in text_of(viewer.get(ADDRESS))
    assert viewer.post(ADDRESS).status_code == 403
    assert "Er is nog niet gekeken" in text_of(viewer.get(ADDRESS))


@pytest.mark.parametrize("table", ["auditing_finding", "auditing_look"])
def test_the_console_cannot_write_that_all_is_well(console: None, table: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        rights = []
        for right in ("SELECT", "UPDATE", "DELETE"):
            cursor.execute("SELECT has_table_privilege('inwonerplein_console', %s, %s)", [table, right])
            rights.append(cursor.fetchone()[0])
    assert rights == [True, False, False]


def test_the_days_are_drawn_with_a_table_below(console_client: Client, text_of: Callable[[Any], str]) -> None:
    for _ in range(3):
        audit.record("operator.signed_in", by=audit.Actor("operator", "noor@inwonerplein.example"))

    page = text_of(console_client.get("/logboek/verloop/"))

    assert 'role="img" aria-labelledby="aanmeldingen-titel aanmeldingen-uitleg"' in page
    assert "In 30 dagen: 4 aangemeld, 0 geweigerd." in page
    assert page.count("<rect") > 0
    assert "style=" not in page
