"""Somebody adds documents to their case, and sees how it goes (P-165, P-166, I-080)."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations.outbox.types import State as Delivered
from portal.cases.models import CaseTypeSettings, LinkSettings
from portal.cases.uploading.forms import _key_of
from portal.cases.uploading.models import Piece, Upload, UploadSettings
from portal.cases.uploading.operations import forgetting
from portal.cases.uploading.queries import sent
from portal.cases.uploading.types import ACTIVITY, State
from tenants.audit.models import AuditRecord
from tenants.processing.models import Record
from tests.portal import citizens
from tests.portal.cases.people import Somebody, System
from tests.portal.cases.uploading.conftest import (
    PDF,
    Desk,
    allow,
    close_step,
    offered,
    running,
)

LINKS = "zaken/zaakinformatieobjecten"
DOCUMENTS = "documenten/enkelvoudiginformatieobjecten"


@pytest.mark.covers("P-165", "I-080")
def test_what_is_sent_is_received_brought_and_then_gone_from_here(desk: Desk) -> None:
    told = desk.says(("Loonstrook mei.pdf", PDF), kind="Bewijsstuk")
    row = Upload.objects.get()
    assert "Wij hebben uw document ontvangen: Loonstrook mei.pdf" in told
    assert f"Ontvangstnummer {sent.number_of(row.pk)}" in told
    assert "ontvangen" in told
    assert (row.state, row.kind, row.format) == (State.QUEUED, "Bewijsstuk", "application/pdf")

    assert desk.deliver() == [Delivered.DONE]

    told = desk.reads()
    assert "Het staat bij uw zaak." in told
    assert told.count("Loonstrook mei") > 1  # among the documents of the case too
    assert not Piece.objects.exists()


def test_while_it_waits_nothing_of_it_can_be_read_in_the_database(desk: Desk) -> None:
    desk.send(("Loonstrook.pdf", PDF + b"geheim"))

    (row,), (piece,) = Upload.objects.all(), Piece.objects.all()
    kept = "".join(str.__str__(each) for each in (row.name, piece.content))
    assert "Loonstrook" not in kept
    assert "geheim" not in kept
    assert sent.KeptFile(row).read(0, row.size) == PDF + b"geheim"


@pytest.mark.covers("P-165", "I-080")
def test_several_at_once_each_have_their_own_answer(desk: Desk) -> None:
    told = desk.says(("een.pdf", PDF), ("twee.pdf", b"geen pdf"), ("drie.pdf", PDF + b"3"))

    assert "Wij hebben uw documenten ontvangen: een.pdf, drie.pdf" in told
    assert "twee.pdf: In dit bestand zit iets anders" in told
    assert sorted(sent.name_of(row) for row in Upload.objects.all()) == ["drie.pdf", "een.pdf"]


@pytest.mark.covers("I-080", "M-09")
def test_the_same_form_sent_twice_is_one(desk: Desk) -> None:
    form = uuid.uuid4()

    for _time in range(2):
        desk.send(PDF, sending=form)
    assert Upload.objects.count() == 1

    desk.send(PDF)  # another form: somebody wants it
    assert Upload.objects.count() == 2


@pytest.mark.covers("P-165")
def test_the_kind_is_asked_for_only_where_there_are_several(
    system: System, fatima: Somebody, scanner: Any
) -> None:
    case = running(system)
    allow(system, case, "Bewijsstuk")
    desk = Desk(system, fatima, case)

    html = fatima.get(desk.url).content.decode()
    assert offered(html) == []
    desk.send(PDF)

    assert Upload.objects.get().kind == "Bewijsstuk"


@pytest.mark.covers("P-165")
def test_the_form_stands_on_the_page_of_the_case_with_what_the_municipality_says(
    system: System, fatima: Somebody, scanner: Any
) -> None:
    case = running(system)
    row = allow(system, case, "Bewijsstuk")
    close_step(system, case, row, upload_enabled=True, upload_text="Stuur ons uw loonstroken.")

    html = fatima.get(system.page_of(case)).content.decode()

    assert "Stuur ons uw loonstroken." in html
    assert f'action="{system.page_of(case)}documenten/toevoegen/"' in html
    assert 'enctype="multipart/form-data"' in html


@pytest.mark.covers("P-166", "I-081")
def test_elsewhere_is_a_link_and_no_form(system: System, fatima: Somebody, monkeypatch: Any) -> None:
    case, url = running(system), "https://formulieren.voorbeeld.nl/stukken"
    LinkSettings.objects.create(id=1, hosts="formulieren.voorbeeld.nl")
    allow(system, case, "Bewijsstuk", upload_enabled=False, upload_url=url)

    html = fatima.get(system.page_of(case)).content.decode()

    assert f'href="{url}" rel="noopener noreferrer"' in html
    assert "documenten/toevoegen/" not in html
    assert fatima.get(f"{system.page_of(case)}documenten/toevoegen/").status_code == 403


@pytest.mark.attack("O04")
@pytest.mark.covers("I-080", "P-165")
def test_what_is_not_offered_is_not_taken_either(desk: Desk) -> None:
    form = desk.form(PDF)
    close_step(desk.system, desk.case, CaseTypeSettings.objects.get())
    before = desk.system.calls()

    refused = desk.somebody.client.post(desk.url, form)

    assert refused.status_code == 403
    assert "U kunt aan deze zaak nu geen documenten toevoegen." in refused.content.decode()
    assert not Upload.objects.exists()
    assert desk.system.calls() == before


@pytest.mark.attack("O04")
def test_a_case_that_has_ended_takes_nothing(system: System, fatima: Somebody, scanner: Any) -> None:
    case = next(each for each in system.cases_of() if each.ended)
    allow(system, case, "Bewijsstuk")

    answer = fatima.client.post(f"{system.page_of(case)}documenten/toevoegen/", {})

    assert answer.status_code == 403
    assert not Upload.objects.exists()


@pytest.mark.attack("O04")
@pytest.mark.covers("P-154")
def test_the_case_of_somebody_else_does_not_exist(desk: Desk, person: Callable[..., Somebody]) -> None:
    stranger = person(citizens.citizen(citizens.OTHER))
    form = desk.form(PDF)

    assert stranger.client.post(desk.url, form).status_code == 404
    assert stranger.get(desk.url).status_code == 404
    assert not Upload.objects.exists()
    assert desk.somebody.client.post(desk.url, desk.form(PDF)).status_code == 302  # the negative control


@pytest.mark.attack("O04")
def test_a_kind_that_is_not_allowed_is_not_taken(desk: Desk) -> None:
    form = desk.form(PDF)
    (besluit,) = [one for one in desk.case.type.documents if one.name == "Besluit"]

    told = desk.somebody.client.post(desk.url, {**form, "document-kind": _key_of(besluit)})  # type: ignore[arg-type]

    assert "Kies wat voor document het is." in told.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.attack("O04")
def test_who_has_sent_much_in_a_day_is_asked_to_wait(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.cases.uploading.receiving.MOST_A_DAY", 2)

    told = desk.says(("1.pdf", PDF), ("2.pdf", PDF), ("3.pdf", PDF))

    assert "3.pdf: U hebt vandaag al veel gestuurd" in told
    assert Upload.objects.count() == 2
    Upload.objects.update(received_at=timezone.now() - timedelta(days=2))
    desk.send(("3.pdf", PDF))
    assert Upload.objects.count() == 3


@pytest.mark.covers("I-022")
def test_a_municipality_says_what_it_takes(desk: Desk) -> None:
    settings = UploadSettings(endings=".PDF, png", largest=1)
    settings.full_clean()
    settings.save()

    assert settings.endings == "pdf png"
    told = desk.says(("a.docx", b"x"), ("b.pdf", PDF + b"\0" * 1_000_001), ("c.pdf", PDF))

    assert "a.docx: Deze soort bestanden nemen wij niet aan. Bewaar het als pdf of png." in told
    assert "b.pdf: Dit bestand is te groot. Het mag ten hoogste 1 MB zijn." in told
    assert [sent.name_of(row) for row in Upload.objects.all()] == ["c.pdf"]


@pytest.mark.parametrize("files", [[], [PDF] * 11], ids=["none", "too many"])
def test_no_files_or_too_many_are_said_beside_the_field(desk: Desk, files: list[bytes]) -> None:
    told = desk.says(*files)

    assert ("Kies een bestand." if not files else "Stuur er ten hoogste 10 tegelijk.") in told
    assert not Upload.objects.exists()


@pytest.mark.covers("P-264")
def test_who_sends_and_what_was_sent_on_is_written_down(desk: Desk) -> None:
    form = desk.form(("Loonstrook.pdf", PDF))
    before = Record.objects.filter(activity=ACTIVITY).count()

    desk.somebody.client.post(desk.url, form)
    desk.deliver()

    kinds = Record.objects.filter(activity=ACTIVITY).order_by("pk").values_list("actor_kind", "source")
    assert list(kinds)[before:] == [("self", ""), ("system", "case_system")]
    record = AuditRecord.objects.get(action="cases.document_sent")
    assert "Loonstrook" not in repr(vars(record))


def test_what_others_sent_for_the_same_case_is_theirs(desk: Desk) -> None:
    desk.send(("Loonstrook.pdf", PDF))
    Upload.objects.update(whose="somebody else")

    assert "Loonstrook" not in desk.reads()


def test_after_ninety_days_nothing_is_left(desk: Desk) -> None:
    desk.send(PDF)
    forgetting.forget(timezone.now() + timedelta(days=91))
    assert Upload.objects.count() == 1  # it waits still

    desk.deliver()
    forgetting.forget(timezone.now() + timedelta(days=89))
    assert Upload.objects.count() == 1
    forgetting.forget(timezone.now() + timedelta(days=91))
    assert not Upload.objects.exists()


def test_the_page_asks_how_it_goes_while_something_is_under_way_and_then_no_longer(desk: Desk) -> None:
    desk.send(PDF)
    url = desk.system.page_of(desk.case, "documenten/ingestuurd/")
    part = {"headers": {"HX-Request": "true"}}

    assert "hx-get" in desk.somebody.get(f"{url}?poging=1", **part).content.decode()
    assert "hx-get" not in desk.somebody.get(f"{url}?poging=20", **part).content.decode()
    assert desk.somebody.get(url).status_code == 302
    desk.deliver()
    assert "hx-get" not in desk.somebody.get(f"{url}?poging=1", **part).content.decode()
