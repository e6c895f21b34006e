"""What is filled in is tried before it is kept, and a connection is tested."""

import itertools
import re
from collections.abc import Callable

import pytest
from django.test import Client

from integrations.connections import queries
from integrations.connections.inbox.models import Command
from integrations.connections.types import row_of
from provisioning.console.types import Role
from tenants.entry import enter
from tenants.types import TenantRef
from tests.provisioning.console.connections.connecting import SECRET, Text, add, carry_out, kinds


@pytest.mark.covers("C-031", "M-02")
def test_what_is_tried_is_not_kept_until_somebody_says_so(
    console_client: Client, tenant: str, zonnedam: TenantRef, text_of: Text
) -> None:
    trial = add(console_client, tenant, actie="proberen")["Location"]
    assert "Er is nog niets bewaard" in text_of(console_client.get(trial))
    carry_out()

    found = text_of(console_client.get(trial))
    assert "Toch bewaren" in found  # nobody listens where the tests' sandbox would be
    assert SECRET not in found
    assert (
        console_client.get(f"{tenant}koppelingen/{row_of(zonnedam.uuid, 'case_system')}/").status_code == 404
    )

    kept = console_client.post(trial)
    carry_out()
    assert console_client.get(kept["Location"]).status_code == 200
    with enter(zonnedam):
        assert queries.access_to("case_system").secret == SECRET


@pytest.mark.parametrize("is_kept", [False, True])
def test_what_to_ask_a_supplier_stands_under_the_heading_above_it(
    console_client: Client, tenant: str, zonnedam: TenantRef, text_of: Text, is_kept: bool
) -> None:
    """Nobody listens, so there is something to ask, of a trial and of what was kept all the same."""
    where = trial = add(console_client, tenant, actie="proberen")["Location"]
    carry_out()
    if is_kept:
        where = console_client.post(trial)["Location"]
        carry_out()

    shown = text_of(console_client.get(where))

    assert "Wat u de leverancier vraagt" in shown
    levels = [int(level) for level in re.findall(r"<h([1-6])", shown[shown.index("<h1") :])]
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels)), levels


def test_a_trial_can_be_adapted_without_its_secret(
    console_client: Client, tenant: str, text_of: Text
) -> None:
    trial = add(console_client, tenant, actie="proberen", name="Onze zaken")["Location"]
    carry_out()

    form = text_of(
        console_client.get(f"{tenant}koppelingen/toevoegen/case_system/?proef={trial.split('/')[-2]}")
    )

    assert 'value="Onze zaken"' in form
    assert SECRET not in form


@pytest.mark.attack("P06")
def test_a_trial_of_somebody_else_cannot_be_kept(
    console_client: Client, client_for: Callable[[Role], Client], tenant: str
) -> None:
    trial = add(console_client, tenant, actie="proberen")["Location"]
    carry_out()

    client_for(Role.OWNER).post(trial)

    assert kinds() == ["try"]


@pytest.mark.attack("W03")
def test_whoever_tests_too_often_has_to_wait(
    console_client: Client, page: str, text_of: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.connections.throttle.MOST_OF_TENANT", 1)
    console_client.post(f"{page}testen/")
    carry_out()

    again = console_client.post(f"{page}testen/", follow=True)

    assert "Wacht tien minuten" in text_of(again)
    assert kinds() == ["test"]


def test_while_a_worker_is_at_it_the_page_asks_again(
    console_client: Client, page: str, text_of: Text
) -> None:
    console_client.post(f"{page}testen/")

    assert 'hx-trigger="every 1s"' in text_of(console_client.get(page))
    assert '<noscript><meta http-equiv="refresh"' in text_of(console_client.get(page))
    Command.objects.update(progress="done")
    part = text_of(console_client.get(page, headers={"HX-Target": "koppeling"}))
    assert "every 1s" not in part
    assert "<html" not in part
