"""Begin and end the scan of a run: its folder, and what it found."""

import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import redis

from tests.scan import collecting, leaving, searching
from tests.scan.searching import Searcher, Sighting

FOUND: Final = pytest.StashKey[list[Sighting]]()
OWN: Final = pytest.StashKey[Path]()
"""The folder of a run, for who made it and looks through it."""
TOLD: Final = pytest.StashKey[str]()
DATABASES: Final = 16
MOST_TOLD: Final = 30
AT_ONCE: Final = 1_000
"""Keys of Redis asked about in one go: there are thousands, and nearly all are neither list nor hash."""


def begin(config: pytest.Config) -> None:
    """Make the run's folder, unless this process belongs to a run that has one; collect, where tests run."""
    if collecting.FOLDER not in os.environ:
        beside = os.environ.get("TEST_LOCK_FILE")
        folder = tempfile.mkdtemp(prefix="scan-", dir=Path(beside).parent if beside else None)
        os.environ[collecting.FOLDER] = folder
        config.stash[OWN] = Path(folder)
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        collecting.install()


def finish(session: pytest.Session) -> None:
    """Write down what this process kept; look through it all when the run is ours."""
    collecting.close()
    if folder := session.config.stash.get(OWN, None):
        del os.environ[collecting.FOLDER]
        conclude(session, folder)


def conclude(session: pytest.Session, folder: Path) -> None:
    """Look through a folder, and fail the run for what is in it; without a find the folder goes."""
    from tests.scan import words  # here alone: the workers of a run need none of it

    began, leaks = time.process_time(), searching.allowed()
    keep_queues(folder)
    leaving.keep_servers(folder)
    size = sum(path.stat().st_size for path in folder.iterdir())
    seen = Searcher(words.bsns(), words.secrets()).in_folder(folder)
    found = [each for each in seen if not searching.is_allowed(each, leaks)]
    took = time.process_time() - began
    session.config.stash[FOUND] = found
    session.config.stash[TOLD] = f"{len(list(folder.iterdir()))} files, {size / 1e6:.1f} MB, in {took:.1f} s"
    if found:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    else:
        shutil.rmtree(folder)


def tell(reporter: pytest.TerminalReporter) -> None:
    """Say what was found, file by file."""
    found = reporter.config.stash.get(FOUND, [])
    if found:
        reporter.section("secrets and test BSNs that were left behind", red=True)
        for seen in found[:MOST_TOLD]:
            reporter.write_line(str(seen))
        reporter.write_line(f"{len(found)} in all; the files are in {reporter.config.stash.get(OWN, '?')}")
    if told := reporter.config.stash.get(TOLD, ""):
        reporter.write_line(f"scan of what was left behind: {told}, {len(found)} found")


def keep_queues(folder: Path) -> None:
    """Keep what still waits in Redis for a worker, and the name of every key."""
    if "REDIS_URL" not in os.environ:
        return
    with (folder / f"{collecting.QUEUE}-redis.txt").open("w", encoding="utf-8") as file:
        for text in _waiting(os.environ["REDIS_URL"]):
            file.write(f"\t{text}\n")


def _waiting(url: str) -> Iterator[str]:
    for number in range(DATABASES):
        with redis.Redis.from_url(url.rpartition("/")[0] + f"/{number}") as client:
            for keys in itertools.batched(client.scan_iter(count=AT_ONCE), AT_ONCE):
                asking = client.pipeline(transaction=False)
                for key in keys:
                    asking.type(key)
                for key, kind in zip(keys, asking.execute(), strict=True):
                    yield repr(key)
                    if kind == b"list":
                        yield from map(repr, client.lrange(key, 0, -1))
                    elif kind == b"hash":
                        yield repr(client.hgetall(key))
