"""Start processes that die with us, and recognise and end those that did not.

Three nets, since the last one must hold when the first two are cut by `kill -9`:
each child is asked by the kernel to stop when we die (Linux); each runs in a session of its own, so that
the whole group can be ended; and each is written down with its moment of start, so that the next start
recognises a leftover and never mistakes a stranger with the same number for it.
"""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from config.local import accounts

PR_SET_PDEATHSIG = 1
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Record:
    """A process that we started: its number and its moment of start name it for as long as it lives."""

    name: str
    pid: int
    started: str
    stop_signal: int
    grace: float


def start(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    output: int | IO[bytes],
    folder: Path,
    account: accounts.Account | None = None,
    dies_with_us: signal.Signals | None = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own; `dies_with_us` is the signal it gets when we are gone."""
    with undisturbed():
        return subprocess.Popen(  # noqa: S603 - our own commands
            command,
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=newborn(dies_with_us),
        )


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Start a child and note it down without a signal in between; one that comes is handled afterwards.

    Without this a Ctrl-C at the wrong moment is handled in the child, by our handlers, or loses it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def newborn(death_signal: signal.Signals | None) -> Callable[[], None]:
    """Return what a child does first: ask for this signal when we die, and take signals as usual."""
    parent = os.getpid()

    def begin() -> None:
        if _libc and death_signal:
            _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)

    return begin


def tie_to_parent() -> None:
    """Ask for a SIGTERM when the process that started us dies, such as `make` killed with -9."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)


def moment_of_start(pid: int) -> str | None:
    """Return what tells this process from every other that had or will have its number; None when dead."""
    if sys.platform != "linux":
        lines = accounts.run_as(None, ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)]).stdout.split(
            None, 1
        )
        return lines[1].strip() if len(lines) == 2 and not lines[0].startswith("Z") else None
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return None
    return None if fields[0] in "ZX" else f"{boot}/{fields[19]}"


def command_line(pid: int) -> list[str]:
    """Return the words of a running process's command, or nothing where they cannot be read."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
    except OSError:
        return []


def remember(
    run: Path, name: str, pid: int, *, stop_signal: signal.Signals = signal.SIGTERM, grace: float = 10
) -> None:
    """Write down a process that we started."""
    run.mkdir(parents=True, exist_ok=True)
    record = Record(name, pid, moment_of_start(pid) or "", int(stop_signal), grace)
    (run / f"{name}.json").write_text(json.dumps(asdict(record)))


def forget(run: Path, name: str) -> None:
    """Strike out a process that has ended."""
    (run / f"{name}.json").unlink(missing_ok=True)


def remembered(run: Path) -> list[Record]:
    """Return the processes written down that still live, the newest first."""
    found = []
    for path in sorted(run.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True):
        try:
            record = Record(**json.loads(path.read_text()))
        except (ValueError, TypeError):
            record = None
        if record and record.started and moment_of_start(record.pid) == record.started:
            found.append(record)
        else:
            path.unlink(missing_ok=True)
    return found


def end_remembered(run: Path, say: Callable[[str], None] | None = None) -> None:
    """End what an earlier run left behind, the newest first."""
    for record in remembered(run):
        if say:
            say(f"Ending {record.name} (process {record.pid}), left behind by an earlier run.")
        end(record.pid, record.started, stop_signal=record.stop_signal, grace=record.grace)
        forget(run, record.name)


def end(pid: int, started: str, *, stop_signal: int, grace: float) -> bool:
    """End one process: ask, wait, then kill its group. Returns whether asking was enough."""
    if moment_of_start(pid) != started:
        return True
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, stop_signal)
    in_time = wait_until(lambda: moment_of_start(pid) != started, grace)
    kill_group(pid)  # also what it may have left in its session
    wait_until(lambda: moment_of_start(pid) != started, 5)
    return in_time


def kill_group(pid: int) -> None:
    """Kill a child and all that it started in its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def kill_tree(pid: int) -> None:
    """Kill a process and, where the system tells which they are, all that it has started, in whatever session."""
    found = [(pid, moment_of_start(pid))]
    for each, _ in found:  # it grows meanwhile
        found += [(child, moment_of_start(child)) for child in _children_of(each)]
    for each, started in found:
        if started and moment_of_start(each) == started:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(each, signal.SIGKILL)


def _children_of(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []


def wait_until(condition: Callable[[], bool], deadline: float) -> bool:
    """Poll until the condition holds or the time is up; tells which."""
    until = time.monotonic() + deadline
    pause = 0.01
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)
    return True
