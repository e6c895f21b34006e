"""A version is published, municipalities get it, and an older one is taken back: on their hosts alone."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.lifecycle import tasks
from provisioning.lifecycle.bulk import queries as bulks
from provisioning.lifecycle.bulk.models import Bulk
from provisioning.lifecycle.models import Operation
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.provisioning.console import municipalities
from tests.provisioning.console.day_two import run
from tests.provisioning.console.themes import themed
from tests.themes.styles import houses
from themes.styles import operations, queries
from themes.styles.models import Revision, Style


def publishing(revision: Revision, number: int) -> str:
    return themed.address(revision, f"versies/{number}/publiceren/")


def sent(current: int, *tenants: Tenant, **values: Any) -> dict[str, Any]:
    """Fill in the page."""
    chosen = [str(tenant.uuid) for tenant in tenants]
    return {"current": current, "number": str(uuid.uuid4()), "municipalities": chosen, **values}


def current(revision: Revision) -> int | None:
    found = Style.objects.select_related("current").get(pk=revision.style_id).current
    return found.number if found else None


def worn(tenant: Tenant) -> str:
    tenant.refresh_from_db()
    return tenant.theme


def test_the_page_says_what_changes_and_who_gets_it(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    tenant = themed.worn(first)
    houses.revised(first, houses.drafted(**{"header-bg": "#112233"}))

    page = text_of(console_client.get(publishing(first, 2)))

    assert "Nu: versie 1" in page
    assert "Straks: versie 2" in page
    assert "Bovenbalk: achtergrond" in page
    assert f'value="{tenant.uuid}"' in page
    assert "checked" in page
    assert "Dijkstede, nu versie 1" in page


def test_one_municipality_gets_it_and_no_other_and_an_older_version_is_taken_back_the_same_way(
    console_client: Client, zonnedam: TenantRef
) -> None:
    first = houses.begun()
    tenant, other = themed.dressed(zonnedam, first), municipalities.make("Zwolle")
    houses.revised(first, houses.drafted(link="#123456"))

    answer = console_client.post(publishing(first, 2), sent(1, tenant))
    operation = Operation.objects.get()
    assert answer.url == f"/opdrachten/{operation.uuid}/"
    run(operation)
    assert (worn(tenant), worn(other)) == (queries.key_of(first.style, 2), "waterrijk")
    assert current(first) == 2

    console_client.post(publishing(first, 1), sent(2, tenant))
    run()
    assert worn(tenant) == queries.key_of(first.style, 1)
    assert current(first) == 1


@pytest.mark.covers("C-039")
def test_several_get_it_as_one_change_that_can_be_followed(
    console_client: Client, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    first = houses.begun()
    tenants = [themed.dressed(each, first) for each in (zonnedam, waterrijk)]
    tenants.append(themed.worn(first, "Meppel"))
    houses.revised(first, houses.drafted(link="#123456"))
    values = sent(1, *tenants[:2])

    answers = {console_client.post(publishing(first, 2), values).url for _ in range(2)}

    bulk = Bulk.objects.get()
    assert answers == {f"/bewerkingen/{bulk.uuid}/"}
    tasks.run_bulk(str(bulk.uuid))
    for item in bulks.bulk(bulk.uuid).items:
        assert item.operation
        run(Operation.objects.get(uuid=item.operation))
    assert [worn(each).rpartition("--")[2] for each in tenants] == ["2", "2", "1"]


def test_without_a_municipality_it_is_published_and_nobody_changes(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()

    answer = console_client.post(publishing(first, 1), sent(0), follow=True)

    assert "Versie 1 van" in text_of(answer)
    assert current(first) == 1
    assert not Operation.objects.exists()


def test_what_a_municipality_may_not_have_now_leaves_nothing_published(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    tenant = themed.worn(first)
    houses.revised(first, houses.drafted(link="#123456"))
    municipalities.operation(state="running", done=2, tenant=tenant)

    answer = console_client.post(publishing(first, 2), sent(1, tenant))

    assert answer.status_code == 422
    assert "Er loopt al een opdracht" in text_of(answer)
    assert current(first) == 1


def test_a_click_too_many_leads_to_the_same_operation(console_client: Client) -> None:
    first = houses.begun()
    tenant = themed.worn(first)
    houses.revised(first, houses.drafted(link="#123456"))
    values = sent(1, tenant)

    answers = {console_client.post(publishing(first, 2), values).url for _ in range(2)}

    assert answers == {f"/opdrachten/{Operation.objects.get().uuid}/"}


def test_who_was_second_sees_what_the_first_one_published(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    for colour in ("#123456", "#234567"):
        houses.revised(first.style.revisions.first() or first, houses.drafted(link=colour))
    operations.publish(first.style_id, 2, by=houses.NOOR)

    answer = console_client.post(publishing(first, 3), sent(1))

    assert answer.status_code == 409
    assert "Intussen heeft iemand anders versie 2 gepubliceerd" in text_of(answer)
    assert current(first) == 2
    assert answer.context["form"]["current"].value() == "2"


def test_an_archived_house_style_cannot_be_published_until_it_is_back(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    archive = themed.address(first, "archiveren/")

    for _click in range(2):
        assert console_client.post(archive, {"stand": "weg", "reason": "Fusie"}).status_code == 302
    refused = console_client.post(publishing(first, 1), sent(0))
    console_client.post(archive, {"stand": "terug"})

    assert refused.status_code == 422
    assert "gearchiveerd" in text_of(refused)
    assert console_client.post(publishing(first, 1), sent(0)).status_code == 302
    assert "Huisstijl gearchiveerd" in text_of(console_client.get("/logboek/"))


def test_versions_say_who_when_why_and_what_differs(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    first = houses.begun()
    made = houses.drafted(**{"header-bg": "#112233"})
    houses.revised(first, houses.Draft(made.origin, made.taken, note="Donkere kop"))

    page = text_of(console_client.get(themed.address(first)))

    assert page.index("Versie 2</a>") < page.index("Versie 1</a>")
    for words in ("Donkere kop", "noor@inwonerplein.example", "Bovenbalk: achtergrond", 'fill="#112233"'):
        assert words in page
