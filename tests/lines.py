"""Watch lines and branches for coverage, each only until it was seen.

Coverage.py has two ways to watch. The older one is called at every line of every file, those of libraries too, and
makes tests take twice their time; the newer one asks Python (`sys.monitoring`) to be told of each line once. It leaves
Python 3.12 and 3.13 aside where branches are counted, because there an event of a branch can only be switched off for
both ways at once. So here it stays switched on until the branch has led both ways. From Python 3.14 on coverage.py does
this by itself.

A plug-in of coverage.py (`tool.coverage.run`), so that processes which tests start are watched in the same way.
"""

import dis
import sys
from types import CodeType
from typing import Any

import coverage.core
from coverage import bytecode, env, sysmon

DOES_IT_ITSELF = (3, 14)


class Watcher(sysmon.SysMonitor):
    """Take one event for both ways of a branch."""

    def __init__(self) -> None:
        super().__init__()
        self._ways: dict[tuple[int, int], int] = {}
        """Where each branch led when it was first met."""

    def start(self) -> None:
        """Begin to watch."""
        with self.lock:
            sys.monitoring.use_tool_id(self.myid, "coverage.py")
            self._listen(True)
            sys.monitoring.set_events(self.myid, sys.monitoring.events.PY_START)
            sys.monitoring.restart_events()
            self.sysmon_on = True

    def stop(self) -> None:
        """End it, in each function too: else all their lines would go on telling nobody."""
        if self.sysmon_on:
            self._listen(False)
            for code in self.code_objects:
                if self.code_infos[id(code)].tracing:
                    sys.monitoring.set_local_events(self.myid, code, 0)
        super().stop()

    def _listen(self, is_on: bool) -> None:
        events = sys.monitoring.events
        for event, callback in {
            events.PY_START: self.sysmon_py_start,
            events.PY_RETURN: self.sysmon_py_return,
            events.LINE: self.sysmon_line_arcs,
            events.BRANCH: self.sysmon_branch,
        }.items():
            sys.monitoring.register_callback(self.myid, event, callback if is_on else None)

    def sysmon_py_start(self, code: CodeType, instruction_offset: int) -> Any:
        """Switch on what we want to be told of a function, the first time that it is called."""
        self._activity = True
        if id(code) not in self.code_infos:
            self._meet(code)
        return sys.monitoring.DISABLE

    def _meet(self, code: CodeType) -> None:
        found = self.should_trace_cache.get(code.co_filename)
        if found is None:
            found = self.should_trace(code.co_filename, sys._getframe(2))
            self.should_trace_cache[code.co_filename] = found
        lines: set[Any] | None = None
        if found.trace:
            self.lock_data()
            lines = self.data.setdefault(str(found.source_filename), set())
            self.unlock_data()
        known = bytecode.bytes_to_lines(code) if found.trace else None
        self.code_infos[id(code)] = sysmon.CodeInfo(found.trace, lines, known, None)
        self.code_objects.append(code)  # as long as it is there, nothing else has its number
        with self.lock:
            if found.trace and self.sysmon_on:
                events = sys.monitoring.events
                wanted = events.LINE | events.PY_RETURN | events.BRANCH
                sys.monitoring.set_local_events(self.myid, code, wanted)

    def sysmon_line_arcs(self, code: CodeType, line_number: int) -> Any:
        """Note a line. Which came before it is not known, as that may have been seen long ago."""
        lines = self.code_infos[id(code)].file_data
        assert lines is not None
        lines.add((line_number, line_number))
        return sys.monitoring.DISABLE

    def sysmon_branch(self, code: CodeType, offset: int, destination: int) -> Any:
        """Note where a branch leads, until it has led both ways."""
        place = id(code), offset
        if (before := self._ways.get(place)) == destination:
            return None
        self._ways[place] = destination
        self.sysmon_branch_either(code, offset, destination)
        return None if before is None else sys.monitoring.DISABLE


def coverage_init(registry: object, options: object) -> None:
    """Have coverage.py take this where it would take the older way."""
    if sys.version_info < DOES_IT_ITSELF:
        env.PYBEHAVIOR.branch_right_left = True
        bytecode.RETURNS.add(dis.opmap["RETURN_CONST"])
        coverage.core.SysMonitor = Watcher
