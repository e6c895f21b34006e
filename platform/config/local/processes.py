"""Run several processes in the foreground as one: they start together and they stop together.

What they say is shown with their name before it and kept in a file each. None is started again: the death of
one is told, and ends all. Ctrl-C, SIGTERM and a closed terminal stop them in reverse order, asking first.
"""

import contextlib
import functools
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from config.local import children, places, terminal


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """Somebody asked us to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(f"signal {number}")
        self.number = number


@dataclass(frozen=True, slots=True)
class Process:
    """A command to run under a name, and how long it may take to stop."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    grace: float = 10


@dataclass(slots=True)
class _Child:
    process: Process
    popen: "subprocess.Popen[bytes]"
    log: IO[bytes]
    pending: bytes = b""


@dataclass(slots=True)
class Foreground:
    """The processes that run now; their records and logs lie in `folder`."""

    folder: Path
    say: Callable[[str], None] = terminal.say
    _children: list[_Child] = field(default_factory=list, init=False)
    _terminal: int | None = field(default_factory=terminal.own, init=False)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector, init=False)

    def start(self, process: Process) -> None:
        """Start one process."""
        log = (places.own_folder(self.folder / "log") / f"{process.name}.log").open("wb")
        with children.undisturbed():
            popen = children.start(
                process.command, environment=process.environment, output=subprocess.PIPE, folder=places.ROOT
            )
            children.remember(self.folder / "run", process.name, popen.pid, grace=process.grace)
            child = _Child(process, popen, log)
            self._children.append(child)
            if popen.stdout:
                os.set_blocking(popen.stdout.fileno(), False)
                self._selector.register(popen.stdout, selectors.EVENT_READ, child)

    def watch(
        self, until: Callable[[], bool] = lambda: False, *, deadline: float | None = None
    ) -> str | None:
        """Show what the processes say until one dies (its name is returned) or `until` holds or time is up.

        :raises Stopped: when a signal asks us to stop, inside `stoppable()`.
        """
        end = time.monotonic() + deadline if deadline is not None else None
        while not until():
            self._show(0.1)
            if self._terminal is not None and terminal.is_closed(self._terminal):
                raise Stopped(signal.SIGHUP)
            for child in self._children:
                if child.popen.poll() is not None:
                    return child.process.name
            if end is not None and time.monotonic() > end:
                break
        return None

    def run(self, process: Process) -> int:
        """Run one process to its end beside the others; its exit code, or 1 when another dies first."""
        self.start(process)
        child = self._children[-1]
        dead = self.watch()
        if dead != process.name:
            self.say(f"{dead} died meanwhile.")
            return 1
        self._close(child)
        return child.popen.wait()

    def stop(self) -> None:
        """Stop all in reverse order: ask each, wait for each, then kill what is left of its group."""
        for child in reversed(self._children):
            child.popen.send_signal(signal.SIGTERM)
        for child in reversed(self._children):
            if not children.wait_until(functools.partial(self._has_ended, child), child.process.grace):
                self.say(f"{child.process.name} does not stop when asked: killed.")
            children.kill_group(child.popen.pid)
            child.popen.wait()
        for child in list(self._children):
            self._close(child)
        self._selector.close()

    def _close(self, child: _Child) -> None:
        """Show the last words of a process that has ended, and strike it out."""
        self._show(0)
        self._tell(child, [child.pending] if child.pending else [])
        child.log.close()
        if child.popen.stdout:
            with contextlib.suppress(KeyError):
                self._selector.unregister(child.popen.stdout)
            child.popen.stdout.close()
        children.forget(self.folder / "run", child.process.name)
        self._children.remove(child)

    def _has_ended(self, child: _Child) -> bool:
        self._show(0)  # a process that waits for us to read would never end
        return child.popen.poll() is not None

    def _show(self, patience: float) -> None:
        for key, _ in self._selector.select(patience):
            child: _Child = key.data
            received = os.read(key.fd, 65536)
            if not received:
                self._selector.unregister(key.fileobj)
            child.log.write(received)
            child.log.flush()
            *lines, child.pending = (child.pending + received).split(b"\n")
            self._tell(child, lines)

    def _tell(self, child: _Child, lines: list[bytes]) -> None:
        for line in lines:
            self.say(f"{child.process.name:>9} | {line.decode(errors='replace')}")


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a closed terminal into `Stopped`, once: stopping is not interrupted."""

    def leave(number: int, _frame: FrameType | None) -> None:
        for each in children.STOPPING:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    kept = {signal.SIGHUP} if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN else set()  # under nohup
    with _handling(leave, set(children.STOPPING) - kept):
        yield


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Do something to its end, such as stopping, whatever keys are pressed."""
    with _handling(signal.SIG_IGN, set(children.STOPPING)):
        yield


@contextlib.contextmanager
def _handling(
    handler: Callable[[int, FrameType | None], None] | signal.Handlers, numbers: set[signal.Signals]
) -> Iterator[None]:
    before = {each: signal.signal(each, handler) for each in numbers}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
