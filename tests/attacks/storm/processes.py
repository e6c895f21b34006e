"""Processes of the storm: workers that are given blocks and may be killed, and commands as operators type them."""

import json
import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from config.local import children
from tests.attacks.storm.scene import Scene, Town

ROOT = Path(__file__).parents[3]
MOST_TOLD = 4_000
"""Characters of what a command said that went wrong."""
NOISE = "urllib3.connectionpool"
"""Stands in lines about error reports, which nobody takes here."""
PATIENCE = 300.0
"""Seconds without an answer after which a process counts as stuck."""


class Worker:
    """One process, under one login."""

    def __init__(
        self, login: str, environment: Mapping[str, str], roster: Path, seed: str, plant: str
    ) -> None:
        words = [str(roster), seed, *([plant] if plant else [])]
        self.login, self.block = login, -1
        with children.undisturbed():
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "tests.attacks.storm.worker", *words],
                env={**environment, "DJANGO_SETTINGS_MODULE": f"config.settings.{login}"},
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
                preexec_fn=children.newborn(signal.SIGTERM),
            )

    def give(self, first: int, count: int) -> None:
        """Give it a block of attempts."""
        assert self.process.stdin is not None
        self.block = first
        self.process.stdin.write(f"{first} {count}\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        """Read a line; empty when the process is gone."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def complaint(self) -> str:
        """Read what it had to say when it went."""
        assert self.process.stderr is not None
        return self.process.stderr.read()[-2000:]

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.process.kill()
        self.process.communicate()

    def stop(self) -> None:
        """Let it go: it ends when there is nothing more to read."""
        if self.process.poll() is None:
            self.kill()


def speaking(workers: list[Worker]) -> list[Worker]:
    """Wait until at least one has something to say."""
    ready, _, _ = select.select([worker.process.stdout for worker in workers], [], [], PATIENCE)
    if not ready:
        raise TimeoutError("No process of the storm answers.")
    return [worker for worker in workers if worker.process.stdout in ready]


def command(
    number: int, seed: str, scene: Scene, environment: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Run one management command as a process; answer leaks, and what else went wrong."""
    chance = random.Random(f"{seed}/command/{number}")  # noqa: S311 - to be replayed
    is_closed = chance.random() < 0.2
    town = chance.choice(scene.closed if is_closed else scene.serving)
    script = chance.random() < 0.5
    words = ["shell", "-c", _script(town)] if script else ["reindex", "--tenant", town.uuid]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "config.settings.portal_worker"},
        capture_output=True,
        text=True,
        check=False,
    )
    output = done.stdout + done.stderr
    own = None if is_closed else town.marks
    leaks = [f"command {number}: {leak}" for leak in scene.searcher.leaks("output", output, own)]
    shown = town.marks.word in output if script else f"Qn{town.marks.digits}z" in output
    is_right = done.returncode != 0 if is_closed else done.returncode == 0 and shown
    told = "\n".join(line for line in output.splitlines() if NOISE not in line)[-MOST_TOLD:]
    said = f"command {number} {words[0]} for {town.host}: {done.returncode} {told}"
    return leaks, [] if is_right else [said]


def _script(town: Town) -> str:
    """Write what somebody might type into a shell: by the one way in."""
    return (
        "import uuid; from tenants import celery, directory; from tests.attacks.storm.kinds import entering, tasks; "
        f"print(tasks.reading().apply(headers={{celery.HEADER: {town.uuid!r}}}).get())"
    )


def sweep(scene: Scene, environment: Mapping[str, str]) -> dict[str, Any]:
    """Search everything that was left behind, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.attacks.storm.sweeping"],
        cwd=ROOT,
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "config.settings.lifecycle"},
        input=json.dumps([town.marks.digits for town in (*scene.serving, *scene.closed)]),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
