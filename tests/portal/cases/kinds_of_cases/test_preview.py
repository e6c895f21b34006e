"""What citizens see of a kind of cases, by a case that is made up (issue 10 §4)."""

import re
from typing import Any

import pytest
from django.test import Client

from portal.cases import examples
from portal.cases.models import CaseSettings
from portal.cases.operations import configuring
from portal.cases.queries import known
from portal.cases.queries.overview import address_of
from tenants.processing.models import Record
from tests.portal.cases.kinds_of_cases.conftest import BY, House
from tests.portal.cases.kinds_of_cases.test_pages import one, text_of

pytestmark = pytest.mark.covers("P-172", "issue 10 §4")
BUTTON = "https://formulieren.voorbeeld.nl/aanvullen"


def at(house: House, place: str = "") -> str:
    return f"/beheer/zaaktypen/voorbeeld/?{address_of(house.kind().key)}&stand={place}"


def set_all(house: House) -> None:
    value = house.value(description="Alles over parkeren.", question_enabled=True, upload_enabled=True)
    value["documents"][0]["upload_enabled"] = True
    value["steps"][2] |= {
        "action_required": True,
        "deadline_days": 14,
        "text": "Stuur ons uw kenteken.",
        "case_link_text": "Vul aan",
        "call_to_action_url": BUTTON,
        "call_to_action_text": "Naar het formulier",
        "indicator_text": "Wij wachten op u",
        "indicator": "warning",
    }
    value["results"][0]["text"] = "U kunt zes weken lang bezwaar maken."
    configuring.put(value, by=BY)
    CaseSettings.objects.update_or_create(id=1, defaults={"questions_to": "zaken@zonnedam.example"})


def test_each_step_and_each_end_is_shown_with_what_was_set(administrator: Client, home: House) -> None:
    set_all(home)
    kind = home.kind()
    found = examples.places(known.parts_of([kind])[kind.key])

    pages = {place.label: administrator.get(at(home, place.key)) for place in found}

    assert [place.key for place in found] == [
        "stap-1",
        "stap-2",
        "stap-3",
        "einde-1-1",
        "einde-1-2",
        "einde-1-3",
    ]
    assert {page.status_code for page in pages.values()} == {200}
    waiting = text_of(pages["Wacht op informatie"].content)
    for told in (
        "Stuur ons uw kenteken.",
        "Doe dit uiterlijk op",
        "Vul aan",
        "Wij wachten op u",
        "Vraag versturen",
        "Document toevoegen",
    ):
        assert told in waiting
    assert f'href="{BUTTON}"' in pages["Wacht op informatie"].content.decode()
    ends = [text_of(page.content) for label, page in pages.items() if label.startswith("Afgehandeld")]
    assert sum("U kunt zes weken lang bezwaar maken." in end for end in ends) == 1
    assert all("Deze zaak is afgerond op" in end for end in ends)


def test_it_says_that_it_is_an_example_and_leads_nowhere(administrator: Client, home: House) -> None:
    set_all(home)

    page = administrator.get(at(home)).content.decode()

    assert "Deze zaak is verzonnen en van niemand." in text_of(page.encode())
    assert "VOORBEELD-0001" in page
    example = page[page.index("In de lijst van zaken") : page.index("</main>")]
    links = re.findall(r'<a [^>]*href="([^"]+)"', example)
    inside = {link for link in links if not link.startswith(("tel:", "mailto:"))}
    assert inside == {"#voorbeeld"}
    assert "<form" not in example
    assert " download" not in example


@pytest.mark.covers("P-264")
def test_nobody_is_asked_and_nobody_is_looked_at(administrator: Client, home: House) -> None:
    set_all(home)
    before, records = calls(home), Record.objects.count()

    administrator.get(at(home))

    assert calls(home) == before
    assert Record.objects.count() == records


def test_who_may_see_the_settings_finds_it_there(administrator: Client, home: House) -> None:
    assert "/beheer/zaaktypen/voorbeeld/?" in administrator.get(one(home)).content.decode()
    assert administrator.get("/beheer/zaaktypen/voorbeeld/?identification=WEG").status_code == 404
    assert administrator.get(at(home, "onzin")).status_code == 200


def calls(house: House) -> Any:
    return house.system.connection.sandbox.get(f"/calls/{house.system.connection.there}.json")
