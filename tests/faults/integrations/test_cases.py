"""Case systems over real sockets: what cases are linked to is gone, and a document's stream dies half-way."""

import uuid
from collections.abc import Callable

import pytest

from integrations.connections import clients
from integrations.connections.types import Access
from integrations.errors import UnavailableError
from integrations.outcomes import Kind, Outcome
from integrations.sources import rows
from integrations.sources.items import Item
from integrations.zgw.client import CASES, WITH_PLACES
from tenants.types import TenantRef
from tests.faults.integrations.wire import Wire
from tests.integrations.conftest import Sandbox
from tests.integrations.example.conftest import THERE

DOCUMENTS = "/documenten/api/v1/enkelvoudiginformatieobjecten"


@pytest.fixture
def client(sandbox: Sandbox, wire: Wire, zonnedam: TenantRef) -> clients.Client:
    """Speak to the case system, over the wire."""
    told = sandbox.access(THERE)
    address = told["addresses"]["zgw"].replace(sandbox.url, wire.url)
    access = Access(address, told["client_id"], told["secret"], key=uuid.uuid4(), system="case_system")
    return clients.open(access, tenant=zonnedam)


@pytest.fixture
def titles(client: clients.Client) -> Callable[[], Outcome[list[str]]]:
    """Read the first page of cases, each with the name of its type, which stands elsewhere."""

    def a_case(item: Item) -> str:
        kind = clients.ask(client, item.text("zaaktype"), lambda told: str(told["omschrijving"]))
        return f"{item.text('identificatie')} {rows.needed(kind, 'zaaktype')}"

    def read() -> Outcome[list[str]]:
        told = clients.ask(
            client, CASES, lambda page: page["results"], params={"page": 1}, headers=WITH_PLACES
        )
        return rows.every_of(told, a_case, source="tests.cases")

    return read


@pytest.mark.fault("F08")
@pytest.mark.covers("I-010")
@pytest.mark.parametrize("status", [404, 410])
def test_a_case_whose_type_is_gone_is_left_out_and_the_others_are_shown(
    status: int, titles: Callable[[], Outcome[list[str]]], sandbox: Sandbox
) -> None:
    whole = titles().value
    assert whole
    sandbox.fault("zgw/catalogi", THERE, status=status, flapping=True)  # every other one

    outcome = titles()

    assert outcome.kind is Kind.PARTIAL
    assert 0 < outcome.missing < len(whole)
    assert len(outcome.value or []) + outcome.missing == len(whole)
    assert set(outcome.value or []) < set(whole)


@pytest.mark.fault("F20")
def test_a_document_that_breaks_off_is_no_document_and_comes_whole_when_it_is_asked_again(
    client: clients.Client, wire: Wire
) -> None:
    document = client.get(DOCUMENTS).json()["results"][0]
    pieces: list[bytes] = []
    wire.breaks_after = 500

    with pytest.raises(UnavailableError), client.download(document["inhoud"]) as reply:
        pieces += reply.iter_content(100)

    assert sum(map(len, pieces)) < document["bestandsomvang"]
    wire.carry()
    with client.download(document["inhoud"]) as reply:
        whole = b"".join(reply.iter_content(65_536))
    assert len(whole) == document["bestandsomvang"]
