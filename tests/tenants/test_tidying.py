"""Retention is a program: what is due goes, whatever there is of it, and nothing else (AVG art. 5)."""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import Invitation, Journey, SignIn, User
from tenants import registers, tidying
from tenants.entry import enter
from tenants.registers import RetentionRule
from tenants.tidying import NotTidiedError
from tenants.types import TenantRef

DAY = datetime.timedelta(days=1)


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam) as tenant:
        yield tenant


def journey(age: int) -> Any:
    return Journey.objects.create(
        door="digid", token_hash=uuid.uuid4().hex, browser="x", ends_at=timezone.now() - age * DAY
    )


def sign_in(age: int) -> Any:
    user = User.objects.create()
    return SignIn.objects.create(user=user, door="digid", seen_at=timezone.now() - age * DAY)


def ended(age: int) -> Any:
    user, at = User.objects.create(), timezone.now() - age * DAY
    return SignIn.objects.create(user=user, door="digid", seen_at=at - 400 * DAY, ended_at=at)


def invitation(age: int) -> Any:
    user = User.objects.create(email=f"{uuid.uuid4().hex}@example.org")
    return Invitation.objects.create(
        user=user, token_hash=uuid.uuid4().hex, expires_at=timezone.now() - age * DAY
    )


MADE = {journey: 1, sign_in: 365, ended: 365, invitation: 30}
"""How to make a row that was over so many days ago, and after how many it goes."""


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(list(MADE)), st.integers(-3, 3)), max_size=12), st.integers(1, 3))
def test_what_is_due_goes_and_what_is_not_stays(
    inside: TenantRef, wanted: list[tuple[Any, int]], portion: int
) -> None:
    made = [(make(MADE[make] + more), more) for make, more in wanted]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tidying, "PORTION", portion)
        tidying.tidy("slot-1")
        tidying.tidy("slot-2")

    left = [(row, more) for row, more in made if type(row).objects.filter(pk=row.pk).exists()]
    assert [more for _row, more in left if more >= 0] == []
    assert len(left) == sum(more < 0 for _row, more in made)
    for model in (Journey, SignIn, Invitation):
        model.objects.all().delete()


def test_a_rule_that_fails_keeps_no_other_from_it_and_is_told(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(before: datetime.datetime, most: int) -> int:
        raise ValueError("iets over Fatima")

    first = {"core.Texts": RetentionRule("core", "core.Texts", DAY, broken)}
    monkeypatch.setattr(registers.rules, "_entries", first | registers.rules._entries)
    row = journey(5)

    with pytest.raises(NotTidiedError, match=r"^core\.Texts$"):
        tidying.tidy("slot-1")

    assert not Journey.objects.filter(pk=row.pk).exists()


def test_every_rule_is_of_a_model_that_says_how_long() -> None:
    assert [rule.model for rule in registers.rules if rule.model not in registers.retention] == []


def test_the_page_on_retention_is_as_the_registers_have_it() -> None:
    call_command("retention_report")
