"""A trial goes live when every check is green, and is told which is not (requirement C-024)."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from portal.core.mail.models import OutboxMessage, OutboxState
from portal.core.models import ContactDetails
from portal.pages import seeds
from provisioning.lifecycle import operations, queries, runner
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState
from tenants import entry, facts, registers
from tenants.models import Domain, Insight, OperatorRecord, Tenant
from tenants.registers import Feature, GoLiveCheck, Register
from tenants.types import State, TenantRef
from tests import snapshots, states
from tests.provisioning.lifecycle import checks
from tests.provisioning.lifecycle.plans import OPERATOR

pytestmark = pytest.mark.covers("C-024")
ALL = {
    "theme_contrast", "theme_rights", "primary_domain", "operations", "administrator", "security_contact",
    "mail_sender",
    "privacy_page", "accessibility_page",
}  # fmt: skip


@pytest.fixture
def trial(zonnedam: TenantRef) -> TenantRef:
    """A municipality on trial of which everything is as it should be."""
    states.become(zonnedam, State.TRIAL)
    with entry.enter(zonnedam, urls=True):
        snapshots.once("standard pages", lambda: seeds.fill({"name": "Zonnedam", "blueprint": {}}))
        checks.meet()
    return zonnedam


def red(tenant: TenantRef) -> set[str]:
    return {row.key for row in queries.checklist(tenant.uuid) if not row.is_green}


def tell(tenant: TenantRef) -> None:
    with entry.enter(tenant):
        facts.write()


def change(tenant: TenantRef, act: Callable[[], Any]) -> None:
    with entry.enter(tenant, urls=True):
        act()
        facts.write()


def said(*words: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command(*words, stdout=out, stderr=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_when_all_is_green_it_goes_live_and_that_is_recorded(trial: TenantRef) -> None:
    assert red(trial) == set()

    operation = operations.request_going_live(tenant=trial.uuid, by=OPERATOR, why="Raad is akkoord")
    runner.run(operation.uuid)

    assert queries.operation(operation.uuid).state == OperationState.DONE
    assert Tenant.objects.get(uuid=trial.uuid).state == State.LIVE
    record = OperatorRecord.objects.get(action="tenant.went_live", tenant=trial.uuid)
    assert record.actor == OPERATOR.name
    assert "Raad is akkoord" in str(vars(record))


def no_contact() -> None:
    ContactDetails.objects.update(email="")


def no_mail() -> None:
    OutboxMessage.objects.update(state=OutboxState.QUEUED)


def mail_that_failed() -> None:
    OutboxMessage.objects.create(to="x@zonnedam.example", state=OutboxState.FAILED)


def no_second_factor() -> None:
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.all().delete()


def administrator_who_left() -> None:
    from portal.accounts.models import User

    User.objects.filter(email="bas@proefdorp.example").update(is_active=False)


def without_page(name: str) -> Callable[[], None]:
    def remove() -> None:
        from cms.models import Page

        Page.objects.get(reverse_id=name).delete()

    return remove


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (no_contact, "security_contact"),
        (no_mail, "mail_sender"),
        (mail_that_failed, "mail_sender"),
        (no_second_factor, "administrator"),
        (administrator_who_left, "administrator"),
        (without_page("privacy"), "privacy_page"),
        (without_page("accessibility"), "accessibility_page"),
    ],
)
def test_while_one_is_red_it_is_refused_and_said_which(
    trial: TenantRef, act: Callable[[], None], key: str
) -> None:
    change(trial, act)

    assert red(trial) == {key}
    with pytest.raises(RefusedError) as refused:
        operations.request_going_live(tenant=trial.uuid, by=OPERATOR)
    row = next(row for row in queries.checklist(trial.uuid) if row.key == key)
    assert refused.value.reasons == {"checklist": [f"{row.title}: {row.remedy}"]}
    assert not Operation.objects.filter(tenant=trial.uuid).exists()


def test_what_stands_in_the_directory_is_looked_at_too(trial: TenantRef) -> None:
    Tenant.objects.filter(uuid=trial.uuid).update(theme="van-vroeger")
    Domain.objects.filter(tenant__uuid=trial.uuid).update(is_primary=False)
    Operation.objects.create(kind="suspend", state="failed", tenant=trial.uuid, requested_by="x")

    assert red(trial) == {"theme_contrast", "primary_domain", "operations"}


def test_what_its_jobs_have_not_told_yet_is_red(trial: TenantRef) -> None:
    Insight.objects.filter(tenant__uuid=trial.uuid).delete()

    assert red(trial) == ALL - {"theme_contrast", "theme_rights", "primary_domain", "operations"}


def test_the_worker_looks_inside_once_more_before_it_does_so(trial: TenantRef) -> None:
    operation = operations.request_going_live(tenant=trial.uuid, by=OPERATOR)
    with entry.enter(trial):
        no_contact()  # and nobody has told

    runner.run(operation.uuid)

    found = queries.operation(operation.uuid)
    assert found.state == OperationState.FAILED
    assert "security.txt" in queries.steps(found)[-1].error
    assert Tenant.objects.get(uuid=trial.uuid).state == State.TRIAL


def test_only_a_trial_goes_live(zonnedam: TenantRef) -> None:
    with pytest.raises(RefusedError, match="niet op proef"):
        operations.request_going_live(tenant=zonnedam.uuid, by=OPERATOR)


def test_a_feature_adds_a_check_that_counts_only_while_it_is_on(
    trial: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks: Register[GoLiveCheck] = Register("checks")
    checks.add(GoLiveCheck("search", "on", "Zoeken", "Zet het aan", lambda facts: False))
    checks.add(GoLiveCheck("away", "off", "Weg", "Zet het uit", lambda facts: False))
    features: Register[Feature] = Register("features")
    for feature in (Feature("search", "Zoeken", ""), Feature("away", "Weg", "")):
        features.add(feature)
    monkeypatch.setattr(registers, "go_live", checks)
    monkeypatch.setattr(registers, "features", features)

    assert red(trial) == {"on"}


def test_the_facts_name_nobody_and_hold_no_text_of_the_municipality(trial: TenantRef) -> None:
    topics = [source.topic for source in registers.facts]
    told = list(Insight.objects.filter(tenant__uuid=trial.uuid, topic__in=topics))

    assert {insight.topic for insight in told} == set(topics)
    assert {type(value) for insight in told for value in insight.data.values()} <= {bool, int}


@pytest.mark.covers("C-072")
def test_the_command_shows_the_checklist_and_does_nothing(trial: TenantRef) -> None:
    change(trial, no_contact)

    code, text = said("go_live", trial.primary_host, "--dry-run")
    assert (code, text.count("ROOD"), text.count("groen")) == (2, 1, len(ALL) - 1)
    code, text = said("go_live", trial.primary_host, "--dry-run", "--json")
    assert {row["key"]: row["green"] for row in json.loads(text)} == {
        key: key != "security_contact" for key in ALL
    }
    assert said("go_live", trial.primary_host)[0] == 2
    assert Tenant.objects.get(uuid=trial.uuid).state == State.TRIAL


@pytest.mark.covers("C-072")
def test_the_command_lets_it_go_live(trial: TenantRef) -> None:
    assert said("go_live", trial.primary_host, "--dry-run")[0] == 0
    assert Tenant.objects.get(uuid=trial.uuid).state == State.TRIAL
    assert said("go_live", trial.primary_host, "--wait")[0] == 0
    assert Tenant.objects.get(uuid=trial.uuid).state == State.LIVE


def test_a_trial_is_marked_and_kept_from_search_engines_until_it_is_live(
    trial: TenantRef, client_of: Callable[..., Client]
) -> None:
    Tenant.objects.filter(uuid=trial.uuid).update(kind="production")
    client = client_of(trial)

    page = client.get("/").content.decode()
    assert "nog in opbouw" in page
    assert 'name="robots" content="noindex' in page
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"

    states.become(trial, State.LIVE)
    page = client.get("/").content.decode()
    assert "nog in opbouw" not in page
    assert "noindex" not in page
