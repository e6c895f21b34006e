"""One change at many municipalities: chosen, foreseen, done, followed, tried again (requirement C-039)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.lifecycle import steps, tasks
from provisioning.lifecycle.bulk import queries
from provisioning.lifecycle.bulk.models import Bulk
from provisioning.lifecycle.bulk.types import Outcome
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from tenants.models import Tenant
from tests import states
from tests.provisioning.console import municipalities, people
from tests.provisioning.console.day_two import MARKUP, run
from tests.provisioning.lifecycle.empty_towns import many

pytestmark = pytest.mark.covers("C-039")
NEW, PLAN = "/bewerkingen/nieuw/", "/bewerkingen/nieuw/wat/"
MANY = 6
"""Fifty are shown by the tests of lifecycle; here it is about the pages."""


def keys(tenants: list[Tenant]) -> str:
    return ",".join(str(tenant.uuid) for tenant in tenants)


def sent(tenants: list[Tenant], **values: Any) -> dict[str, Any]:
    """Fill in what the pages ask for, to suspend."""
    return {
        "who": "gekozen",
        "kind": "suspend",
        "tenants": keys(tenants),
        "reason": "Storing",
        "stap": "doen",
        **values,
    }


def work(bulk: Bulk) -> None:
    """Do what the workers do."""
    tasks.run_bulk(str(bulk.uuid))
    for item in queries.bulk(bulk.uuid).items:
        if item.outcome is Outcome.RUNNING and item.operation:
            run(Operation.objects.get(uuid=item.operation))


@pytest.fixture
def broken_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Tenant], None]:
    """Let suspending fail at one municipality, until it is mended with None."""
    (usual,) = steps.STEPS[OperationKind.SUSPEND]

    def at(tenant: Tenant | None) -> None:
        def step(operation: Operation) -> None:
            if tenant and operation.tenant == tenant.uuid:
                raise StepError(f"De schijf is vol {MARKUP}", permanent=True)
            usual.run(operation)

        kinds = (steps.StepKind("suspend", usual.title, step, usual.undo),)
        monkeypatch.setitem(steps.STEPS, OperationKind.SUSPEND, kinds)

    return at


def test_a_selection_stands_in_the_address(
    console_client: Client, console: None, text_of: Callable[[Any], str]
) -> None:
    municipalities.make("Amsterdam", state="trial")
    municipalities.make("Zwolle")

    page = text_of(console_client.get(f"{NEW}?staat=trial&q=ams"))

    assert "Amsterdam" in page
    assert "Zwolle" not in page


def test_the_ticked_ones_or_all_of_the_list_are_asked_about(
    console_client: Client, console: None, text_of: Callable[[Any], str]
) -> None:
    ticked, other = municipalities.make("Amsterdam"), municipalities.make("Zwolle")

    some = console_client.post(PLAN, {"kind": "resume", "who": "gekozen", "tenant": [str(ticked.uuid)]})
    all_of_them = console_client.post(PLAN, {"kind": "resume", "who": "alle", "filters": "q=Zwolle"})
    none = console_client.post(PLAN, {"kind": "resume", "who": "gekozen"})

    assert some.context["choice"].keys == str(ticked.uuid)
    assert all_of_them.context["choice"].keys == str(other.uuid)
    assert none.status_code == 422
    assert "Kies ten minste één gemeente" in text_of(none)


def test_beforehand_it_says_what_would_happen_at_each(
    console_client: Client, console: None, text_of: Callable[[Any], str]
) -> None:
    live, closed, busy = (municipalities.make(name) for name in ("Amsterdam", "Zwolle", "Meppel"))
    states.become(closed, "suspended")
    municipalities.operation(state="running", done=2, tenant=busy)

    answer = console_client.post(PLAN, sent([live, closed, busy], stap="voorzien"))

    lines = {key: [line.name for line in answer.context[key]] for key in ("changing", "unchanged", "refused")}
    assert lines == {"changing": ["Amsterdam"], "unchanged": ["Zwolle"], "refused": ["Meppel"]}
    assert "Er loopt al een opdracht" in text_of(answer)
    assert not Bulk.objects.exists()
    assert Operation.objects.count() == 1


def test_one_that_fails_leaves_all_others_done_and_is_tried_again_alone(
    console_client: Client, console: None, broken_at: Callable[[Any], None], text_of: Callable[[Any], str]
) -> None:
    tenants = many(MANY)
    broken_at(tenants[3])

    answer = console_client.post(PLAN, sent(tenants))
    bulk = Bulk.objects.get()
    assert answer.url == f"/bewerkingen/{bulk.uuid}/"
    work(bulk)

    page = text_of(console_client.get(answer.url))
    assert page.count("Klaar</span>") == MANY  # all others, and their sum
    assert page.index("Proefstad 03") < page.index("Proefstad 00")
    assert "De schijf is vol &lt;script&gt;" in page
    assert MARKUP not in page
    broken_at(None)
    console_client.post(f"{answer.url}opnieuw/")
    work(bulk)
    assert queries.bulk(bulk.uuid).counts == {"done": MANY}
    assert Operation.objects.filter(kind="suspend").count() == MANY


def test_a_click_too_many_is_one_bulk_operation(console_client: Client, console: None) -> None:
    values = sent([municipalities.make()], nummer=str(uuid.uuid4()))

    answers = {console_client.post(PLAN, values).url for _ in range(2)}

    assert answers == {f"/bewerkingen/{Bulk.objects.get().uuid}/"}


def test_while_it_runs_the_ledger_asks_for_its_part(
    console_client: Client, console: None, text_of: Callable[[Any], str]
) -> None:
    console_client.post(PLAN, sent([municipalities.make()]))
    path = f"/bewerkingen/{Bulk.objects.get().uuid}/"

    page = text_of(console_client.get(path))
    part = text_of(console_client.get(path, headers={"hx-request": "true", "hx-target": "kasboek"}))

    assert "<noscript><meta" in page
    assert "0 van 1 gemeenten" in part
    assert "<html" not in part


@pytest.mark.parametrize(
    ("kind", "values", "parameters"),
    [
        ("switch_feature", {"feature": "search", "position": "uit"}, {"feature": "search", "on": False}),
        ("change_theme", {"theme": "zonnedam"}, {"theme": "zonnedam"}),
        ("maintenance", {"dutch": "Even geduld."}, None),
    ],
)
def test_each_kind_asks_for_what_it_needs(
    console_client: Client, console: None, kind: str, values: dict[str, str], parameters: Any
) -> None:
    tenants = [municipalities.make()]

    empty = console_client.post(PLAN, sent(tenants, kind=kind))
    console_client.post(PLAN, sent(tenants, kind=kind, **values))

    assert empty.status_code == 422
    assert set(empty.context["form"].errors) >= set(values)
    stored = Bulk.objects.get()
    assert (stored.kind, stored.reason) == (kind, "Storing")
    assert stored.parameters == parameters or stored.parameters["notice"]["dutch"] == "Even geduld."


@pytest.mark.covers("C-003")
def test_an_old_session_suspends_not_even_many(console_client: Client, console: None) -> None:
    tenants = [municipalities.make()]
    with people.later(15 * 60 + 1):
        answer = console_client.post(PLAN, sent(tenants))

        assert answer.url.startswith("/bevestigen/")
        assert console_client.post(PLAN, sent(tenants, kind="resume")).status_code == 302
    assert [bulk.kind for bulk in Bulk.objects.all()] == ["resume"]


def test_nothing_to_try_again_is_said(
    console_client: Client, console: None, text_of: Callable[[Any], str]
) -> None:
    console_client.post(PLAN, sent([municipalities.make()]))
    path = f"/bewerkingen/{Bulk.objects.get().uuid}/"

    assert "Er is niets mislukt" in text_of(console_client.post(f"{path}opnieuw/", follow=True))
    assert "Storing" in text_of(console_client.get("/bewerkingen/"))


def test_what_was_chosen_by_a_key_that_is_none_is_left_out(console_client: Client, console: None) -> None:
    values = {"kind": "resume", "who": "gekozen", "tenant": ["x", str(uuid.uuid4()), MARKUP]}

    assert console_client.post(PLAN, values).status_code == 422
