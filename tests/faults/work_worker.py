"""The product's Celery app with a few jobs that tests can hold, kill and count.

`celery -A tests.faults.work_worker worker`: the jobs are registered under the feature `core`. Each writes one line into
its municipality's audit stream: its visible effect. What holds waits for a line in a pipe of the folder `WORK_FOLDER`.
"""

import datetime
import os
import signal
from pathlib import Path

from config.celery import app

__all__ = ["app"]


def count(key: str) -> None:
    """Have an effect that can be counted."""
    from tenants import audit

    audit.record("test.effect", by=audit.SYSTEM, target=key)


def hold(key: str) -> None:
    """Say which process does it, then wait to be let go, and have an effect."""
    folder = Path(os.environ["WORK_FOLDER"])
    (folder / f"{key}.{os.getpid()}.started").touch()
    (folder / key).read_text()  # a pipe: until the test writes into it
    count(key)


def poison(_key: str) -> None:
    """Take the process along."""
    os.kill(os.getpid(), signal.SIGKILL)


def register() -> None:
    """Add the jobs."""
    from tenants import registers
    from tenants.registers import Job
    from tenants.schedule.types import ONCE, SKIP, Every, each

    for name, run in (("count", count), ("hold", hold), ("poison", poison)):
        registers.jobs.add(Job("core", f"test_{name}", run=run))
    hour = datetime.timedelta(hours=1)
    for name, policy in (("skip", SKIP), ("once", ONCE), ("each", each(3))):
        registers.jobs.add(Job("core", f"test_{name}", run=count, rhythm=Every(hour), catch_up=policy))


register()
