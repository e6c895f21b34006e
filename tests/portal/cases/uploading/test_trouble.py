"""What was accepted is not lost, and what nobody could examine is not accepted (matrix row "Upload", W13, F59)."""

import io
import zipfile
from typing import Any

import pytest

from integrations.outbox import operations as outbox
from integrations.outbox import queries as deliveries
from integrations.outbox.models import Item
from integrations.outbox.types import State as Delivered
from integrations.sandbox.scanner.finding import EICAR
from integrations.sandbox.scanner.server import Scanner
from integrations.virus import operations as virus
from portal.accounts.operations import erasing
from portal.cases.uploading import handing_over
from portal.cases.uploading.models import Piece, Upload
from portal.cases.uploading.operations.accepting import KIND
from portal.cases.uploading.types import State
from tenants.audit import SYSTEM
from tenants.audit.models import AuditRecord
from tests.integrations.zgw.test_sending import NEIGHBOUR
from tests.portal.cases.test_failure_matrix import age, fresh
from tests.portal.cases.uploading.conftest import PDF, Desk

CASES = "zaken/zaken"
DOCUMENTS = "documenten/enkelvoudiginformatieobjecten"
UNEXAMINED = "Wij kunnen bestanden nu niet nakijken op virussen"


def with_virus(name: str) -> tuple[str, bytes]:
    if name.endswith("docx"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("[Content_Types].xml", b"")
            archive.writestr("word/document.xml", EICAR)
        return name, packed.getvalue()
    return name, (PDF if name.endswith("pdf") else b"") + EICAR


class TestVirus:
    """Attack W13."""

    @pytest.mark.attack("W13")
    @pytest.mark.covers("I-080")
    @pytest.mark.parametrize("name", ["brief.txt", "brief.pdf", "brief.docx"])
    def test_a_file_with_a_virus_is_not_kept(self, desk: Desk, name: str) -> None:
        told = desk.says(with_virus(name), ("schoon.pdf", PDF))

        assert f"{name}: In dit bestand zit een virus. Wij hebben het niet bewaard." in told
        assert Upload.objects.count() == 1  # the clean one
        assert AuditRecord.objects.filter(action="cases.document_infected").count() == 1

    @pytest.mark.attack("W13")
    @pytest.mark.fault("F59")
    @pytest.mark.parametrize("trouble", ["down", "silent", "odd", "old", "too large"])
    def test_what_nobody_could_examine_is_not_taken_and_the_rest_of_the_page_works(
        self, desk: Desk, scanner: Scanner, settings: Any, monkeypatch: pytest.MonkeyPatch, trouble: str
    ) -> None:
        form = desk.form(PDF)
        if trouble == "down":
            settings.CLAMD_ADDRESS = "unix:///nowhere/clamd.sock"
        if trouble == "silent":
            scanner.is_silent = True
            real = virus.examine
            monkeypatch.setattr(virus, "examine", lambda pieces: real(pieces, seconds=0.2))
        if trouble == "odd":
            scanner.answer = b"stream: misschien\0"
        if trouble == "old":
            scanner.made = scanner.made.replace(year=2020)
        if trouble == "too large":
            scanner.largest = 5

        response = desk.somebody.client.post(desk.url, form)

        assert response.status_code == 503
        assert UNEXAMINED in response.content.decode()
        assert not Upload.objects.exists()
        assert desk.case.identification in desk.reads()


class TestUpload:
    """Row "Upload" of the failure matrix."""

    @pytest.mark.fault("F01", "F06", "F09")
    @pytest.mark.covers("M-09")
    @pytest.mark.parametrize(
        "fault", [{"reset": True}, {"status": 500}, {"html": True}], ids=["refused", "500", "HTML 200"]
    )
    def test_queued_and_kept(self, desk: Desk, fault: dict[str, Any]) -> None:
        desk.system.fault(DOCUMENTS, **fault)
        desk.send(("Loonstrook.pdf", PDF))

        assert desk.deliver() == [Delivered.WAITING]
        assert "Wij bewaren het en proberen het vanzelf opnieuw." in desk.reads()
        assert Piece.objects.exists()

        desk.system.fault(DOCUMENTS)
        Item.objects.update(next_attempt_at=Upload.objects.get().received_at)
        assert desk.deliver() == [Delivered.DONE]
        assert not Piece.objects.exists()

    @pytest.mark.parametrize("status", [401, 403, 404])
    def test_a_clear_refusal_with_the_file_kept_until_it_is_offered_again(
        self, desk: Desk, status: int
    ) -> None:
        desk.system.fault(DOCUMENTS, status=status)
        desk.send(PDF)

        assert desk.deliver() == [Delivered.DEAD]
        assert "De gemeente weet ervan en kijkt ernaar." in desk.reads()

        desk.system.fault(DOCUMENTS)
        assert outbox.offer_again(Item.objects.get(kind=KIND).pk, by=SYSTEM)
        assert Upload.objects.get().state == State.QUEUED
        assert desk.deliver() == [Delivered.DONE]

    @pytest.mark.fault("F01")
    def test_while_the_system_is_away_it_is_accepted_for_a_case_that_is_known(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        form = desk.form(PDF)
        desk.reads()
        age(monkeypatch)
        desk.system.fault(CASES, status=503)

        assert desk.somebody.client.post(desk.url, form).status_code == 302
        assert desk.deliver() == [Delivered.WAITING]

    @pytest.mark.fault("F01")
    @pytest.mark.attack("O04")
    def test_for_a_case_that_nobody_can_prove_nothing_is_taken(self, desk: Desk) -> None:
        form = desk.form(PDF)
        fresh(desk.system)
        desk.system.fault(CASES, status=503)

        response = desk.somebody.client.post(desk.url, form)

        assert response.status_code == 503
        assert "Wij hebben niets van u ontvangen." in response.content.decode()
        assert not Upload.objects.exists()

    def test_5_s_latency_shows_progress(self, desk: Desk) -> None:
        desk.send(PDF)
        Upload.objects.update(state=State.SENDING)

        assert "wordt doorgegeven" in desk.reads()

    def test_10_times_the_size_goes_in_parts(self, desk: Desk) -> None:
        desk.send(("groot.pdf", PDF + b"\0" * 9_000_000))

        assert desk.deliver() == [Delivered.DONE]
        assert desk.system.calls()["zgw/documenten/bestanden"] == 3

    @pytest.mark.attack("O04")
    def test_who_lost_their_part_in_the_case_meanwhile_sends_nothing(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.send(PDF)
        monkeypatch.setattr(handing_over, "_applicant", lambda told: NEIGHBOUR)
        before = desk.system.calls()

        assert desk.deliver() == [Delivered.DEAD]
        assert Upload.objects.get().reason == "no case"
        (line,) = deliveries.lines(Item.objects.filter(kind=KIND))
        assert "Het zaaksysteem laat deze zaak niet zien" in line.reason
        assert "kies dan Intrekken en laat dat de inwoner weten" in line.advice
        assert desk.system.calls()[f"zgw/{DOCUMENTS}"] == before[f"zgw/{DOCUMENTS}"]

    def test_what_is_withdrawn_is_forgotten(self, desk: Desk) -> None:
        desk.send(PDF)

        assert outbox.withdraw(Item.objects.get(kind=KIND).pk, by=SYSTEM)

        assert "ingetrokken" in desk.reads()
        assert not Piece.objects.exists()

    @pytest.mark.attack("O15")
    def test_who_is_erased_leaves_nothing_behind(self, desk: Desk) -> None:
        desk.send(PDF)

        erasing.erase(Upload.objects.get().user)

        assert not Upload.objects.exists()
        assert not Piece.objects.exists()
        assert not Item.objects.filter(kind=KIND).exists()
