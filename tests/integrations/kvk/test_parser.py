"""Whatever the KVK sends, it is read or it is not: nothing is raised, and no walk along pages goes on for ever."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations import values
from integrations.errors import UnavailableError
from integrations.kvk import client
from integrations.kvk.types import Branch, Company
from integrations.outcomes import Kind
from integrations.sources import rows

NUMBER = "90000900"
NAMES = (
    "kvkNummer", "naam", "rsin", "vestigingsnummer", "type", "adres", "binnenlandsAdres", "straatnaam", "plaats",
    "_embedded", "eigenaar", "hoofdvestiging", "rechtsvorm", "handelsnamen", "resultaten", "totaal", "volgende",
)  # fmt: skip
ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=15)
    | st.sampled_from([NUMBER, "hoofdvestiging"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=40,
)
pytestmark = pytest.mark.covers("I-151", "I-152")


@given(ANY)
def test_whatever_is_sent_as_a_company_nothing_is_raised(told: Any) -> None:
    outcome = rows.one(told, client.read_company, source="t", is_theirs=lambda one: one.kvk == NUMBER)

    assert outcome.kind in {Kind.OK, Kind.MALFORMED, Kind.NOT_FOUND}
    assert outcome.value is None or values.restore(Company, values.plain(outcome.value)) == outcome.value


@given(st.lists(ANY, max_size=4))
def test_whatever_is_sent_as_branches_nothing_is_raised(told: list[Any]) -> None:
    outcome = rows.read(told, client.read_branch, source="t", is_theirs=lambda one: one.kvk == NUMBER)

    kept = outcome.value or []
    assert all(one.kvk == NUMBER for one in kept)
    assert values.restore(list[Branch], values.plain(kept)) == kept


@given(st.lists(ANY, max_size=6))
def test_whatever_is_sent_as_pages_they_are_read_or_refused_as_malformed(pages: list[Any]) -> None:
    walk = client._Pages(NUMBER)

    for page in pages:
        try:
            read = walk(page)
        except UnavailableError:
            continue
        assert read.next is None or f"kvkNummer={NUMBER}" in read.next
