"""The failure matrix of Mijn zaken beyond its columns: silence, "later please", halves, other types, other people."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from integrations.connections import clients
from integrations.connections.health.reading import known_of
from integrations.connections.models import Connection
from integrations.http import addresses
from integrations.http import reach as reaches
from integrations.sources import alarms
from integrations.zgw.client import cases as client
from portal.cases.queries import asking
from tests.integrations.certificates import Authority, server_context
from tests.integrations.conftest import Listener, listen
from tests.portal import citizens
from tests.portal.cases.people import LIST, Somebody, System
from tests.portal.cases.test_failure_matrix import (
    CASES,
    NONE,
    PANEL,
    TROUBLE,
    UNREADABLE,
    aside,
    fetched,
    fresh,
)
from tests.portal.cases.test_list import CARD, cards

__all__ = ["aside", "listen"]
type Listen = Callable[..., Listener]
STATUSES, LINKS = "zaken/statussen", "zaken/zaakinformatieobjecten"
DOCUMENTS, FILES = "documenten/enkelvoudiginformatieobjecten", "documenten/bestanden"
SOME = "kunnen wij nu niet tonen"
LATE = "Dit duurt langer dan normaal."
NO_ANSWERS: dict[str, dict[str, Any]] = {
    "429": {"status": 429, "retry_after": 60},
    "truncated": {"cut": True},
    "broken JSON": {"broken_json": True},
    "no gzip": {"bad_gzip": True},
    "sent elsewhere": {"redirect": "http://elders.example/inloggen"},
}
column = pytest.mark.parametrize("fault", NO_ANSWERS.values(), ids=list(NO_ANSWERS))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a municipality of the sandbox reach all of this machine."""
    reach = reaches.Reach("sandbox", lambda place: place.host == "127.0.0.1", addresses.is_own)
    monkeypatch.setattr(reaches, "_only", lambda name, url: reach)


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what belongs to a case come a page for each record, where the system has pages."""
    real = clients.every

    def every(asked: Any, path: str, read: Any, **more: Any) -> Any:
        if path == client.STATUSES:
            more["params"] = {**more["params"], "pageSize": "1"}
        return real(asked, path, read, **more)

    monkeypatch.setattr(clients, "every", every)


def moved(system: System, address: str) -> None:
    """Let the system be somewhere else."""
    Connection.objects.filter(pk=system.key).update(address=address)


def is_told(told: str) -> bool:
    return TROUBLE in told or UNREADABLE in told


def far(system: System) -> Any:
    """Choose the case that has come furthest: it has the most statuses."""
    return max(system.cases_of(), key=lambda case: len(case.statuses))


class TestZakenList:
    """Row "Zaken list"."""

    @column
    def test_no_answer_is_a_notice_and_never_nothing(
        self, system: System, fatima: Somebody, fault: dict[str, Any]
    ) -> None:
        system.fault(CASES, **fault)

        told = fatima.reads()

        assert is_told(told)
        assert NONE not in told

    @pytest.mark.fault("F06")
    def test_429_is_left_alone_for_as_long_as_it_asks(self, system: System, fatima: Somebody) -> None:
        system.fault(CASES, status=429, retry_after=60)
        fatima.get()
        before = system.calls()

        assert TROUBLE in fatima.reads()
        assert system.calls() == before

    @pytest.mark.fault("F03")
    def test_30_s_of_silence_give_the_page_at_once_and_the_list_when_it_speaks_again(
        self, system: System, fatima: Somebody, aside: None
    ) -> None:
        system.fault(CASES, hang=True)
        html = fatima.get().content.decode()
        system.fault(CASES)

        late = fetched(fatima, html)

        assert LATE in html
        assert NONE not in html
        assert system.cases_of()[0].identification in late

    @pytest.mark.parametrize(
        "body", [{"results": "geen"}, {"results": [1, "zaak", None]}, "zaken", {"count": 0}, 7], ids=str
    )
    def test_another_type_than_was_agreed_is_a_notice(
        self, system: System, fatima: Somebody, listen: Listen, here: None, body: Any
    ) -> None:
        said = json.dumps(body).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        moved(system, listen(head % len(said) + said).url)

        told = fatima.reads()

        assert is_told(told)
        assert NONE not in told

    @pytest.mark.fault("F15")
    def test_a_certificate_that_nobody_vouches_for_is_a_notice_and_nothing_was_said(
        self, system: System, fatima: Somebody, listen: Listen, here: None, tmp_path: Path
    ) -> None:
        stranger = listen(tls=server_context(Authority().issue("127.0.0.1"), tmp_path))
        moved(system, f"https://127.0.0.1:{stranger.port}")

        told = fatima.reads()

        assert is_told(told)
        assert NONE not in told
        assert not any(citizens.FATIMA.encode() in visit for visit in stranger.visits)

    def test_nobody_listens_is_a_notice(self, system: System, fatima: Somebody, here: None) -> None:
        moved(system, "http://127.0.0.1:1")

        told = fatima.reads()

        assert TROUBLE in told
        assert NONE not in told

    @pytest.mark.parametrize("status", [401, 403])
    def test_a_refusal_stands_where_alerts_come_from(
        self, system: System, fatima: Somebody, status: int
    ) -> None:
        system.fault(CASES, status=status)

        fatima.get()

        known = known_of(fatima.tenant.uuid, system.key)
        assert known.bad_reason == "refused"
        assert known.last(5).outcomes["refused"]

    def test_the_2nd_page_has_all_the_others(
        self, system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        small(monkeypatch)
        found, url = list[str](), LIST
        while url:
            html = fatima.get(url).content.decode()
            found += CARD.findall(html)
            url = next_of(html)

        assert sorted(each.split("/")[3] for each in found) == sorted(
            str(case.uuid) for case in system.cases_of()
        )

    def test_the_2nd_page_that_fails_says_so_and_has_a_way_back(
        self, system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        small(monkeypatch)
        following = next_of(fatima.get().content.decode())
        system.fault(CASES, status=500)

        told = fatima.reads(following)

        assert TROUBLE in told
        assert NONE not in told
        assert "Naar het begin van de lijst" in told

    @pytest.mark.attack("O10")
    @pytest.mark.fault("F19")
    def test_another_persons_record_is_dropped_with_an_alarm(self, system: System, fatima: Somebody) -> None:
        own = {str(case.uuid) for case in system.cases_of()}
        before = alarms.strangers.of("zgw.cases")
        assert cards(fatima)
        assert alarms.strangers.of("zgw.cases") == before  # her own raise none
        fresh(system)
        system.fault(CASES, wrong_person=True)

        found = {url.split("/")[3] for url in cards(fatima)}

        assert found <= own
        assert alarms.strangers.of("zgw.cases") > before


class TestCaseDetail:
    """Row "Case detail"."""

    @column
    def test_no_answer_is_the_frame_with_a_way_to_try_again(
        self, system: System, fatima: Somebody, fault: dict[str, Any]
    ) -> None:
        page = system.page_of(system.cases_of()[0])
        system.fault(CASES, **fault)

        html = fatima.get(page).content.decode()

        assert is_told(html)
        assert f'href="{page}">Opnieuw proberen' in html

    @pytest.mark.fault("F03")
    def test_30_s_of_silence_of_one_panel_give_the_frame_at_once_and_the_case_afterwards(
        self, system: System, fatima: Somebody, aside: None
    ) -> None:
        case = system.cases_of()[0]
        system.fault(STATUSES, hang=True)
        html = fatima.get(system.page_of(case)).content.decode()
        system.fault(STATUSES)

        assert LATE in html
        assert case.identification in fetched(fatima, html)

    @pytest.mark.fault("F08")
    def test_a_missing_field_is_a_notice_in_its_panel(self, system: System, fatima: Somebody) -> None:
        case = far(system)
        system.fault(STATUSES, missing="datumStatusGezet")

        told = fatima.reads(system.page_of(case))

        assert SOME in told
        assert case.identification in told

    def test_404_of_the_timeline_is_a_notice_in_its_panel(self, system: System, fatima: Somebody) -> None:
        """A timeline that is not there is not one in which nothing happened."""
        case = far(system)
        system.fault(STATUSES, status=404)

        assert PANEL in fatima.reads(system.page_of(case))

    def test_the_2nd_page_belongs_to_the_timeline(
        self, system: System, fatima: Somebody, one_by_one: None
    ) -> None:
        case = far(system)

        html = fatima.get(system.page_of(case)).content.decode()

        assert system.calls()["zgw/zaken/statussen"] == len(case.statuses) > 1
        assert len(re.findall(r"denhaag-process-steps__step--(?:checked|current)", html)) == len(
            case.statuses
        )

    def test_the_2nd_page_that_fails_is_a_notice_in_its_panel(
        self, system: System, fatima: Somebody, one_by_one: None
    ) -> None:
        case = far(system)
        system.fault(STATUSES, status=500, from_page=2)

        told = fatima.reads(system.page_of(case))

        assert PANEL in told
        assert case.identification in told

    @pytest.mark.fault("F12")
    @pytest.mark.parametrize("endpoint", [STATUSES, LINKS])
    def test_10_times_the_size_is_a_notice_in_its_panel(
        self, system: System, fatima: Somebody, endpoint: str
    ) -> None:
        case = far(system)
        system.fault(endpoint, large=60)

        told = fatima.reads(system.page_of(case))

        assert PANEL in told
        assert case.identification in told

    @pytest.mark.attack("O10", "O01")
    @pytest.mark.fault("F19")
    @pytest.mark.parametrize("stand_in", ["zgw", "zgw-1.0"])
    def test_another_persons_record_does_not_exist(
        self, connect: Callable[..., System], fatima: Somebody, stand_in: str
    ) -> None:
        system = connect(stand_in)
        page = system.page_of(system.cases_of()[0])
        assert fatima.get(page).status_code == 200
        fresh(system)
        system.fault(CASES, wrong_person=True)

        assert fatima.get(page).status_code == 404


def chosen(monkeypatch: pytest.MonkeyPatch, **options: Any) -> None:
    """Let the municipality have chosen something else."""
    real = asking.options_of
    monkeypatch.setattr(asking, "options_of", lambda settings: replace(real(settings), **options))


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have lists come in small parts."""
    chosen(monkeypatch, page_size=5)


def next_of(html: str) -> str:
    """Answer where the next part is; empty where there is none."""
    found = re.findall(r'href="(\?na=[^"]+)"', html)
    return LIST + unescape(found[0]) if found else ""
