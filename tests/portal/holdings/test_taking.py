"""Somebody takes along all that is kept about them (AVG art. 20)."""

import datetime
import json
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from portal.accounts.models import SignIn, User
from portal.accounts.operations import rows
from portal.core.printing import operations as printing
from portal.holdings.views import own
from tenants import registers
from tenants.processing.models import Record
from tests.portal import citizens
from tests.portal.holdings.reading import words

FILE = "/mijn/bewaard/mijn-gegevens"
OF_STAFF = {"accounts.Invitation", "cases.CatalogueLook", "cases.SettingsImport"}

pytestmark = pytest.mark.covers("P-264")


def test_the_file_holds_everything_with_its_source_and_end(fatima: Client) -> None:
    response = fatima.get(f"{FILE}.json")

    told = json.loads(response.content)
    by_name = {entry["name"]: entry for entry in told["holdings"]}
    assert (told["version"], told["municipality"]) == (1, "Zonnedam")
    assert set(by_name) == {entry.name for entry in registers.holdings}
    assert by_name["identity"]["rows"][0]["number"] == citizens.FATIMA
    assert by_name["contact"]["rows"][0]["email"] == citizens.EMAIL
    assert all(entry["kept"] and entry["source"] and entry["complete"] for entry in told["holdings"])
    assert 'filename="mijn-gegevens.json"' in response["Content-Disposition"]


def test_no_secret_is_in_the_file(fatima: Client, account: User) -> None:
    text = fatima.get(f"{FILE}.json").content.decode()

    assert account.password not in text
    assert account.identity.mark not in text
    assert SignIn.objects.get().session_key not in text
    assert "naam-bij-de-inlogdienst" not in text


def test_every_model_that_hangs_on_an_account_is_in_some_part_of_the_file() -> None:
    ours = {
        label
        for label in rows.hanging_on(User)
        if apps.get_model(label).__module__.split(".")[0] in {"portal", "integrations", "tenants"}
        and not apps.get_model(label)._meta.auto_created
    }
    told = {model for entry in registers.holdings for model in entry.models}

    assert ours - told == OF_STAFF
    assert {label for label in told if label not in registers.retention} == set()


def test_a_page_and_a_pdf_say_the_same(fatima: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def draw(html: str, files: Any, *, base: str) -> bytes:
        drawn.append(html)
        return b"%PDF-"

    monkeypatch.setattr(printing, "draw", draw)

    page = words(fatima.get(f"{FILE}.html").content.decode())
    assert fatima.get(f"{FILE}.pdf")["Content-Type"] == "application/pdf"

    for text in (page, words(drawn[0])):
        assert citizens.FATIMA in text
        assert citizens.EMAIL in text
        assert "Hoe lang: Een jaar na het uitloggen." in text


def test_a_pdf_of_too_much_says_what_to_take_instead(fatima: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MOST_PRINTED", 2)

    response = fatima.get(f"{FILE}.pdf")

    assert response.status_code == 409
    assert "In de andere bestanden staat alles." in words(response.content.decode())


def test_another_form_does_not_exist(fatima: Client) -> None:
    assert fatima.get(f"{FILE}.exe").status_code == 404


def test_taking_it_along_is_written_down(fatima: Client) -> None:
    before = set(Record.objects.values_list("pk", flat=True))
    fatima.get(f"{FILE}.json")

    assert Record.objects.exclude(pk__in=before).get().activity == "Gegevens meegeven aan wie ze betreffen"


@pytest.mark.covers("P-061")
@pytest.mark.parametrize("path", [f"{FILE}.json", "/mijn/bewaard/verwijderen/"])
def test_who_signed_in_long_ago_signs_in_again_first(fatima: Client, path: str) -> None:
    now = timezone.now()
    SignIn.objects.update(at=now - datetime.timedelta(minutes=6), seen_at=now)
    before = Record.objects.count()

    response = fatima.get(path)

    assert response.status_code == 302
    assert f"next={path}" in response["Location"]
    assert Record.objects.count() == before
