"""The pages on which functional managers set what holds for kinds of cases (P-172, I-095, I-097)."""

import re
import uuid
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from integrations.zgw import models as mirrored
from portal.accounts.roles import EDITOR
from portal.cases.forms import FiltersForm
from portal.cases.models import SettingsImport
from portal.cases.operations import configuring
from portal.cases.queries import exporting, importing, written
from portal.cases.queries.known import CaseSystem
from portal.cases.queries.overview import address_of
from tenants import audit
from tenants.audit.models import AuditRecord
from tenants.configuration import queries as releases
from tenants.entry import outside
from tenants.schedule.models import Work
from tests.portal import staff
from tests.portal.cases.kinds_of_cases.conftest import BY, House, switch

pytestmark = pytest.mark.covers("P-172")
URL = "/beheer/zaaktypen/"
NAME = "Parkeervergunning bewoner"


def text_of(page: bytes) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page.decode()).split()))


def one(house: House) -> str:
    return f"{URL}type/?{address_of(house.kind().key)}"


def form_of(page: bytes) -> dict[str, str]:
    """Answer what a browser would send of the form with the settings."""
    html = page.decode()
    form = next(each for each in re.findall(r"<form.*?</form>", html, re.S) if 'name="mark"' in each)
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    for tag in re.findall(r"<input [^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' in tag:
            sent |= {name[1]: "on"} if " checked" in tag else {}
        elif name:
            sent[name[1]] = unescape(value[1]) if value else ""
    sent |= {
        name: unescape(text).lstrip("\n")
        for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S)
    }
    sent |= dict.fromkeys(re.findall(r'<select name="([^"]+)"', form), "")
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def test_the_list_says_what_there_is_and_what_was_set(administrator: Client, home: House) -> None:
    configuring.put(home.value(notify=True), by=BY)

    page = text_of(administrator.get(URL).content)

    assert "7 zaaktypen" in page
    assert "Met berichten (1)" in page
    assert "Zonder berichten (6)" in page
    assert NAME in page


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("zoek=parkeer", 1),
        ("zoek=PARKEER+bewoner", 1),
        ("zoek=zoiets+niet", 0),
        ("toon=notifying", 1),
        ("toon=onzin", 7),
    ],
)
def test_it_can_be_searched_and_filtered(administrator: Client, home: House, query: str, number: int) -> None:
    configuring.put(home.value(notify=True), by=BY)

    page = text_of(administrator.get(f"{URL}?{query}").content)

    assert f"{number} zaaktype" in page


def test_the_list_takes_as_many_queries_however_many_kinds_there_are(
    administrator: Client, home: House, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for each in ("ZAAKTYPE-0001", "ZAAKTYPE-0002", "ZAAKTYPE-0003"):
        configuring.put(home.value(each, notify=True), by=BY)
    administrator.get(URL)

    with django_assert_max_num_queries(24):
        administrator.get(URL)


def test_notifications_of_several_are_switched_at_once(administrator: Client, home: House) -> None:
    keys = [home.kind(each).key for each in ("ZAAKTYPE-0001", "ZAAKTYPE-0002")]

    answer = administrator.post(
        f"{URL}berichten/",
        {"type": [*map(address_of, keys), "system=x&identification=y"], "aan": "1"},
        follow=True,
    )

    assert "2 zaaktypen zijn gewijzigd." in text_of(answer.content)
    assert [written.one_set(key)["notify"] for key in keys] == [True, True]
    assert written.one_set(home.kind("ZAAKTYPE-0003").key)["notify"] is False
    assert AuditRecord.objects.filter(action="cases.type_configured").count() == 2


def test_all_that_were_found_are_switched_at_once(administrator: Client, home: House) -> None:
    administrator.post(f"{URL}berichten/", {"alle": "1", "aan": "1", "zoek": "parkeer"})
    assert sum(value["notify"] for value in written.all_set()) == 1

    administrator.post(f"{URL}berichten/", {"alle": "1", "aan": "1"})
    assert sum(value["notify"] for value in written.all_set()) == 7

    administrator.post(f"{URL}berichten/", {"alle": "1", "aan": "0"})
    assert written.all_set() == []


def test_a_kind_of_cases_is_set_and_shown_again(administrator: Client, home: House) -> None:
    sent = form_of(administrator.get(one(home)).content)
    text = next(name for name in sent if name.startswith("steps-") and name.endswith("-text"))

    answer = administrator.post(
        one(home), {**sent, "own-description": "Uitleg.", text: "Dank u."}, follow=True
    )

    assert "opgeslagen" in text_of(answer.content)
    assert "Dank u." in answer.content.decode()
    value = written.one_set(home.kind().key)
    assert (value["description"], [each["text"] for each in value["steps"]]) == ("Uitleg.", ["Dank u."])
    assert [each["notify"] for each in value["steps"]] == [True]


def test_sending_the_form_as_it_is_changes_nothing(administrator: Client, home: House) -> None:
    sent = form_of(administrator.get(one(home)).content)

    answer = administrator.post(one(home), sent, follow=True)

    assert "Er was niets gewijzigd." in text_of(answer.content)
    assert written.all_set() == []


@pytest.mark.covers("P-166")
def test_the_form_refuses_two_ways_to_upload(administrator: Client, home: House) -> None:
    sent = form_of(administrator.get(one(home)).content)
    both = {"own-upload_enabled": "on", "own-upload_url": "https://formulieren.voorbeeld.nl/"}

    answer = administrator.post(one(home), {**sent, **both})

    assert "Kies één manier" in text_of(answer.content)
    assert written.all_set() == []


def test_two_colleagues_do_not_undo_each_others_work(administrator: Client, home: House) -> None:
    sent = form_of(administrator.get(one(home)).content)
    configuring.put(home.value(description="Van een collega."), by=BY)

    answer = administrator.post(one(home), {**sent, "own-description": "Van mij."})

    assert "Een collega heeft dit zaaktype intussen gewijzigd." in text_of(answer.content)
    assert written.one_set(home.kind().key)["description"] == "Van een collega."


@pytest.mark.covers("C-033")
def test_what_is_saved_is_a_release_of_the_configuration(administrator: Client, home: House) -> None:
    sent = form_of(administrator.get(one(home)).content)

    administrator.post(one(home), {**sent, "own-description": "Uitleg."})

    changed = releases.changes(releases.release(home.tenant.uuid))
    assert [each.key for each in changed] == ["case_types"]


@pytest.mark.covers("I-095")
def test_what_is_new_is_marked_until_somebody_has_seen_it(administrator: Client, home: House) -> None:
    administrator.post(f"{URL}wijzigingen/gezien/")
    assert "gewijzigd" not in text_of(administrator.get(f"{URL}?toon=recent").content).split("Alles tonen")[
        1
    ].split("Wat u instelde")[0].replace("gewijzigd?", "")
    home.system.publish(status="In onderzoek")
    home.system.synchronise()

    page = text_of(administrator.get(f"{URL}wijzigingen/").content)
    assert f"nieuwe versie Zaaktype {NAME}" in page
    assert "naam: In behandeling → In onderzoek" in page
    assert "1 zaaktype" in text_of(administrator.get(f"{URL}?toon=recent").content)

    administrator.post(f"{URL}wijzigingen/gezien/")
    assert "0 zaaktypen" in text_of(administrator.get(f"{URL}?toon=recent").content)


@pytest.mark.covers("I-095")
def test_a_kind_that_is_gone_is_named_while_something_was_set_of_it(
    administrator: Client, home: House
) -> None:
    configuring.put(home.value(notify=True), by=BY)
    home.system.catalogue(withdraw="ZAAKTYPE-0001")
    home.system.synchronise()

    page = text_of(administrator.get(URL).content)

    assert "Ingesteld, maar er niet meer" in page
    assert "ZAAKTYPE-0001" in page
    assert NAME not in page


@pytest.mark.covers("I-095")
def test_a_manager_has_the_mirror_brought_up_to_date_and_reads_what_failed(
    administrator: Client, home: House
) -> None:
    administrator.post(f"{URL}wijzigingen/bijwerken/", {"systeem": home.kind().system.slug})
    with outside():
        assert Work.objects.filter(job="zgw.synchronise_one").exists()
    assert AuditRecord.objects.filter(action="zgw.synchronisation_requested").exists()

    home.system.connection.fault("catalogi/resultaattypen", status=500)
    home.system.synchronise()
    page = text_of(administrator.get(f"{URL}wijzigingen/").content)

    assert "niet alles is gelezen" in page
    assert "Resultaat: kon niet worden gelezen" in page


def test_a_catalogue_is_filled_in_and_taken_away(administrator: Client, home: House) -> None:
    told = {
        "systeem": home.kind().system.slug,
        "url": "https://zaken.voorbeeld.nl/catalogi/api/v1/catalogussen/1",
        "domain": "EIGEN",
        "rsin": "800000009",
    }

    wrong = administrator.post(f"{URL}wijzigingen/catalogus/", {**told, "rsin": "8"})
    administrator.post(f"{URL}wijzigingen/catalogus/", told)

    assert "nummer van 9 cijfers" in text_of(wrong.content)
    assert "EIGEN" in text_of(administrator.get(f"{URL}wijzigingen/").content)
    administrator.post(f"{URL}wijzigingen/catalogus/weg/", told)
    assert mirrored.Catalogue.objects.get(domain="EIGEN").gone_at


@pytest.mark.covers("I-096", "I-097")
def test_a_file_is_looked_through_before_it_is_carried_out(administrator: Client, home: House) -> None:
    configuring.put(home.value(description="Oud."), by=BY)
    text = b"".join(administrator.get(f"{URL}zaaktypen.jsonl").streaming_content)  # type: ignore[arg-type]
    assert text.decode() == "".join(exporting.lines())
    new = text.replace(b"Oud.", b"Nieuw.")

    shown = administrator.post(f"{URL}overnemen/", {"file": SimpleUploadedFile("a.jsonl", new)}, follow=True)

    assert "“Oud.” → “Nieuw.”" in text_of(shown.content)
    assert written.one_set(home.kind().key)["description"] == "Oud."
    done = administrator.post(shown.redirect_chain[0][0], follow=True)
    assert "1 zaaktype is gewijzigd." in text_of(done.content)
    assert written.one_set(home.kind().key)["description"] == "Nieuw."


def test_a_file_can_be_thrown_away(administrator: Client, home: House) -> None:
    shown = administrator.post(f"{URL}overnemen/", {"file": SimpleUploadedFile("a", b"{}")}, follow=True)

    administrator.post(shown.redirect_chain[0][0], {"weg": "1"})

    assert "Deze regel zegt niet waarover hij gaat." in text_of(shown.content)
    assert not SettingsImport.objects.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a\x00b"])
def test_what_is_no_text_is_refused(administrator: Client, home: House, content: bytes) -> None:
    answer = administrator.post(f"{URL}overnemen/", {"file": SimpleUploadedFile("a", content)})

    assert "geen tekst" in text_of(answer.content)
    assert not SettingsImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(
    administrator: Client, home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LARGEST", 10)

    answer = administrator.post(f"{URL}overnemen/", {"file": SimpleUploadedFile("a", b"x" * 11)})

    assert "te groot" in text_of(answer.content)


@pytest.mark.attack("O08")
def test_a_colleague_cannot_look_through_anothers_file(
    administrator: Client, home: House, client_of: Callable[..., Client]
) -> None:
    shown = administrator.post(f"{URL}overnemen/", {"file": SimpleUploadedFile("a", b"{}")}, follow=True)
    from portal.accounts.roles import ADMINISTRATOR

    other = staff.client_for(client_of, home.tenant, ADMINISTRATOR, "els@zonnedam.example")

    assert other.get(shown.redirect_chain[0][0]).status_code == 404
    assert administrator.get(shown.redirect_chain[0][0]).status_code == 200


@pytest.mark.attack("O08")
@pytest.mark.parametrize("path", ["", "type/", "wijzigingen/", "zaaktypen.jsonl", "overnemen/"])
def test_who_has_not_the_permission_sees_nothing(
    home: House, client_of: Callable[..., Client], administrator: Client, path: str
) -> None:
    editor = staff.client_for(client_of, home.tenant, EDITOR, "els@zonnedam.example")
    url = one(home) if path == "type/" else f"{URL}{path}"

    assert editor.get(url).status_code == 403
    assert client_of(home.tenant).get(url).status_code == 302
    assert administrator.get(url).status_code == 200


@pytest.mark.covers("C-030")
def test_the_pages_are_gone_with_the_feature(administrator: Client, home: House) -> None:
    url = one(home)
    assert administrator.get(url).status_code == 200

    switch(home.tenant, on=False)

    assert administrator.get(URL).status_code == 404
    assert administrator.get(url).status_code == 404


def test_what_is_not_there_is_not_found(administrator: Client, home: House) -> None:
    assert administrator.get(f"{URL}type/?identification=nergens").status_code == 404
    assert administrator.get(f"{URL}type/").status_code == 404
    assert administrator.post(f"{URL}wijzigingen/bijwerken/", {"systeem": "nergens"}).status_code == 404
    assert audit.SYSTEM.kind


def test_who_chose_no_system_has_chosen_all_though_the_first_has_an_empty_name() -> None:
    systems = [CaseSystem(uuid.uuid4(), "", "Eerste"), CaseSystem(uuid.uuid4(), "sociaal", "Tweede")]

    forms = [FiltersForm(QueryDict(asked), systems=systems) for asked in ("", "systeem=", "systeem=sociaal")]

    assert [form.filters()["system"] for form in forms] == [None, "", "sociaal"]
    assert [form["systeem"].value() for form in forms] == ["*", "", "sociaal"]
