"""Operators say which colours a municipality may choose itself: an operation, in the log and in a release."""

import pytest

from portal.core import adjusting
from portal.core.models import Adjustable, Adjustment, OwnLogo
from provisioning.lifecycle import operations, queries, runner
from provisioning.lifecycle.as_code.types import FileError
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.steps import adjustable
from provisioning.lifecycle.types import OperationState
from tenants.configuration import queries as releases
from tenants.entry import enter
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.lifecycle import files
from tests.provisioning.lifecycle.plans import OPERATOR


def allow(tenant: TenantRef, *groups: str) -> Operation:
    operation = operations.request_adjustable(
        tenant=tenant.uuid, allowed=dict.fromkeys(groups, True), by=OPERATOR, why="Op verzoek"
    )
    runner.run(operation.uuid)
    return queries.operation(operation.uuid)


def slots(tenant: TenantRef) -> tuple[str, ...]:
    with enter(tenant):
        return adjusting.allowed()


@pytest.mark.covers("C-033", "C-070")
def test_it_is_an_operation_a_release_and_an_act(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)

    assert allow(zonnedam, "link", "header").state == OperationState.DONE

    assert slots(zonnedam) == ("header-bg", "header-fg", "link")
    newest = releases.release(zonnedam.uuid)
    (part,) = releases.changes(newest)
    assert (newest.number, sorted(part.lines)) == (2, ["Bovenbalk: “nee” → “ja”", "Links: “nee” → “ja”"])
    act = OperatorRecord.objects.get(action="tenant.settings_changed")
    assert (act.actor, act.after) == (OPERATOR.name, {"adjustable": "header, link"})


@pytest.mark.covers("C-033")
def test_the_logo_is_left_to_a_municipality_and_a_file_names_the_one_that_it_has(
    zonnedam: TenantRef,
) -> None:
    files.settle(zonnedam)
    allow(zonnedam, "logo")

    with enter(zonnedam):
        assert adjusting.may_choose_logo()
        OwnLogo.objects.create(name="0123456789ab.svg", content=b"", icon=b"", touch_icon=b"", card=b"")
    with pytest.raises(FileError) as refused:
        files.planned(zonnedam, files.file(zonnedam, adjustment={"logo": "../../logo.svg"}))
    assert [each.place for each in refused.value.refusals] == ["adjustment.logo"]
    own = files.file(zonnedam, adjustment={"logo": "0123456789ab.svg"})
    assert files.applied(zonnedam, own) is OperationState.DONE
    with enter(zonnedam):
        assert adjusting.chosen_logo() == "0123456789ab.svg"


def test_asked_again_it_changes_nothing_and_undone_it_is_as_before(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    allow(zonnedam, "link")
    operation = allow(zonnedam, "link", "mark")
    assert slots(zonnedam) == ("mark", "link")

    adjustable.undo(operation)
    adjustable.undo(operation)

    assert slots(zonnedam) == ("link",)


@pytest.mark.covers("C-033")
def test_a_rollback_brings_back_what_was_allowed_and_what_was_chosen(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    allow(zonnedam, "link")
    assert (
        files.applied(zonnedam, files.file(zonnedam, adjustment={"link": "#0b6b3a"})) is OperationState.DONE
    )
    allow(zonnedam)
    files.applied(zonnedam, files.file(zonnedam, adjustment={"link": ""}))

    operation = operations.request_roll_back(tenant=zonnedam.uuid, release=3, by=OPERATOR, why="Terug")
    runner.run(operation.uuid)

    with enter(zonnedam):
        assert adjusting.chosen() == {"link": "#0b6b3a"}


def test_a_part_that_is_none_and_a_colour_that_is_none_are_refused(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)

    with pytest.raises(RefusedError):
        allow(zonnedam, "alles")
    with pytest.raises(FileError) as refused:
        files.planned(zonnedam, files.file(zonnedam, adjustment={"link": "rood"}))
    assert [each.place for each in refused.value.refusals] == ["adjustment.link"]
    with enter(zonnedam):
        assert not Adjustable.objects.exists()
        assert not Adjustment.objects.exists()
