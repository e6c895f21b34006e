"""Every name and every short value that a record may hold reads as Dutch (C-070)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioning.console.types import Role
from provisioning.lifecycle.bulk.types import BulkKind
from provisioning.lifecycle.types import OperationKind
from provisioning.webhooks.types import EventKind
from tenants.audit import vocabulary, wording
from tenants.types import Certificate, Kind, State

pytestmark = pytest.mark.covers("C-070")

ROOT = Path(__file__).parents[3]
ROOMS = ("tenants", "provisioning", "integrations", "platform/portal")


def itself(key: str) -> str:
    return key


def recorded() -> Iterator[tuple[str, str]]:
    """List the names of details and changes that stand in calls of `audit.record`, each with its place."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            source = path.read_text()
            if "audit.record(" not in source:
                continue
            for node in ast.walk(ast.parse(source)):
                yield from ((name, f"{path.name}:{node.lineno}") for name in _names(node))  # type: ignore[attr-defined]


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.keyword(arg="details" | "before" | "after", value=ast.Dict(keys=keys)):
            pass
        case (
            ast.Assign(targets=[ast.Name(id="details" | "before" | "after")], value=ast.Dict(keys=keys))
            | ast.AnnAssign(target=ast.Name(id="details"), value=ast.Dict(keys=keys))
        ):
            pass
        case _:
            return
    yield from (str(key.value) for key in keys if isinstance(key, ast.Constant))


def test_every_name_that_is_recorded_has_a_word() -> None:
    found = list(recorded())

    assert len(found) > 30
    assert [
        each for each in found if each[0] not in vocabulary.LABELS and each[0] not in vocabulary.UNSAID
    ] == []


def test_every_value_of_a_short_list_has_a_word() -> None:
    assert {*OperationKind, *BulkKind, *Kind} <= vocabulary.KINDS.keys()
    assert set(State) == vocabulary.STATES.keys()
    assert set(Role) == vocabulary.ROLES.keys()
    assert set(Certificate) == vocabulary.WORDS["certificate"].keys()
    assert set(EventKind) == vocabulary.WORDS["events"].keys()


def test_a_switch_says_on_and_off() -> None:
    assert wording.changes({"on": False}, {"on": True}, itself) == {"stand": "uit → aan"}


def test_an_operation_a_state_and_a_moment_are_said_in_words() -> None:
    said = wording.details(
        {"kind": "roll_back", "state": "trial", "due_at": "2026-11-24T11:00:00+00:00", "until": "2027-01-02"},
        itself,
    )

    assert said == {
        "soort": "oudere release terugzetten",
        "staat": "op proef",
        "gepland voor": "24 nov 2026 12:00",
        "tot": "2 jan 2027",
    }


def test_what_only_looks_like_a_moment_stays_as_it_is() -> None:
    assert wording.value("note", "2026-99-99", itself) == "2026-99-99"
    assert wording.value("note", "op 2026-11-24", itself) == "op 2026-11-24"


def test_numbers_of_rows_are_left_out_and_what_is_not_so_is_not_said() -> None:
    assert wording.details({"bulk": "4f2a", "municipalities": 3, "undoing": False}, itself) == {
        "gemeenten": "3"
    }
    assert wording.details({"undoing": True}, itself) == {"bij het ongedaan maken": "ja"}


def test_a_list_of_hosts_is_said_as_words() -> None:
    hosts = [{"host": "mijn.zonnedam.nl", "primary": True}, {"host": "zonnedam.example", "primary": False}]

    assert wording.value("domains", hosts, itself) == "mijn.zonnedam.nl (hoofdadres), zonnedam.example"


def test_what_an_act_was_about_is_a_word_too() -> None:
    assert wording.target("tenant.settings_changed", "theme") == "thema"
    assert wording.target("bulk.requested", "suspend") == "opschorten"
    assert wording.target("tenant.opened", "theme") == "theme"
