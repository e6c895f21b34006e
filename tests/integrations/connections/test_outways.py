"""A setting that would be silently left out is refused in words: there are no outways here (I-004)."""

from typing import Any

import pytest
import yaml

from integrations.connections import operations, parts, queries, sections
from integrations.errors import RefusedError
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.connections.conftest import OPERATOR, Adding

pytestmark = pytest.mark.covers("I-004")


@pytest.fixture
def told(add: Adding, zonnedam: TenantRef) -> dict[str, Any]:
    """Zonnedam's connection as a file and a release tell it."""
    add(zonnedam)
    with enter(zonnedam):
        (found,) = parts.read(zonnedam)
    return found


@pytest.mark.parametrize("name", ["outway", "nlx_base_url", "fsc_outway"])
def test_a_file_that_names_an_outway_is_refused_at_its_place(told: dict[str, Any], name: str) -> None:
    def read(connection: dict[str, Any]) -> object:
        return sections.read(yaml.safe_dump({"version": 1, "connections": [connection]}))

    assert read(told) == [told]
    with pytest.raises(RefusedError) as raised:
        read({**told, name: "https://outway.example"})

    assert list(raised.value.reasons) == [f"connections.1.{name}"]
    assert "outway van NLX of FSC" in raised.value.reasons[f"connections.1.{name}"]


def test_a_release_that_names_an_outway_cannot_be_made_so(told: dict[str, Any], zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        assert parts.refusals(zonnedam, [told]) == []

        (refusal,) = parts.refusals(zonnedam, [{**told, "outway": "https://outway.example"}])

    assert "outway van NLX of FSC" in refusal


def test_whoever_asks_for_a_connection_with_an_outway_is_told_so(
    told: dict[str, Any], zonnedam: TenantRef
) -> None:
    known = {"tenant": zonnedam.uuid, "system": "case_system", "address": told["address"], "by": OPERATOR}

    with pytest.raises(RefusedError) as raised:
        operations.request_change(**known, outway="https://outway.example", smaak="zoet")

    assert "outway van NLX of FSC" in raised.value.reasons["outway"]
    assert raised.value.reasons["smaak"] == "Dit onderdeel bestaat niet."
    assert len(queries.overviews(zonnedam.uuid)) == 1
