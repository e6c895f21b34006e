"""Processes that start together and stop together."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.local import children, processes
from config.local.processes import Foreground, Process

HOST = """
import os, sys
from pathlib import Path
from config.local import processes
from config.local.processes import Foreground, Process
foreground = Foreground(Path(sys.argv[1]))
try:
    with processes.stoppable():
        try:
            for number, line in enumerate(sys.argv[2:]):
                foreground.start(Process(f"part{number}", ["/bin/sh", "-c", line], os.environ, grace=0.3))
            print("dead:", foreground.watch(), flush=True)
        finally:
            with processes.uninterrupted():
                foreground.stop()
except processes.Stopped as stopped:
    print("stopped by", stopped.number, flush=True)
"""
OBEYS = "trap 'echo bye; exit 0' TERM; echo $$ up; while :; do sleep 0.05; done"
STUBBORN = "trap '' TERM INT HUP; echo $$ up; while :; do sleep 0.05; done"


def start(folder: Path, *lines: str) -> tuple["subprocess.Popen[str]", list[int]]:
    """Run commands under a process of its own; return it and the numbers of its children once they are up."""
    words = [sys.executable, "-c", HOST, str(folder), *lines]
    host = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert host.stdout
    return host, [int(host.stdout.readline().split()[2]) for _ in lines]


def rest(host: "subprocess.Popen[str]") -> str:
    """Return what it says until its end."""
    said, _ = host.communicate(timeout=20)
    return said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_way_to_stop_stops_the_children_too(folder: Path, number: signal.Signals) -> None:
    host, pids = start(folder, OBEYS, OBEYS)

    host.send_signal(number)

    said = rest(host)
    assert f"stopped by {int(number)}" in said
    assert said.count("bye") == 2
    assert [children.moment_of_start(pid) for pid in pids] == [None, None]
    assert children.remembered(folder / "run") == []


def test_a_stubborn_process_is_killed_with_all_that_it_started(folder: Path) -> None:
    host, pids = start(folder, STUBBORN)

    host.send_signal(signal.SIGTERM)

    assert "part0 does not stop when asked: killed." in rest(host)
    assert children.moment_of_start(pids[0]) is None


def test_a_second_ctrl_c_does_not_interrupt_the_stopping(folder: Path) -> None:
    host, pids = start(folder, STUBBORN)

    host.send_signal(signal.SIGINT)
    host.send_signal(signal.SIGINT)

    assert "killed" in rest(host)
    assert children.moment_of_start(pids[0]) is None


def test_the_death_of_one_is_told_and_ends_the_others(folder: Path) -> None:
    host, pids = start(folder, OBEYS, OBEYS)

    os.kill(pids[1], signal.SIGKILL)

    assert "dead: part1" in rest(host)
    assert children.moment_of_start(pids[0]) is None


def test_a_killed_manager_takes_its_children_along(folder: Path) -> None:
    host, pids = start(folder, OBEYS)

    host.kill()
    rest(host)

    assert children.wait_until(lambda: children.moment_of_start(pids[0]) is None, 10)


def test_what_a_killed_manager_left_is_ended_at_the_next_start(folder: Path) -> None:
    host, pids = start(folder, STUBBORN)
    host.kill()
    rest(host)
    assert children.moment_of_start(pids[0])
    said: list[str] = []

    children.end_remembered(folder / "run", said.append)

    assert children.moment_of_start(pids[0]) is None
    assert said == [f"Ending part0 (process {pids[0]}), left behind by an earlier run."]


def test_what_processes_say_is_shown_with_their_name_and_kept(folder: Path, said: list[str]) -> None:
    foreground = Foreground(folder, say=said.append)
    foreground.start(Process("teller", ["/bin/sh", "-c", "echo one; printf two"], os.environ))

    dead = foreground.watch(deadline=20)
    foreground.stop()

    assert dead == "teller"
    assert said == ["   teller | one", "   teller | two"]
    assert (folder / "log/teller.log").read_text() == "one\ntwo"


def test_waiting_ends_when_what_was_waited_for_is_there(folder: Path) -> None:
    foreground = Foreground(folder, say=lambda _: None)
    foreground.start(Process("slow", ["/bin/sh", "-c", OBEYS], os.environ))
    log = folder / "log/slow.log"

    dead = foreground.watch(lambda: "up" in log.read_text(), deadline=20)
    foreground.stop()

    assert dead is None
    assert "bye" in log.read_text()


def test_a_child_takes_signals_as_usual_whatever_its_parent_does_with_them(
    folder: Path, said: list[str]
) -> None:
    foreground = Foreground(folder, say=said.append)
    with processes.uninterrupted():
        foreground.start(
            Process("teller", ["/bin/sh", "-c", "exec grep Sig[BI] /proc/self/status"], os.environ)
        )
    foreground.watch(deadline=20)
    foreground.stop()

    masks = [int(line.split()[-1], 16) for line in said]
    stopping = sum(1 << (number - 1) for number in children.STOPPING)
    assert len(masks) == 2
    assert [mask & stopping for mask in masks] == [0, 0]


HELD = """
import os, signal
from config.local import children, processes
try:
    with processes.stoppable():
        with children.undisturbed():
            os.kill(os.getpid(), signal.SIGTERM)
            print("started", flush=True)
        print("never", flush=True)
except processes.Stopped as stopped:
    print("stopped by", stopped.number)
"""


def test_a_signal_during_a_start_comes_after_it() -> None:
    answer = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=True)

    assert answer.stdout == "started\nstopped by 15\n"


def test_what_ignores_a_closed_terminal_keeps_doing_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with processes.stoppable():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_signals_work_as_before_when_all_is_over() -> None:
    before = [signal.getsignal(number) for number in children.STOPPING]

    with processes.stoppable(), processes.uninterrupted():
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN

    assert [signal.getsignal(number) for number in children.STOPPING] == before


def test_a_step_runs_to_its_end_beside_the_others(folder: Path, said: list[str]) -> None:
    foreground = Foreground(folder, say=said.append)
    foreground.start(Process("web", ["/bin/sh", "-c", OBEYS], os.environ))

    codes = [
        foreground.run(Process("step", ["/bin/sh", "-c", line], os.environ)) for line in ("exit 0", "exit 3")
    ]
    running = [record.name for record in children.remembered(folder / "run")]
    foreground.stop()

    assert codes == [0, 3]
    assert running == ["web"]


def test_a_step_is_broken_off_when_another_process_dies(folder: Path, said: list[str]) -> None:
    foreground = Foreground(folder, say=said.append)
    foreground.start(Process("web", ["/bin/sh", "-c", "exit 1"], os.environ))

    code = foreground.run(Process("step", ["/bin/sh", "-c", OBEYS], os.environ))
    foreground.stop()

    assert code == 1
    assert "web died meanwhile." in said


def test_a_terminal_that_is_closed_stops_all_also_when_no_signal_comes(folder: Path) -> None:
    ours, theirs = os.openpty()
    words = [sys.executable, "-c", HOST, str(folder), OBEYS]
    host = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    log = folder / "log/part0.log"
    assert children.wait_until(lambda: log.exists() and "up" in log.read_text(), 20)

    os.close(ours)

    host.wait(20)
    assert "bye" in log.read_text()
    assert children.remembered(folder / "run") == []
