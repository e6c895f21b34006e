"""Devices and codes of an operator's own account."""

import re

import pytest
from django.test import Client

from provisioning.console.models import Operator, OperatorDevice
from provisioning.console.types import Role
from tests.provisioning.console import people


def add_device(client: Client) -> tuple[str, str]:
    """Begin to add a device; answers the page to confirm it on, and the key to type over."""
    page = client.post("/account/apparaten/toevoegen/", {"name": "Tablet", "current": people.PASSWORD}).url
    key = re.search(r'ip-console__key">([A-Z2-7 ]+)<', client.get(page).content.decode())
    assert key
    return page, key.group(1)


def test_a_second_device_counts_after_its_first_code(console_client: Client) -> None:
    page, key = add_device(console_client)
    devices = OperatorDevice.objects.filter(confirmed_at__isnull=False)
    assert devices.count() == 1

    console_client.post(page, {"code": people.code_of(key)})

    assert devices.count() == 2


def test_a_device_with_a_wrong_code_does_not_count(console_client: Client) -> None:
    page, _key = add_device(console_client)

    assert console_client.post(page, {"code": "12345x"}).status_code == 422
    assert OperatorDevice.objects.filter(confirmed_at__isnull=False).count() == 1


def test_adding_a_device_asks_for_the_password(console_client: Client) -> None:
    answer = console_client.post("/account/apparaten/toevoegen/", {"name": "Tablet", "current": "fout"})

    assert answer.status_code == 422
    assert OperatorDevice.objects.count() == 1


@pytest.mark.attack("P06")
def test_the_secret_of_a_device_that_counts_is_not_shown_again(console_client: Client) -> None:
    device = OperatorDevice.objects.get()

    assert console_client.get(f"/account/apparaten/{device.pk}/qr.svg").status_code == 404
    assert console_client.get(f"/account/apparaten/{device.pk}/bevestigen/").status_code == 404


def test_nobody_sees_or_removes_a_colleagues_device(console_client: Client) -> None:
    device = OperatorDevice.objects.get(operator=people.make(Role.OWNER))

    assert console_client.post(f"/account/apparaten/{device.pk}/verwijderen/").status_code == 404
    assert OperatorDevice.objects.filter(pk=device.pk).exists()


def test_the_only_device_cannot_be_removed(console_client: Client) -> None:
    device = OperatorDevice.objects.get()

    answer = console_client.post(f"/account/apparaten/{device.pk}/verwijderen/", follow=True)

    assert "Dit is uw enige apparaat" in answer.content.decode()
    assert OperatorDevice.objects.count() == 1


def test_one_of_two_devices_can_be_removed(console_client: Client) -> None:
    page, key = add_device(console_client)
    console_client.post(page, {"code": people.code_of(key)})
    first = OperatorDevice.objects.order_by("created_at").first()
    assert first
    assert (
        "verwijderen?" in console_client.get(f"/account/apparaten/{first.pk}/verwijderen/").content.decode()
    )

    console_client.post(f"/account/apparaten/{first.pk}/verwijderen/")

    assert [device.name for device in OperatorDevice.objects.all()] == ["Tablet"]


def test_new_recovery_codes_take_the_place_of_the_old(console_client: Client) -> None:
    first = console_client.post("/account/herstelcodes/", {"current": people.PASSWORD}).context["codes"]
    second = console_client.post("/account/herstelcodes/", {"current": people.PASSWORD}).context["codes"]

    assert not set(first) & set(second)
    assert Operator.objects.get().recovery_codes.count() == 10


def test_recovery_codes_are_not_stored_as_they_are(console_client: Client) -> None:
    codes = console_client.post("/account/herstelcodes/", {"current": people.PASSWORD}).context["codes"]
    stored = str(list(Operator.objects.get().recovery_codes.values()))

    assert not [code for code in codes if code in stored or code.replace("-", "") in stored]


def test_recovery_codes_ask_for_the_password(console_client: Client) -> None:
    assert console_client.post("/account/herstelcodes/", {"current": "fout"}).status_code == 422
    assert not Operator.objects.get().recovery_codes.exists()


def test_guessing_the_password_here_is_throttled_too(console_client: Client) -> None:
    for _ in range(5):
        answer = console_client.post("/account/herstelcodes/", {"current": "fout"})

    assert "over 5 minuten opnieuw" in answer.content.decode()
    assert console_client.post("/account/herstelcodes/", {"current": people.PASSWORD}).status_code == 422


def test_the_page_says_what_is_there(console_client: Client) -> None:
    page = console_client.get("/account/").content.decode()

    assert "bram@inwonerplein.example" in page
    assert "U hebt geen herstelcodes" in page
    assert "Deze sessie" in page
