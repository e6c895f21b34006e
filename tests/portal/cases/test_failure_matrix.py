"""The failure matrix (integrations.md §26): rows "Zaken list", "Case detail", "Documents list" and "Download"."""

import re
import time
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import Any

import pytest

from integrations import copies
from integrations.zgw.queries import cases
from integrations.zgw.types.parties import Applicant
from portal.cases import types
from portal.cases.views import documents
from tenants import parallel
from tests.portal import citizens
from tests.portal.cases.people import Somebody, System
from tests.portal.cases.test_access import readable
from tests.portal.cases.test_list import cards

BEGIN = parallel.begin
NONE = "U hebt geen zaken bij ons"
FRIENDLY = "Het zaaksysteem van de gemeente geeft nu geen goed antwoord."
TROUBLE = "Deze gegevens zijn nu niet beschikbaar."
UNREADABLE = "Deze gegevens zijn nu niet te lezen."
REFUSED = "Deze gegevens mogen wij nu niet tonen."
PANEL = "Dit deel kunnen wij nu niet tonen."
COLUMNS = {
    "refused": ({"reset": True}, TROUBLE),
    "500": ({"status": 500}, TROUBLE),
    "401": ({"status": 401}, REFUSED),
    "403": ({"status": 403}, REFUSED),
    "HTML 200": ({"html": True}, UNREADABLE),
}
CASES = "zaken/zaken"
column = pytest.mark.parametrize(("fault", "words"), COLUMNS.values(), ids=list(COLUMNS))


@pytest.fixture
def aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask in threads, as in earnest, and wait for them a moment only."""
    monkeypatch.setattr(parallel, "begin", BEGIN)
    monkeypatch.setattr(types, "BUDGET", 0.1)


def fetched(somebody: Somebody, html: str) -> str:
    """Fetch what was late, as the page does, until it is there."""
    url, ends = unescape(re.findall(r'hx-get="([^"]*later[^"]*)"', html)[0]), time.monotonic() + 30
    while time.monotonic() < ends:
        answer = somebody.get(url, headers={"HX-Request": "true"})
        if "HX-Retarget" in answer:
            return str(answer.content.decode())
    raise AssertionError("it never came")


class TestZakenList:
    """Row "Zaken list"."""

    @column
    def test_a_notice_and_never_nothing(
        self, system: System, fatima: Somebody, fault: dict[str, Any], words: str
    ) -> None:
        system.fault(CASES, **fault)

        told = fatima.reads()

        assert words in told
        assert NONE not in told

    @pytest.mark.fault("F01")
    def test_what_was_known_is_shown_with_its_age_while_the_system_is_silent(
        self, system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = cards(fatima)
        age(monkeypatch)
        system.fault(CASES, status=503)

        told = fatima.reads()

        assert cards(fatima) == before
        assert "Deze gegevens zijn van" in told

    @pytest.mark.covers("P-155", "I4")
    def test_one_system_that_is_down_is_named_and_leaves_the_other_be(
        self, connect: Callable[..., System], fatima: Somebody
    ) -> None:
        up, down = connect(), connect()
        down.fault(CASES, status=503)

        told, found = fatima.reads(), cards(fatima)

        assert TROUBLE in told
        assert found
        assert all(str(up.key) in url for url in found)

    @pytest.mark.fault("F03")
    def test_5_s_latency_gives_the_page_at_once_and_the_list_afterwards(
        self, system: System, fatima: Somebody, aside: None
    ) -> None:
        system.fault(CASES, latency=800)

        html = fatima.get().content.decode()
        late = fetched(fatima, html)

        assert "Dit duurt langer dan normaal." in html
        assert NONE not in html
        assert system.cases_of()[0].identification in late

    def test_404_is_no_list_and_says_so(self, system: System, fatima: Somebody) -> None:
        system.fault(CASES, status=404)

        told = fatima.reads()

        assert "Wij kunnen dit niet vinden." in told

    @pytest.mark.fault("F10")
    def test_missing_field_skips_the_item_and_says_so(self, system: System, fatima: Somebody) -> None:
        everything = len(cards(fatima))
        fresh(system)
        system.fault(CASES, odd_values=True)

        told, found = fatima.reads(), cards(fatima)

        assert "Niet alles kon worden getoond" in told
        assert 0 < len(found) < everything

    @pytest.mark.fault("F12")
    def test_10_times_the_size_is_refused_and_told(self, system: System, fatima: Somebody) -> None:
        system.fault(CASES, large=60)

        told = fatima.reads()

        assert UNREADABLE in told or TROUBLE in told
        assert NONE not in told


class TestCaseDetail:
    """Row "Case detail"."""

    @column
    def test_the_frame_of_the_page_with_a_way_to_try_again(
        self, system: System, fatima: Somebody, fault: dict[str, Any], words: str
    ) -> None:
        case = system.cases_of()[0]
        system.fault(CASES, **fault)

        response = fatima.get(system.page_of(case))
        html = response.content.decode()

        assert response.status_code == 200
        assert words in html
        if words != REFUSED:
            assert f'href="{system.page_of(case)}">Opnieuw proberen' in html

    def test_404_is_a_page_that_does_not_exist(self, system: System, fatima: Somebody) -> None:
        system.fault(CASES, status=404)

        assert fatima.get(system.page_of(system.cases_of()[0])).status_code == 404

    @pytest.mark.parametrize("fault", [{"status": 500}, {"html": True}, {"status": 403}, {"reset": True}])
    @pytest.mark.parametrize("stand_in", ["zgw-1.0"])
    def test_the_timeline_that_fails_leaves_the_rest_be(
        self, connect: Callable[..., System], fatima: Somebody, stand_in: str, fault: dict[str, Any]
    ) -> None:
        system = connect(stand_in)
        case = system.cases_of()[0]
        system.fault("zaken/statussen", **fault)

        told = fatima.reads(system.page_of(case))

        assert PANEL in told
        assert case.identification in told

    @pytest.mark.fault("F03")
    def test_5_s_latency_gives_the_frame_at_once_and_the_case_afterwards(
        self, system: System, fatima: Somebody, aside: None
    ) -> None:
        case = system.cases_of()[0]
        system.fault(CASES, latency=800)

        html = fatima.get(system.page_of(case)).content.decode()
        late = fetched(fatima, html)

        assert "Dit duurt langer dan normaal." in html
        assert case.identification not in html
        assert case.identification in late

    def test_what_comes_late_is_of_nobody_else(
        self, system: System, fatima: Somebody, person: Callable[..., Somebody], aside: None
    ) -> None:
        system.fault(CASES, latency=300)
        html = fatima.get(system.page_of(system.cases_of()[0])).content.decode()
        url = unescape(re.findall(r'hx-get="([^"]*later[^"]*)"', html)[0])
        fetched(fatima, html)

        other = person(citizens.citizen(citizens.OTHER)).get(url, headers={"HX-Request": "true"})

        assert system.cases_of()[0].identification not in other.content.decode()


class TestDocumentsList:
    """Row "Documents list"."""

    @pytest.mark.parametrize(
        "fault", [{"reset": True}, {"status": 500}, {"status": 403}, {"html": True}], ids=str
    )
    def test_the_panel_says_that_it_failed_and_never_that_there_are_none(
        self, system: System, fatima: Somebody, fault: dict[str, Any]
    ) -> None:
        case, _links = system.with_documents()
        system.fault("zaken/zaakinformatieobjecten", **fault)

        told = fatima.reads(system.page_of(case))

        assert PANEL in told
        assert "Er zijn geen documenten" not in told
        assert case.identification in told

    @pytest.mark.parametrize("fault", [{"status": 404}, {"status": 500}, {"html": True}], ids=str)
    def test_documents_that_cannot_be_had_are_counted(
        self, system: System, fatima: Somebody, fault: dict[str, Any]
    ) -> None:
        case, _document = readable(system, fatima)
        fresh(system)
        system.fault("documenten/enkelvoudiginformatieobjecten", **fault)

        told = fatima.reads(system.page_of(case))

        assert "kunnen wij nu niet tonen" in told
        assert case.identification in told


class TestDownload:
    """Row "Download"."""

    @pytest.mark.parametrize(
        "fault", [{"reset": True}, {"status": 500}, {"status": 403}, {"html": True}], ids=str
    )
    def test_a_friendly_page(self, system: System, fatima: Somebody, fault: dict[str, Any]) -> None:
        case, document = readable(system, fatima)
        system.fault("documenten/bestanden", **fault)

        assert FRIENDLY in fatima.reads(system.page_of(case, f"documenten/{document}/"), status=503)

    def test_404(self, system: System, fatima: Somebody) -> None:
        case, document = readable(system, fatima)
        system.fault("documenten/bestanden", status=404)

        assert fatima.get(system.page_of(case, f"documenten/{document}/")).status_code == 404

    def test_5_s_latency_starts_or_fails_in_time_and_holds_no_connection(
        self, system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case, document = readable(system, fatima)
        monkeypatch.setattr(parallel, "begin", BEGIN)
        monkeypatch.setattr(documents, "SECONDS", 0.2)
        system.fault("documenten/bestanden", latency=2_000)

        assert FRIENDLY in fatima.reads(system.page_of(case, f"documenten/{document}/"), status=503)


def fresh(system: System) -> None:
    """Forget what was kept of this person's cases."""
    parts = {"connection": str(system.key), "applicant": Applicant.person(citizens.FATIMA).key}
    assert copies.purge(cases.APPLICANT_CHANGED, parts)


def age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an hour pass for what was kept: too old to count, and not yet forgotten."""
    monkeypatch.setattr(copies, "get", partial(copies.get, clock=lambda: time.time() + 3_600))
