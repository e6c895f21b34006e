"""Run the tests on servers of their own, which go when the run ends, however it ends.

    python -m config.local test [--postgres 15] [--no-coverage] [-- WORDS FOR PYTEST]
    python -m config.local test-rooms [--postgres 15] [--no-coverage] [-- WORDS FOR PYTEST]
    python -m config.local test-processes [--postgres 15] [-- WORDS FOR PYTEST]

Without words for pytest `test` attacks all walls, and tests the house that they stand in: in parallel, within ten
minutes on two cores. What the rooms do (portal, console, other systems) has a run of its own, which counts what both
covered, and so has what starts processes: journeys through a browser, faults, servers and commands. With words `test`
runs what they say, wherever it stands.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from config.local import browser, children, debian, environment, places, processes, terminal
from config.local.servers import Servers, only_one

ROOM_IN_MEMORY = 3 * 2**30
PATIENCE = 30.0
"""Seconds in which what runs may tell what it had, once it was asked to end."""
ROOMS = ("tests/integrations", "tests/portal", "tests/provisioning")
"""Of these rooms two thirds of all tests are, and most of their time."""
PROCESSES = ("tests/browser", "tests/faults", "tests/processes")
"""Where the product runs as processes, or servers and commands do. Nothing there is counted (`tests/counting.py`)."""
COUNTED = ("--cov", "--cov-branch", "--cov-report=", "--cov-fail-under=0")
"""What is covered is kept for the rooms' run: without their tests it says nothing."""
GATE = ("--cov", "--cov-branch", "--cov-append", "--cov-report=term:skip-covered", "--cov-fail-under=90")
PYTEST = (sys.executable, "-m", "pytest")
NO_BROWSER = "BROWSER TESTS: NOT RUN. No Chromium was found, and none could be installed. Set CHROMIUM_PATH."


def run(words: list[str]) -> int:
    """Run pytest with private servers and return its exit code."""
    ours, words_for_pytest = _split(words)
    return _run(ours, command(words_for_pytest, coverage="--no-coverage" not in ours), words_for_pytest)


def run_rooms(words: list[str]) -> int:
    """Run what the rooms do, or what is asked for of it, with private servers."""
    ours, words_for_pytest = _split(words)
    return _run(ours, command_of_rooms(words_for_pytest, coverage="--no-coverage" not in ours), [])


def run_processes(words: list[str]) -> int:
    """Run what runs the product as processes, or what is asked for of it, with private servers."""
    ours, words_for_pytest = _split(words)
    pytest = command_of_processes(words_for_pytest)
    return _run(ours, pytest, [word for word in pytest if word.startswith("tests/")])


def _run(ours: list[str], pytest: list[str], words: list[str]) -> int:
    if "--postgres" in ours:
        os.environ["POSTGRES_BIN"] = str(debian.postgresql(int(ours[ours.index("--postgres") + 1])))
    browser_path = chromium(words)
    with processes.stoppable(), private_servers() as (servers, folder):
        values = {**os.environ, **environment.for_tests(servers, folder)}
        if browser_path:
            values["CHROMIUM_PATH"] = browser_path
        code = in_foreground(pytest, values)
    if not browser_path and _wants_browser(words):
        terminal.say(NO_BROWSER)
    return code


def run_module(module: str, words: list[str]) -> int:
    """Run a module of tests/ with private servers, and return its exit code.

    :raises terminal.Trouble: when it is not there: what is built to run holds no tests.
    """
    _make_sure(module)
    with processes.stoppable(), private_servers() as (servers, folder):
        values = {**os.environ, **environment.for_tests(servers, folder)}
        return in_foreground([sys.executable, "-m", module, *words], values)


def run_module_alone(module: str, words: list[str]) -> int:
    """Run a module of tests/ that takes no servers, and return its exit code.

    :raises terminal.Trouble: when it is not there.
    """
    _make_sure(module)
    return in_foreground([sys.executable, "-m", module, *words], os.environ)


def _make_sure(module: str) -> None:
    place = places.ROOT / module.replace(".", "/")
    if not ((place / "__main__.py").exists() or place.with_suffix(".py").exists()):
        raise terminal.Trouble(f"{place.relative_to(places.ROOT)} is not there: it comes with the tests.")


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in words:
        return words, []
    place = words.index("--")
    return words[:place], words[place + 1 :]


def command(words: list[str], *, coverage: bool) -> list[str]:
    """Return how to call pytest: as asked, or for walls and house."""
    if words:
        return [*PYTEST, *words]
    without = [f"--ignore={place}" for place in (*ROOMS, *PROCESSES)]
    return [*PYTEST, *without, *_in_parallel(), *(COUNTED if coverage else ())]


def command_of_rooms(words: list[str], *, coverage: bool) -> list[str]:
    """Return how to call pytest for the rooms: as asked of them, or for all with the gate on coverage."""
    if words:
        return [*PYTEST, *ROOMS, *words]
    return [*PYTEST, *ROOMS, *_in_parallel(), *(GATE if coverage else ())]


def _in_parallel() -> list[str]:
    return ["-n", str(cores() + 1)]


def command_of_processes(words: list[str]) -> list[str]:
    """Return how to call pytest for them: all journeys go through one running product, and faults beside it."""
    is_somewhere = any(word.startswith(PROCESSES) for word in words)
    return [*PYTEST, "-n", "0" if words else "2", *(() if is_somewhere else PROCESSES), *words]


def cores() -> int:
    """Return how many processors we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _wants_browser(words: list[str]) -> bool:
    """Tell it of words that name the browser's tests, or no place at all, and of none: the browser's run apart."""
    is_anywhere = not any(word.startswith("tests/") for word in words)
    return bool(words) and (is_anywhere or any("browser" in word for word in words))


def chromium(words: list[str]) -> str | None:
    """Return a browser, installed if need be; when none can be had that is said, and in CI it is an error."""
    if not _wants_browser(words):
        return None
    found = browser.find_light(may_install=True)
    if found is None:
        if os.environ.get("CI"):
            raise terminal.Trouble(f"{NO_BROWSER} With CI set that is a failure.")
        terminal.say(NO_BROWSER)
    return found


@contextlib.contextmanager
def private_servers() -> Iterator[tuple[Servers, Path]]:
    """Start servers in a folder that is removed afterwards; remove what killed runs left."""
    places.own_folder(places.LOCAL)
    runs = places.own_folder(places.LOCAL / "test")
    base = places.MEMORY if places.has_room(places.MEMORY, ROOM_IN_MEMORY) else None
    with contextlib.ExitStack() as afterwards:
        with places.exclusively(runs):  # nobody may sweep this run before it has its lock
            sweep(runs)
            folder = Path(tempfile.mkdtemp(dir=runs, prefix="run-"))
            afterwards.callback(places.remove, folder)
            afterwards.enter_context(only_one(folder, "This run"))
        servers = Servers(folder, careless=True, base=base)
        afterwards.callback(_stop, servers)
        servers.start()
        yield servers, folder


def sweep(runs: Path) -> None:
    """End the servers of runs that were killed, and remove what they left; a living run holds its lock."""
    for folder in runs.glob("run-*"):
        with contextlib.suppress(OSError), (folder / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            children.end_remembered(folder / "run", terminal.say)
            places.remove(folder)


def in_foreground(command: list[str], values: Mapping[str, str]) -> int:
    """Run a command in the foreground: a Ctrl-C reaches it directly, and it tells what it had by then."""
    with children.undisturbed():
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=places.ROOT, env=values, preexec_fn=children.newborn(signal.SIGTERM)
        )
    terminal_of_ours = terminal.own()
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(0.5)
            if terminal_of_ours is not None and terminal.is_closed(terminal_of_ours):
                raise processes.Stopped(signal.SIGHUP)
    except processes.Stopped as stopped:
        # Keys of a terminal reach it too. Without one somebody told us alone.
        if stopped.number != signal.SIGINT or terminal_of_ours is None:
            process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        return 128 + stopped.number
    finally:
        if process.poll() is None:
            children.kill_tree(process.pid)
            process.wait()


def _stop(servers: Servers) -> None:
    with processes.uninterrupted():
        servers.stop()
