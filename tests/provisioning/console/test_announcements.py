"""Announcements to editors: looked at first, made once, taken back (requirement C-039)."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from provisioning.console.types import Role
from tenants.announcements import queries
from tenants.announcements.models import Announcement
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.console.day_two import MARKUP

pytestmark = pytest.mark.covers("C-039")
PATH = "/mededelingen/"


def filled_in(**values: Any) -> dict[str, Any]:
    end = timezone.localtime() + datetime.timedelta(days=1)
    return {
        "title": "Onderhoud", "text": "Maandag om zes uur.", "ends_at": f"{end:%Y-%m-%dT%H:%M}", "who": "alle",
        "number": str(uuid.uuid4()), "stap": "plaatsen", **values,
    }  # fmt: skip


def titles(tenant: TenantRef) -> list[str]:
    return [each.title for each in queries.for_tenant(tenant.uuid)]


def test_it_is_shown_before_it_is_made(console_client: Client, text_of: Callable[[Any], str]) -> None:
    page = text_of(console_client.post(f"{PATH}nieuw/", filled_in(stap="")))

    assert "Redacteuren van alle gemeenten lezen dit" in page
    assert "Maandag om zes uur." in page
    assert not Announcement.objects.exists()


def test_everybody_reads_it_and_a_click_too_many_is_one_announcement(
    console_client: Client, zonnedam: TenantRef, waterrijk: TenantRef, text_of: Callable[[Any], str]
) -> None:
    values = filled_in()

    for _ in range(2):
        console_client.post(f"{PATH}nieuw/", values)

    assert (titles(zonnedam), titles(waterrijk)) == (["Onderhoud"], ["Onderhoud"])
    assert Announcement.objects.get().created_by == "bram@inwonerplein.example"
    assert OperatorRecord.objects.filter(action="announcement.made").count() == 1
    assert "Nu te zien" in text_of(console_client.get(PATH))


@pytest.mark.attack("T05")
def test_what_is_for_one_municipality_no_other_one_reads(
    console_client: Client, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    console_client.post(f"{PATH}nieuw/", filled_in(who="enkele", tenants=[str(zonnedam.uuid)]))

    assert (titles(zonnedam), titles(waterrijk)) == (["Onderhoud"], [])


def test_what_is_for_later_is_not_read_yet(console_client: Client, zonnedam: TenantRef) -> None:
    begin = timezone.localtime() + datetime.timedelta(hours=1)

    console_client.post(f"{PATH}nieuw/", filled_in(starts_at=f"{begin:%Y-%m-%dT%H:%M}"))

    assert titles(zonnedam) == []
    Announcement.objects.update(starts_at=timezone.now() - datetime.timedelta(hours=1))
    assert titles(zonnedam) == ["Onderhoud"]


def test_what_is_taken_back_is_read_no_more(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    console_client.post(f"{PATH}nieuw/", filled_in())
    path = f"{PATH}{Announcement.objects.get().uuid}/intrekken/"

    assert "Redacteuren van alle gemeenten zien" in text_of(console_client.get(path))
    for _ in range(2):
        console_client.post(path)

    assert titles(zonnedam) == []
    assert OperatorRecord.objects.filter(action="announcement.withdrawn").count() == 1


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"title": "", "text": ""}, {"title", "text"}),
        ({"ends_at": "2020-01-01T10:00"}, {"ends_at"}),
        ({"ends_at": ""}, {"ends_at"}),
        ({"who": "enkele"}, {"tenants"}),
        ({"who": "enkele", "tenants": [str(uuid.uuid4())]}, {"tenants"}),
    ],
)
def test_each_refusal_stands_beside_its_field(
    console_client: Client, values: dict[str, Any], fields: set[str]
) -> None:
    answer = console_client.post(f"{PATH}nieuw/", filled_in(**values))

    assert (answer.status_code, set(answer.context["form"].errors)) == (422, fields)
    assert not Announcement.objects.exists()


@pytest.mark.attack("P02")
def test_markup_is_text_on_every_page(console_client: Client, text_of: Callable[[Any], str]) -> None:
    values = filled_in(title=f"Let op {MARKUP}", text=MARKUP)

    pages = [
        text_of(console_client.post(f"{PATH}nieuw/", {**values, "stap": step})) for step in ("", "terug")
    ]
    console_client.post(f"{PATH}nieuw/", values)
    pages += [
        text_of(console_client.get(PATH)),
        text_of(console_client.get(f"{PATH}{Announcement.objects.get().uuid}/intrekken/")),
        text_of(console_client.get("/logboek/")),
    ]

    assert [MARKUP in page for page in pages] == [False] * 5
    assert all("&lt;script&gt;" in page for page in pages)


def test_an_empty_list_says_what_to_do(
    client_for: Callable[[Role], Client], text_of: Callable[[Any], str]
) -> None:
    page = text_of(client_for(Role.VIEWER).get(PATH))

    assert "Er is nog geen mededeling" in page
    assert "Nieuwe mededeling" not in page
