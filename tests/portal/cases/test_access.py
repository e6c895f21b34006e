"""What is not yours does not exist: cases and documents of others (O01 to O03, O10)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from integrations.zgw.types import Confidentiality
from integrations.zgw.types.documents import Download
from portal.cases.models import CaseSettings
from portal.core.printing import operations as printing
from tests.portal import citizens
from tests.portal.cases.people import LIST, Somebody, System
from tests.portal.cases.test_list import cards

PATHS = ["", "agenda/", "pdf/", "documenten/{document}/"]


def strange(system: System) -> Any:
    """A case of somebody else, of a kind for citizens."""
    hers = {case.uuid for case in system.cases_of()}
    return next(
        case
        for case in system.world.cases.values()
        if case.uuid not in hers and not case.type.is_internal and list(system.world.links_of(case.uuid))
    )


def levels(cases: Confidentiality, documents: Confidentiality) -> None:
    CaseSettings.objects.update(max_confidentiality=cases.value, max_document_confidentiality=documents.value)


@pytest.mark.attack("O01")
@pytest.mark.covers("P-154", "architecture P2")
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("stand_in", ["zgw", "zgw-1.0", "esuite"])
def test_a_case_of_somebody_else_looks_like_none_by_every_address(
    connect: Callable[..., System], fatima: Somebody, stand_in: str, path: str
) -> None:
    system = connect(stand_in)
    other = strange(system)
    link = next(iter(system.world.links_of(other.uuid)))
    at = path.format(document=link.document)

    theirs = fatima.get(system.page_of(other, at))
    none = fatima.get(system.page_of(uuid.uuid4(), at))

    assert (theirs.status_code, none.status_code) == (404, 404)
    same = theirs.content.decode().replace(str(other.uuid), "")
    assert other.identification not in same
    assert other.type.name not in same
    for method in ("head", "options"):
        assert getattr(fatima.client, method)(system.page_of(other, at)).status_code in {404, 405}


@pytest.mark.attack("O01")
@pytest.mark.parametrize("path", ["", "pdf/"])
def test_ones_own_case_is_there(
    system: System, fatima: Somebody, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "draw", lambda html, files, *, base: b"%PDF-")

    assert fatima.get(system.page_of(system.cases_of()[0], path)).status_code == 200


@pytest.mark.attack("O01")
def test_a_system_of_which_the_key_is_made_up_is_not_asked(system: System, fatima: Somebody) -> None:
    case = system.cases_of()[0]

    assert fatima.get(f"{LIST}{uuid.uuid4()}/{case.uuid}/").status_code == 404
    assert sum(system.calls().values()) == 0


@pytest.mark.attack("O01")
@pytest.mark.parametrize("path", ["", "agenda/", "pdf/", "documenten/5a0e5b0c-4b1d-4f6e-9d2b-7c1f6f1a2b3c/"])
def test_who_has_not_signed_in_is_asked_to_before_anything_is_asked(
    system: System, inside: Any, client_of: Callable[..., Any], path: str
) -> None:
    response = client_of(inside).get(system.page_of(system.cases_of()[0], path))

    assert response.status_code == 302
    assert sum(system.calls().values()) == 0


@pytest.mark.attack("O02")
@pytest.mark.covers("I-074")
def test_a_case_that_is_too_confidential_is_not_there(system: System, fatima: Somebody) -> None:
    secret = next(case for case in system.cases_of() if case.type.confidentiality != "openbaar")
    assert fatima.get(system.page_of(secret)).status_code == 200

    levels(Confidentiality.PUBLIC, Confidentiality.TOP_SECRET)

    assert fatima.get(system.page_of(secret)).status_code == 404
    assert not any(str(secret.uuid) in url for url in cards(fatima))
    assert cards(fatima)


@pytest.mark.attack("O02")
@pytest.mark.covers("I-074")
def test_a_case_of_an_internal_kind_is_not_there(system: System, fatima: Somebody) -> None:
    inner = next(
        case
        for case in system.world.cases.values()
        if case.type.is_internal and getattr(case.roles[0].party, "bsn", "") == citizens.FATIMA
    )

    assert fatima.get(system.page_of(inner)).status_code == 404
    assert not any(str(inner.uuid) in url for url in cards(fatima))


@pytest.mark.attack("O02")
@pytest.mark.covers("I-073")
def test_who_is_only_concerned_in_a_case_does_not_see_it_unless_the_municipality_wants_that(
    system: System, person: Callable[..., Somebody]
) -> None:
    found = [
        (case, role.party.bsn)
        for case in system.world.cases.values()
        for role in case.roles[1:]
        if role.type.generic == "belanghebbende" and hasattr(role.party, "bsn") and not case.type.is_internal
    ]
    case, bsn = next((case, bsn) for case, bsn in found if getattr(case.roles[0].party, "bsn", "") != bsn)
    neighbour = person(citizens.citizen(bsn))

    assert neighbour.get(system.page_of(case)).status_code == 404
    CaseSettings.objects.update(contacts_may_look=True, advisers_may_look=True)
    assert neighbour.get(system.page_of(case)).status_code == 404
    CaseSettings.objects.update(interested_may_look=True)
    assert neighbour.get(system.page_of(case)).status_code == 200


@pytest.mark.attack("O03")
@pytest.mark.covers("P-164", "I-079")
def test_a_document_is_let_through_as_a_file_that_does_nothing(system: System, fatima: Somebody) -> None:
    case, document = readable(system, fatima)

    response = fatima.get(system.page_of(case, f"documenten/{document}/"), headers={"Range": "bytes=0-1"})
    content = b"".join(response.streaming_content)

    assert response.status_code == 200
    assert len(content) == int(response["Content-Length"])
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.attack("O03")
def test_a_document_of_another_case_is_not_there(system: System, fatima: Somebody) -> None:
    case, document = readable(system, fatima)
    elsewhere = next(each for each in system.cases_of() if each.uuid != case.uuid)

    assert fatima.get(system.page_of(elsewhere, f"documenten/{document}/")).status_code == 404


@pytest.mark.attack("O03")
def test_a_document_that_is_too_confidential_or_not_finished_is_not_there(
    system: System, fatima: Somebody
) -> None:
    case, document = readable(system, fatima)
    every = {str(link.document) for each in system.cases_of() for link in system.world.links_of(each.uuid)}
    html = "".join(fatima.get(system.page_of(each)).content.decode() for each in system.cases_of())
    hidden = next(key for key in every if key not in html)
    where = next(
        each
        for each in system.cases_of()
        if hidden in {str(link.document) for link in system.world.links_of(each.uuid)}
    )

    assert fatima.get(system.page_of(where, f"documenten/{hidden}/")).status_code == 404
    there = fatima.get(system.page_of(case, f"documenten/{document}/"))
    assert there.status_code == 200
    there.close()


def test_a_file_that_nobody_reads_is_let_go(
    system: System, fatima: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, document = readable(system, fatima)
    real, closed = Download.close, list[bool]()

    def close(self: Download) -> None:
        closed.append(True)
        real(self)

    monkeypatch.setattr(Download, "close", close)

    fatima.get(system.page_of(case, f"documenten/{document}/")).close()

    assert closed


@pytest.mark.attack("O10")
@pytest.mark.fault("F19")
def test_a_case_of_somebody_else_in_the_answer_is_not_shown(system: System, fatima: Somebody) -> None:
    hers = {str(case.uuid) for case in system.cases_of()}
    system.fault("zaken/zaken", wrong_person=True)

    found = {url.split("/")[3] for url in cards(fatima)}

    assert found <= hers


@pytest.mark.attack("O08")
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_of_cases_change_nothing(system: System, fatima: Somebody, method: str) -> None:
    case = system.cases_of()[0]

    for path in (LIST, system.page_of(case), system.page_of(case, "agenda/"), system.page_of(case, "pdf/")):
        assert getattr(fatima.client, method)(path).status_code in {403, 405}


def readable(system: System, fatima: Somebody) -> tuple[Any, str]:
    """Find a case of hers with a document that she may open."""
    for case in system.cases_of():
        html = fatima.get(system.page_of(case)).content.decode()
        for link in system.world.links_of(case.uuid):
            if f"documenten/{link.document}/" in html:
                return case, str(link.document)
    raise AssertionError("no document may be opened")
