"""A worker that dies where it is told: `python -m tests.faults.outbox.process DATABASE`.

It reads orders as lines of JSON, and forks for each. *put* stores an item as a portal does, in one transaction. *work*
takes back what got lost, chooses what there is to do and does it, as dispatcher and worker do. *race* tries each item
that waits, as if there were work of its own for each worker.

Before each statement to the database, and around each call over the network, is a point. At the point that an order
names the child says that it has *stopped*, and waits for its end. Otherwise it says which points there were.
"""

import os
import signal
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

from tests.faults import forking
from tests.faults.forking import say


def main(database: str) -> None:
    """Carry out orders until there are no more."""
    django.setup()
    from django.db import connection

    from tenants.schedule import tasks
    from tests.faults.outbox import sending

    assert tasks  # imported before the first fork, for speed
    connection.settings_dict["NAME"] = database
    sending.register()
    forking.carry_out_orders(_do)


def _do(what: str, key: str = "", kind: str = "", port: int = 0, point: int = -1, subject: str = "") -> None:
    from django.db import connection

    from tests.faults.outbox import sending

    os.environ["RECEIVER_PORT"] = str(port)
    points = Points(point)
    sending.point = points.pass_by
    with connection.execute_wrapper(points.statement):
        {"work": _work, "race": _race, "put": lambda: _put(kind, key, subject)}[what]()
    say(done=points.passed)


def _put(kind: str, key: str, subject: str) -> None:
    from django.db import transaction

    from integrations import outbox
    from tenants import audit

    with _inside(), transaction.atomic():
        audit.record("test.asked", by=audit.SYSTEM, target=key)
        outbox.put(kind, {"text": "hallo"}, key, person=uuid.UUID(int=7), subject=subject)
        audit.record("test.asked", by=audit.SYSTEM, target=key)


def _race() -> None:
    from integrations.outbox import delivering
    from integrations.outbox.models import Item

    with _inside():
        waiting = Item.objects.filter(state="waiting").order_by("position", "key")
        for row in list(waiting.values_list("pk", flat=True)):
            delivering.deliver(row)


@contextmanager
def _inside() -> Iterator[None]:
    from tenants import directory
    from tenants.entry import enter
    from tests import municipalities

    tenant = directory.by_uuid(municipalities.ZONNEDAM)
    assert tenant
    with enter(tenant):
        yield


def _work() -> None:
    from tenants.schedule import feeding, recovering, running
    from tenants.schedule.types import Cost

    recovering.recover()
    for handed in feeding._choose(Cost.LIGHT):
        running.run(handed.work, handed.fence)


class Points:
    """Count points, and stop at one, until somebody kills this process.

    :param wanted: which of all; or which of a name, as *after POST 2*: how many statements come before it may differ.
    """

    def __init__(self, wanted: int | str) -> None:
        self.wanted = wanted
        self.passed: list[str] = []

    def pass_by(self, name: str) -> None:
        of_this_name = f"{name} {self.passed.count(name) + 1}"
        if self.wanted in {len(self.passed), of_this_name}:
            say(stopped=os.getpid(), at=name)
            signal.pause()
        self.passed.append(name)

    def statement(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Stand before each statement."""
        self.pass_by("statement")
        return execute(*arguments)


if __name__ == "__main__":
    main(sys.argv[1])
