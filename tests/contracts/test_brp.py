"""The BRP both ways: what our client asks, and what the stand-ins answer, is as the published contracts say (M-14)."""

from collections.abc import Iterator
from typing import Any

import pytest

from integrations.connections import clients
from integrations.haalcentraal import client, fields
from integrations.haalcentraal.fields import Version
from integrations.haalcentraal.types import Purpose
from integrations.http import pools
from integrations.outcomes import Kind as Outcome
from integrations.sandbox.web import Request, Response
from integrations.sandbox.world.identifiers import BSNS
from integrations.sandbox.world.residents import residents
from tests.contracts.documents import Documents
from tests.contracts.exchanges import Contract
from tests.integrations.conftest import sandbox_tenant
from tests.integrations.doorways.conftest import BY_NAME, Doors, _served, doors

__all__ = ["_served", "doors", "sandbox_tenant"]
pytestmark = pytest.mark.covers("M-14", "I-141", "I-142")
FATIMA, *_ = residents()
NOBODY = BSNS[100]
PURPOSE = Purpose("0" * 20, "Inzage", "Mijn gegevens@inzage", "1" * 20)
OLDER = "brp/personen-1.3.yaml"
NEWER = ("brp/personen-2.0.yaml", "brp/personen-2.1.yaml")
ALONG = {"inOnderzoek", "geheimhoudingPersoonsgegevens", "opschortingBijhouding", "rni", "verificatie"}
"""What version 2 tells unasked, and refuses to be asked for."""

NO_WARNING = "the header warning is missing"
"""It comes when a version is being phased out, says the contract, and else does not."""


def contracts(stand_in: str) -> list[Contract]:
    files = (OLDER,) if stand_in == "brp-1.3" else NEWER
    return [Contract(file, f"/{stand_in}", admits="") for file in files]


@pytest.fixture(params=["brp", "brp-1.3"])
def stand_in(request: pytest.FixtureRequest) -> str:
    return request.param  # type: ignore[no-any-return]


def ask(doors: Doors, stand_in: str, bsn: str) -> Any:
    pools.POOL.clear()
    access = doors.access(BY_NAME[stand_in])
    assert doors.tenant
    with clients.open(access, tenant=doors.tenant) as session:
        return client.people(session, bsn, PURPOSE, client.version_of(access))


def faults(stand_in: str, passed: list[tuple[Request, Response]]) -> Iterator[str]:
    for contract in contracts(stand_in):
        for request, response in passed:
            yield from contract.request_faults(request)
            yield from (fault for fault in contract.answer_faults(request, response) if fault != NO_WARNING)


def test_everybody_is_asked_for_and_told_as_the_contract_says(doors: Doors, stand_in: str) -> None:
    kinds = {ask(doors, stand_in, bsn).kind for bsn in residents()}

    assert kinds == {Outcome.OK}
    assert len(doors.passed) == len(residents())
    assert list(faults(stand_in, doors.passed)) == []


def test_who_is_not_there_is_told_as_the_contract_says(doors: Doors, stand_in: str) -> None:
    kind = ask(doors, stand_in, NOBODY).kind

    assert kind is (Outcome.EMPTY if stand_in == "brp" else Outcome.NOT_FOUND)
    assert list(faults(stand_in, doors.passed)) == []


def test_what_is_refused_is_refused_as_the_contract_says(doors: Doors, stand_in: str) -> None:
    doors.fault(stand_in, status=403)

    assert ask(doors, stand_in, FATIMA).kind is Outcome.FORBIDDEN
    assert list(faults(stand_in, doors.passed)) == []


def test_an_answer_that_is_not_as_the_contract_says_is_found(doors: Doors, stand_in: str) -> None:
    """The negative control."""
    doors.alter = lambda request, response: Response(
        response.content.replace(b'"burgerservicenummer"', b'"bsn"'),
        200,
        response.content_type,
        response.headers,
    )
    ask(doors, stand_in, FATIMA)

    assert any("bsn is not in the contract" in fault for fault in faults(stand_in, doors.passed))


@pytest.mark.parametrize("file", [OLDER, *NEWER])
def test_every_field_that_is_asked_exists(file: str) -> None:
    documents = Documents(file)
    is_older = file == OLDER
    person = documents.document["components"]["schemas"]["IngeschrevenPersoon" if is_older else "Persoon"]

    unknown = [
        path
        for path in fields.asked(Version.OLDER if is_older else Version.NEWER)
        if not exists(documents, person, path.split("."))
    ]

    assert unknown == []
    assert not exists(documents, person, ["naam", "bijnaam"])


def test_what_comes_unasked_is_not_asked() -> None:
    assert not ALONG & {part for path in fields.asked(Version.NEWER) for part in path.split(".")}


def test_the_stand_in_answers_no_more_than_was_asked(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "asked", lambda version: ["burgerservicenummer", "naam.voorletters"])

    (newer,) = ask(doors, "brp", FATIMA).value
    (older,) = ask(doors, "brp-1.3", FATIMA).value

    assert newer == {"burgerservicenummer": FATIMA, "naam": {"voorletters": "F."}}
    assert {name: told for name, told in older.items() if name != "_links"} == newer


@pytest.mark.parametrize(
    "asked", ["geheimhoudingPersoonsgegevens", "naam.bijnaam", "verblijfplaats.inOnderzoek"]
)
def test_the_stand_in_refuses_what_may_not_be_asked(
    doors: Doors, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fields, "asked", lambda version: ["burgerservicenummer", asked])

    assert ask(doors, "brp", FATIMA).kind is Outcome.MALFORMED
    assert doors.passed[-1][1].status == 400
    assert [fault for one in contracts("brp") for fault in one.answer_faults(*doors.passed[-1])] == []


def exists(
    documents: Documents, schema: dict[str, Any], way: list[str], seen: frozenset[int] = frozenset()
) -> bool:
    """Tell whether a path leads somewhere, through whatever is composed or chosen by its type."""
    schema = documents.resolve(schema)
    if not way or id(schema) in seen:
        return not way
    name, *rest = way
    inner = [
        *schema.get("allOf", ()),
        *({"$ref": place} for place in schema.get("discriminator", {}).get("mapping", {}).values()),
        *([schema["items"]] if "items" in schema else []),
    ]
    found = schema.get("properties", {}).get(name)
    if found is not None and exists(documents, found, rest):
        return True
    return any(exists(documents, one, way, seen | {id(schema)}) for one in inner)
