"""Companies and branches as the KVK tells of them: all of them, each once, and whose they are."""

import pytest
import structlog

from integrations.errors import Reason
from integrations.kvk import queries
from integrations.kvk.types import Branch
from integrations.outcomes import Kind, Outcome, failed, found
from integrations.sandbox.world.enterprises import chain, enterprises, sole_proprietor
from integrations.sources import alarms
from tests.integrations.kvk.conftest import CHAIN, Asker

NOBODY = "99999999"
BY_NAME = {one.name.split(" ")[0]: one for one in enterprises().values()}


@pytest.mark.covers("I-152", "P-032")
def test_a_company_is_told_with_its_rsin_and_its_names(asker: Asker) -> None:
    found = asker.company().value

    assert found
    assert (found.kvk, found.name, found.rsin) == (CHAIN, chain().name, chain().rsin)
    assert found.trade_names == ("Buurtsuper Het Hoekje",)
    assert (found.legal_form, found.is_sole_proprietor) == ("BeslotenVennootschap", False)


@pytest.mark.covers("I-152", "P-016")
def test_who_trades_alone_has_no_rsin_and_is_known_by_it(asker: Asker) -> None:
    found = asker.company(sole_proprietor().kvk).value

    assert found
    assert (found.rsin, found.is_sole_proprietor) == (None, True)


@pytest.mark.covers("I-152", "P-016")
@pytest.mark.parametrize(
    ("missing", "is_sole"),
    [
        ("rsin", False),
        ("rsin,rechtsvorm", True),
        ("rechtsvorm", False),
        ("_embedded", False),
        ("eigenaar", False),
    ],
)
def test_an_owner_without_rsin_is_alone_unless_the_legal_form_says_otherwise(
    asker: Asker, missing: str, is_sole: bool
) -> None:
    asker.fault("basisprofielen", missing=missing)

    outcome = asker.company()

    assert outcome.kind is Kind.OK
    assert outcome.value
    assert outcome.value.is_sole_proprietor is is_sole


@pytest.mark.covers("I-151", "P-048")
def test_all_250_branches_are_there_each_once_and_the_main_one_first(asker: Asker) -> None:
    before = asker.calls()

    outcome = asker.branches()

    assert outcome.kind is Kind.OK
    assert outcome.value
    assert {one.number for one in outcome.value} == {one.number for one in chain().branches}
    assert len(outcome.value) == 250
    assert [one.is_main for one in outcome.value] == [True] + [False] * 249
    assert all(one.street and one.city and one.name for one in outcome.value)
    assert asker.calls() - before == 3


@pytest.mark.covers("I-151")
@pytest.mark.parametrize(
    ("name", "count"),
    [("Apotheek", 3), ("Drukkerij", 1), ("Klusbedrijf", 1), ("Holding", 0), ("Bakkerij", 2)],
)
def test_the_legal_person_is_no_branch(asker: Asker, name: str, count: int) -> None:
    outcome = asker.branches(BY_NAME[name].kvk)

    assert outcome.kind is (Kind.OK if count else Kind.EMPTY)
    assert len(outcome.value or []) == count


@pytest.mark.covers("I-151")
def test_a_company_that_is_not_there_is_not_found_and_not_without_branches(asker: Asker) -> None:
    assert asker.company(NOBODY).kind is Kind.NOT_FOUND
    assert asker.branches(NOBODY).kind is Kind.NOT_FOUND


def test_a_number_that_is_none_is_not_sent(asker: Asker) -> None:
    before = asker.calls("basisprofielen")

    for number in ("", "1234567", "123456789", "../zoeken", "9000090a"):
        with pytest.raises(ValueError, match="no number"):
            queries.company(asker.connection.key, number)

    assert asker.calls("basisprofielen") == before


@pytest.mark.fault("F12")
@pytest.mark.covers("I-151", "I-008")
@pytest.mark.parametrize(
    ("fault", "count", "reason"),
    [
        ({"status": 503, "from_page": 2}, 100, Reason.HAS_TROUBLE),
        ({"html": True, "from_page": 3}, 200, Reason.MALFORMED),
        ({"loop": True}, 100, Reason.MALFORMED),
        ({"endless": True}, 250, Reason.MALFORMED),
        ({"miscount": True}, 250, None),
    ],
    ids=["page 2 fails", "page 3 is no page", "always page 1", "there is always another", "the total lies"],
)
def test_what_there_is_is_told_and_that_it_may_not_be_all(
    asker: Asker, fault: dict[str, object], count: int, reason: Reason | None
) -> None:
    asker.fault(**fault)

    outcome = asker.branches()

    assert (outcome.kind, outcome.is_cut, outcome.reason) == (Kind.PARTIAL, True, reason)
    assert len(outcome.value or []) == count
    assert len({one.number for one in outcome.value or []}) == count
    assert (outcome.missing > 0) is (reason is not None)


@pytest.mark.fault("F08")
def test_a_branch_that_cannot_be_read_is_left_out_and_counted(asker: Asker) -> None:
    asker.fault(missing="vestigingsnummer")

    with structlog.testing.capture_logs() as lines:
        outcome = asker.branches(BY_NAME["Apotheek"].kvk)

    assert outcome.kind is Kind.MALFORMED  # nothing of it can be read
    assert {"vestigingsnummer": 3} in [line.get("skipped") for line in lines]


@pytest.mark.fault("F08")
@pytest.mark.parametrize("missing", ["straatnaam", "adres", "plaats", "totaal", "volgende", "pagina"])
def test_a_field_that_may_be_absent_costs_no_branch(asker: Asker, missing: str) -> None:
    asker.fault(missing=missing)

    outcome = asker.branches()

    assert outcome.kind is Kind.OK
    assert len(outcome.value or []) == 250


@pytest.mark.fault("F19")
@pytest.mark.attack("O10")
@pytest.mark.parametrize("endpoint", ["zoeken", "basisprofielen"])
def test_what_is_about_another_company_is_dropped_with_an_alarm(asker: Asker, endpoint: str) -> None:
    asker.fault(endpoint, wrong_person=True)
    source = queries.BRANCHES if endpoint == "zoeken" else queries.COMPANY
    before = alarms.strangers.of(source)

    outcome = asker.branches() if endpoint == "zoeken" else asker.company()

    assert not outcome.value
    assert alarms.strangers.of(source) > before


def test_nothing_of_who_trades_alone_is_in_what_is_written_of_them(asker: Asker) -> None:
    number = sole_proprietor().kvk

    written = f"{asker.company(number)!r} {asker.branches(number)!r}"

    assert "Duinzicht" not in written


@pytest.mark.covers("I-154")
@pytest.mark.fault("F19")
def test_a_list_of_which_rows_are_dropped_is_never_whole() -> None:
    """Of one branch that is left nobody may conclude that it is the only one."""
    ours = Branch(CHAIN, "009900000001", "De onze")

    assert queries._whole(found([ours]), 1).kind is Kind.OK
    assert queries._whole(found([ours]), 2) == Outcome(Kind.PARTIAL, [ours], missing=1)
    assert queries._whole(found([]), 1) == failed(Reason.MALFORMED)
    assert queries._whole(found([]), 0).kind is Kind.EMPTY
