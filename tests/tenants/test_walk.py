"""Whatever order of entering, nesting, failing and rolling back: Python and the database agree (attacks T19, T21).

The suite's watch (`tests/statements.py`) compares them before every statement; the rules here make the statements.
"""

import contextlib
from typing import Any

import pytest
from django.contrib.sites.models import Site
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import booleans, sampled_from

from tenants import entry
from tenants.postgresql import base
from tenants.types import TenantRef
from tests import statements
from tests.conftest import tenant as found
from tests.municipalities import WATERRIJK, ZONNEDAM


class HaltError(Exception):
    """What a step of the walk raises to leave a block in disorder."""


class Walk(RuleBasedStateMachine):
    """Blocks are opened and left in the order of a stack, as `with` does."""

    opened = Bundle("opened")

    @initialize()
    def start(self) -> None:
        self.tenants = {"zonnedam": found(ZONNEDAM), "waterrijk": found(WATERRIJK)}
        self.blocks: list[tuple[Any, str | None]] = []

    def teardown(self) -> None:
        while getattr(self, "blocks", []):
            self.leave(failing=False)

    @property
    def expected(self) -> str | None:
        """Who should be entered: what the innermost block that entered or left somebody says."""
        return next((who for _, who in reversed(self.blocks) if who is not None), "nobody")

    def open(self, block: Any, who: str | None) -> None:
        block.__enter__()
        self.blocks.append((block, who))

    @rule(slug=sampled_from(["zonnedam", "waterrijk"]))
    def enter(self, slug: str) -> None:
        self.open(entry.enter(self.tenants[slug]), slug)

    @rule()
    def go_outside(self) -> None:
        self.open(entry.outside(), "nobody")

    @rule(savepoint=booleans())
    def begin(self, savepoint: bool) -> None:
        with contextlib.suppress(DatabaseError):  # in a broken transaction there is nothing to begin
            self.open(transaction.atomic(savepoint=savepoint), None)

    @rule(failing=booleans())
    def leave(self, failing: bool) -> None:
        if not self.blocks:
            return
        block, _ = self.blocks.pop()
        error = HaltError() if failing else None
        with contextlib.suppress(HaltError, DatabaseError, transaction.TransactionManagementError):
            block.__exit__(type(error) if error else None, error, None)

    @rule()
    def break_the_transaction(self) -> None:
        with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    @rule()
    def lose_the_connection(self) -> None:
        if not connection.in_atomic_block:
            connection.close()

    @rule()
    def begin_a_request(self) -> None:
        """The next statement then finds out first whether the connection lives."""
        if not connection.in_atomic_block:
            connection.health_check_enabled, connection.health_check_done = True, False

    @invariant()
    def they_agree(self) -> None:
        if not hasattr(self, "blocks"):
            return
        who = self.expected
        assert entry.is_entered() is (who != "nobody")
        try:
            if who == "nobody":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT current_schema()")
                    assert cursor.fetchone() == ("public",)
            else:
                assert entry.current().primary_host == f"{who}.localhost"
                assert Site.objects.get().domain == f"{who}.localhost"
        except (DatabaseError, transaction.TransactionManagementError):
            assert connection.in_atomic_block  # broken, and to be rolled back


@pytest.mark.attack("T19", "T21", "V18")
def test_python_and_the_database_agree_whatever_the_order(own_database: str) -> None:
    calm = settings(
        max_examples=60,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    run_state_machine_as_test(Walk, settings=calm)  # type: ignore[no-untyped-call]


@pytest.mark.attack("T21")
@pytest.mark.parametrize("theft", ["RESET ROLE", "SET search_path = public"])
def test_the_watch_sees_a_role_or_path_that_was_changed_behind_our_back(
    zonnedam: TenantRef, theft: str
) -> None:
    with entry.enter(zonnedam):
        Site.objects.count()
        connection.connection.execute(theft)
        with pytest.raises(statements.MixedUpError):
            Site.objects.count()
        connection.search_path_set_schemas = None


@pytest.mark.attack("T21")
def test_the_watch_sees_a_backend_that_believes_what_was_rolled_back(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the flag of an older django-tenants, which survived a rollback."""
    monkeypatch.setattr(base.DatabaseWrapper, "savepoint_rollback", _forgetting_nothing)
    zonnedam, waterrijk = found(ZONNEDAM), found(WATERRIJK)

    with entry.enter(zonnedam), transaction.atomic():
        Site.objects.count()
        with contextlib.suppress(HaltError), transaction.atomic(), entry.enter(waterrijk):
            Site.objects.count()
            raise HaltError
        connection.search_path_set_schemas = (
            zonnedam.schema_name,
            (zonnedam.schema_name, "public", "extensions"),
        )
        connection.connection.execute(f'SET ROLE "{waterrijk.schema_name}"')
        with pytest.raises(statements.MixedUpError):
            Site.objects.count()
        connection.set_rollback(True)


def _forgetting_nothing(self: Any, sid: str) -> None:
    self._savepoint_rollback(sid)
