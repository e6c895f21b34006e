"""The failure matrix of documents of cases, beyond its columns: what is there, and a file that is read."""

from typing import Any

import pytest

from integrations.errors import UnavailableError
from portal.cases.views import documents
from tenants import parallel
from tests.portal.cases.people import Somebody, System
from tests.portal.cases.test_access import readable
from tests.portal.cases.test_failure_matrix import (
    BEGIN,
    CASES,
    FRIENDLY,
    PANEL,
    aside,
    fetched,
    fresh,
)
from tests.portal.cases.test_failure_matrix_further import DOCUMENTS, LATE, LINKS, NO_ANSWERS, SOME, chosen

__all__ = ["aside"]
FILES = "documenten/bestanden"


@pytest.fixture
def forgotten(system: System, fatima: Somebody) -> Any:
    """Find a case of hers with a document, and forget that it was looked for.

    Named before ``aside``, whose moment is too short to find it in on a busy machine.
    """
    case, _document = readable(system, fatima)
    fresh(system)
    return case


class TestDocumentsList:
    """Row "Documents list"."""

    @pytest.mark.parametrize(
        "fault", [*NO_ANSWERS.values(), {"status": 401}, {"status": 404}], ids=[*NO_ANSWERS, "401", "404"]
    )
    def test_no_answer_is_a_notice_in_its_panel_and_never_none(
        self, system: System, fatima: Somebody, fault: dict[str, Any]
    ) -> None:
        case, _links = system.with_documents()
        system.fault(LINKS, **fault)

        told = fatima.reads(system.page_of(case))

        assert PANEL in told
        assert "Er zijn geen documenten" not in told
        assert case.identification in told

    @pytest.mark.fault("F03")
    def test_5_s_latency_has_a_deadline_after_which_the_page_is_there(
        self, system: System, fatima: Somebody, forgotten: Any, aside: None
    ) -> None:
        system.fault(DOCUMENTS, latency=600)

        html = fatima.get(system.page_of(forgotten)).content.decode()

        assert LATE in html
        assert forgotten.identification in fetched(fatima, html)

    @pytest.mark.fault("F08")
    def test_a_missing_field_hides_the_item_and_counts_it(self, system: System, fatima: Somebody) -> None:
        case, document = readable(system, fatima)
        fresh(system)
        system.fault(DOCUMENTS, missing="url")

        told = fatima.get(system.page_of(case)).content.decode()

        assert document not in told
        assert SOME in told

    def test_10_times_as_many_are_as_many_as_fit_and_that_is_told(
        self, system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = next(one for one in system.cases_of() if len(list(system.world.links_of(one.uuid))) > 1)
        more = "Er zijn meer documenten dan wij hier tonen"
        assert more not in fatima.reads(system.page_of(case))
        chosen(monkeypatch, most_documents=1)

        html = fatima.get(system.page_of(case)).content.decode()

        assert html.count("/documenten/") <= 1
        assert more in html


class TestDownload:
    """Row "Download"."""

    @pytest.mark.parametrize(
        "fault",
        [{"status": 401}, *(NO_ANSWERS[name] for name in ("429", "sent elsewhere"))],
        ids=["401", "429", "sent elsewhere"],
    )
    def test_no_answer_is_a_friendly_page(
        self, system: System, fatima: Somebody, fault: dict[str, Any]
    ) -> None:
        case, document = readable(system, fatima)
        system.fault(FILES, **fault)

        assert FRIENDLY in fatima.reads(system.page_of(case, f"documenten/{document}/"), status=503)

    @pytest.mark.fault("F03")
    def test_30_s_of_silence_are_a_friendly_page_in_time(
        self, system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case, document = readable(system, fatima)
        monkeypatch.setattr(parallel, "begin", BEGIN)
        monkeypatch.setattr(documents, "SECONDS", 0.2)
        system.fault(FILES, hang=True)

        assert FRIENDLY in fatima.reads(system.page_of(case, f"documenten/{document}/"), status=503)

    @pytest.mark.fault("F11", "F20")
    def test_a_truncated_file_never_looks_whole(self, system: System, fatima: Somebody) -> None:
        case, document = readable(system, fatima)
        system.fault(FILES, cut=True)
        response = fatima.get(system.page_of(case, f"documenten/{document}/"))
        pieces = list[bytes]()

        with pytest.raises(UnavailableError):
            pieces += response.streaming_content
        response.close()

        assert sum(map(len, pieces)) < int(response["Content-Length"])

    @pytest.mark.attack("O10", "O03")
    @pytest.mark.fault("F19")
    def test_another_persons_record_does_not_exist(self, system: System, fatima: Somebody) -> None:
        case, document = readable(system, fatima)
        fresh(system)
        system.fault(CASES, wrong_person=True)

        answer = fatima.get(system.page_of(case, f"documenten/{document}/"))

        assert answer.status_code == 404
