"""Operators, by a key of an owner: listed, and shut out at once; nobody is let in by a key."""

from collections.abc import Callable

import pytest

from provisioning.api import service
from provisioning.console.models import Operator
from provisioning.console.types import Role
from tenants.models import OperatorRecord
from tests.provisioning.api import programs
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import people

pytestmark = pytest.mark.covers("C-002", "C-071")


@pytest.fixture
def owner(program_of: Callable[..., Program]) -> Program:
    return program_of(Role.OWNER)


def test_an_owner_reads_who_may_do_what(owner: Program, bram: Operator) -> None:
    found = {each["name"]: each for each in owner.get("/operators").json()["items"]}

    assert (found["Bram"]["role"], found["Bram"]["hasSecondFactor"]) == ("operator", True)
    assert owner.get(f"/operators/{bram.uuid}").json() == found["Bram"]


def test_who_is_shut_out_is_out_with_his_sessions_and_his_keys(owner: Program, bram: Operator) -> None:
    browser = people.browser()
    people.sign_in(browser, bram)
    his = programs.of(bram)
    before = browser.get("/").status_code, his.get("/tenants").status_code

    answer = owner.post(f"/operators/{bram.uuid}/shut-outs", {"reason": "Uit dienst"})

    assert before == (200, 200)
    assert (answer.status_code, answer.json()["isActive"]) == (200, False)
    assert (browser.get("/").status_code, problem(his.get("/tenants"))) == (302, (401, "no-token"))
    record = OperatorRecord.objects.get(action="operator.shut_out")
    assert (record.actor, record.target) == ("noor@inwonerplein.example", bram.email)


def test_nobody_shuts_himself_out(owner: Program) -> None:
    answer = owner.post(f"/operators/{Operator.objects.get(role='owner').uuid}/shut-outs")

    assert problem(answer) == (409, "refused")
    assert Operator.objects.get(role="owner").is_active


@pytest.mark.attack("P01", "O09")
def test_who_is_no_owner_sees_and_shuts_out_nobody(program: Program, bram: Operator) -> None:
    assert problem(program.get("/operators")) == (403, "insufficient-scope")
    assert problem(program.post(f"/operators/{bram.uuid}/shut-outs")) == (403, "insufficient-scope")


@pytest.mark.covers("C-003")
def test_no_address_lets_anybody_in() -> None:
    changing = [
        path
        for path, methods in service.API.by_path().items()
        if path.startswith("/operators") and methods.keys() - {"get"}
    ]

    assert changing == ["/operators/{operator}/shut-outs"]
