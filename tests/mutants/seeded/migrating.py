"""Holes in what keeps migrations, and commands for all, to one municipality at a time."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any

from tests.mutants.mutant import mutant


@mutant(
    "migrations",
    control="provisioning/lifecycle/test_fence.py",
    killers="provisioning/lifecycle/test_migrating.py::test_whatever_a_migration_runs_is_behind_the_fence",
)
def migration_without_fence() -> None:
    """A municipality's migration writes wherever it likes."""
    from provisioning.lifecycle import fence

    fence.around = lambda _schema: nullcontext()


@mutant(
    "migrations",
    control="provisioning/lifecycle/test_migrating.py",
    killers="provisioning/lifecycle/test_fence.py",
)
def fence_asks_after_reading_alone() -> None:
    """The fence takes every statement for one that writes nothing."""
    import re

    from provisioning.lifecycle import fence

    fence.READING = re.compile(r".*", re.DOTALL)


@mutant("rounds", control="portal/search/test_reindexing.py", killers="tenants/test_rounds.py")
def round_ends_at_the_first_failure() -> None:
    """A command for all municipalities ends at the first that fails."""
    from tenants.management.rounds import RoundCommand

    def go_round(self: Any, tenants: Iterable[Any], do: Callable[[Any], str]) -> None:
        for tenant in tenants:
            self.stdout.write(f"{tenant.name}: {do(tenant)}")

    RoundCommand.go_round = go_round
