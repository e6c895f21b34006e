"""What a municipality states about its right to a logo or a typeface."""

import dataclasses
import datetime
import json
from typing import Any

import pytest

from themes.licences import Ground, IncompleteError, Statement, Work

STATED: dict[str, Any] = {
    "work": Work.TYPEFACE,
    "ground": Ground.LICENCE,
    "holder": "Lettergieterij De Punt",
    "stated_by": "Fatima Bakker",
    "stated_on": datetime.date(2026, 3, 2),
    "reference": "WEB-2026-118",
}


def test_a_statement_is_kept_as_plain_data() -> None:
    stated = Statement(**STATED)

    assert Statement.of_data(json.loads(json.dumps(stated.as_data()))) == stated


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"holder": " "}, "holder"),
        ({"stated_by": ""}, "stated_by"),
        ({"reference": ""}, "reference"),
        ({"ground": Ground.PERMISSION, "reference": ""}, "reference"),
        ({"ground": Ground.OPEN}, "open_licence"),
        ({"ground": Ground.OPEN, "open_licence": "Eigen-1.0"}, "open_licence"),
        ({"holder": "x" * 201}, "holder"),
    ],
)
def test_a_statement_that_misses_something_is_refused_at_its_field(
    change: dict[str, Any], field: str
) -> None:
    with pytest.raises(IncompleteError) as refused:
        Statement(**{**STATED, **change})

    assert refused.value.field == field
    assert str(refused.value.sentence).endswith(".")


@pytest.mark.parametrize(
    "change", [{"ground": Ground.OWN, "reference": ""}, {"ground": Ground.OPEN, "open_licence": "OFL-1.1"}]
)
def test_what_is_ones_own_or_open_needs_no_contract(change: dict[str, Any]) -> None:
    assert Statement(**{**STATED, **change}).holder


@pytest.mark.parametrize(
    "data", [{}, {"work": "logo"}, {**Statement(**STATED).as_data(), "stated_on": "gisteren"}]
)
def test_data_that_is_no_statement_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Statement.of_data(data)


def test_a_statement_cannot_be_changed_afterwards() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Statement(**STATED).holder = "Iemand anders"  # type: ignore[misc]
