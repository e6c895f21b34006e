"""Which worker runs which test.

Tests that share a running product stay on one worker: starting it takes longer than most of them. pytest-xdist's
own groups (`--dist=loadgroup`) say this with a suffix of the test's id, which pytest 9.2 no longer lets a plugin
change; so the place of a test decides here.
"""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from xdist.scheduler import LoadScopeScheduling

from tests import counting

COMMITTING = (
    "blueprints", "compiled_schema", "filled", "leases", "quick", "resuming", "runner", "spares", "steps", "undoing",
)  # fmt: skip
"""Modules of lifecycle whose tests share a database in which transactions commit."""
TOGETHER: Mapping[str, str] = MappingProxyType(
    {
        "tests/architecture/test_process_state.py": "process state",
        "tests/architecture/test_translations.py": "translations",
        "tests/attacks/test_browser_side.py::test_looking": "crawls",
        "tests/attacks/test_headers.py": "crawls",
        "tests/architecture/test_attack_table.py": "table of attacks",
        "tests/attacks/test_proxy.py": "proxy",
        "tests/attacks/test_storm.py": "storm",
        "tests/attacks/test_walker.py::test_a_view": "one walk",
        "tests/attacks/test_walker.py::test_no_address_of_a_portal_shows_anything_of_another[zonnedam]": "one walk",
        "tests/attacks/test_walker.py": "the other walk",
        "tests/browser/": "browser",
        "tests/config/test_proxy.py": "front",
        **{f"tests/provisioning/lifecycle/test_{name}.py": f"database of {name}" for name in COMMITTING},
        "tests/processes/local/test_servers.py": "servers",
        "tests/scan/": "words of all tests",
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

FIRST = ("tests/attacks/test_storm.py",)
"""What takes longer than all else, with processes of its own."""
LONG = (
    "tests/attacks/test_context_process_state.py",
    "tests/attacks/test_hosts.py",
    "tests/attacks/test_walker.py",
    "tests/attacks/signing_in/",
    "tests/faults/",
    "tests/processes/local/test_demo_run.py",
)
"""Where single tests take a dozen seconds or more: begun at the end, the other workers would wait for them."""
EVERY_STYLE = bool(os.environ.get("EVERY_STYLE"))
"""Whether `make a11y` is on: its tests take minutes each, so that each worker has a product and takes some of them."""
APART = ("tests/browser/test_adapting.py", "tests/browser/test_every_page.py")
"""Modules of which each test is worth that."""


def group_of(identity: str) -> str:
    """Answer the group of a test: its product, or itself when it shares none."""
    if EVERY_STYLE:
        return identity if identity.startswith(APART) else identity.partition("::")[0]
    return next((group for place, group in TOGETHER.items() if identity.startswith(place)), identity)


class ByProduct(LoadScopeScheduling):
    """Hand out the storm, then what shares a product as a whole, the largest first, then what is long, then all else.

    Half of the workers begin with what is counted for coverage, the others with what is not: from the two ends of
    the queue, so that nobody looks for it among thousands after every test.
    """

    _is_arranged = False

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        if not self._is_arranged:
            self._arrange()
        if self.nodes.index(node) % 2:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)

    def _arrange(self) -> None:
        """Put what is not counted at the end, its largest last, and what is long right behind what is large."""
        first = {scope: next(iter(unit)) for scope, unit in self.workqueue.items()}
        ordered = sorted(first, key=lambda scope: not first[scope].startswith(LONG))
        ordered.sort(key=lambda scope: (not first[scope].startswith(FIRST), -len(self.workqueue[scope])))
        uncounted = [scope for scope in ordered if not counting.is_counted(first[scope])]
        for scope in ordered:
            self.workqueue.move_to_end(scope)
        for scope in reversed(uncounted):
            self.workqueue.move_to_end(scope)
        self._is_arranged = True

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """Note that a test has ended, and forget what is whole: what is left is counted after every test."""
        super().mark_test_complete(node, item_index, duration)
        assigned = self.assigned_work[node]
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(assigned[scope].values()):
            del assigned[scope]
