"""Which worker runs which test.

Tests that share a running product stay on one worker: starting it takes longer than most of them. pytest-xdist's
own groups (`--dist=loadgroup`) say this with a suffix of the test's id, which pytest 9.2 no longer lets a plugin
change; so the place of a test decides here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from xdist.scheduler import LoadScopeScheduling

from tests import counting

COMMITTING = (
    "blueprints", "filled", "leases", "quick", "resuming", "runner", "spares", "steps", "undoing",
)  # fmt: skip
"""Modules of lifecycle whose tests share a database in which transactions commit."""
TOGETHER: Mapping[str, str] = MappingProxyType(
    {
        "tests/architecture/test_process_state.py": "process state",
        "tests/attacks/test_browser_side.py::test_looking": "crawls",
        "tests/attacks/test_headers.py": "crawls",
        "tests/attacks/test_canaries.py": "storm",
        "tests/attacks/test_searching.py": "storm",
        "tests/attacks/test_storm.py": "storm",
        "tests/attacks/test_walker.py::test_a_view": "one walk",
        "tests/attacks/test_walker.py::test_no_address_of_a_portal_shows_anything_of_another[zonnedam]": "one walk",
        "tests/attacks/test_walker.py": "the other walk",
        "tests/browser/": "browser",
        **{f"tests/provisioning/lifecycle/test_{name}.py": f"database of {name}" for name in COMMITTING},
        "tests/tenants/quotas/": "quotas",  # two municipalities, whose places are counted in one Redis
        "tests/faults/test_database_away.py": "faults",
        "tests/faults/test_database_troubles.py": "faults",
        "tests/faults/test_journeys_without_database.py": "faults",
        "tests/faults/test_journeys_without_redis.py": "faults",
        "tests/faults/outbox/": "killed deliveries",
        "tests/faults/test_people_at_work.py": "faults",
        "tests/faults/test_processes_killed.py": "faults",
        "tests/faults/test_redis_away.py": "faults",
        "tests/faults/test_work.py": "work",
        "tests/faults/test_redis_away_for_long.py": "faults",
        "tests/faults/test_slow_visitors.py": "faults",
        "tests/faults/test_without_proxy.py": "faults",
    }
)
"""Which product, or other costly thing, the tests of a folder or module share; or what is long, and begins early so."""


def group_of(identity: str) -> str:
    """Answer the group of a test: its product, or itself when it shares none."""
    return next((group for place, group in TOGETHER.items() if identity.startswith(place)), identity)


class ByProduct(LoadScopeScheduling):
    """Hand out what shares a product as a whole, the largest first, and everything else test by test.

    Half of the workers begin with what is counted for coverage, the others with what is not.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        wanted = self.nodes.index(node) % 2 == 0
        suits = (
            scope for scope, unit in self.workqueue.items() if counting.is_counted(next(iter(unit))) == wanted
        )
        if scope := next(suits, ""):
            self.workqueue.move_to_end(scope, last=False)
        super()._assign_work_unit(node)
