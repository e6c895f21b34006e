"""A worker that dies while it looks at news: `python -m tests.faults.notifications.process DATABASE`.

It reads orders as lines of JSON, and forks for each. *prepare* lets a case system in; *receive* takes a message in, as
a portal does; *work* takes back what got lost, chooses what there is to do and does it, as dispatcher and worker do.
Who hears of news writes a line for each message into the audit stream: its visible effect.

Before each statement to the database, and where news is heard, is a point. At the point that an order names the child
says that it has *stopped*, and waits for its end. Otherwise it says which points there were.
"""

import json
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import django

from tests.faults import forking
from tests.faults.forking import say
from tests.faults.outbox.process import Points, _inside, _work

HEARD = "test.heard"
HERE = "tests.faults.notifications.process"
passes: Callable[[str], None] = lambda _name: None  # noqa: E731 - replaced by who counts points
careless = False


def main(database: str) -> None:
    """Carry out orders until there are no more."""
    django.setup()
    from django.conf import settings
    from django.db import connection

    from tenants.schedule import tasks

    assert tasks  # imported before the first fork, for speed
    connection.settings_dict["NAME"] = database
    settings.NOTIFICATION_HANDLERS = {"zaken": [f"{HERE}.hear"]}
    forking.carry_out_orders(_do)


def _do(what: str, point: int = -1, carelessly: bool = False, **more: Any) -> None:
    from django.db import connection

    from tests.faults.notifications import process

    points = Points(point)
    process.passes, process.careless = points.pass_by, carelessly
    doing: dict[str, Callable[..., None]] = {"prepare": _prepare, "receive": _receive, "work": _work}
    with connection.execute_wrapper(points.statement):
        doing[what](**more)
    say(done=points.passed)


def hear(event: Any) -> Callable[[], None] | None:
    """Answer the effect of news; who is careless has it at once."""
    passes("heard")
    if careless:
        _write(event)
        passes("written")
        return None
    return lambda: _write(event)


def _write(event: Any) -> None:
    from tenants import audit

    for message in event.messages:
        audit.record(HEARD, by=audit.SYSTEM, target=f"{event.main} {message.resource_url}")


def _prepare(address: str, password: str) -> None:
    from integrations.notifications import marks
    from integrations.notifications.models import Entrance, Subscription
    from tenants import directory
    from tests import municipalities
    from tests.integrations.notifications import conftest

    found = directory.by_uuid(municipalities.ZONNEDAM)
    assert found
    conftest.switched_on(found)
    with _inside():
        row, _ = Subscription.objects.get_or_create(connection=conftest.connection_of(found))
        Entrance.objects.create(
            subscription=row, address_mark=marks.of(address), header_mark=marks.of(password)
        )


def _receive(address: str, password: str, bodies: list[dict[str, Any]]) -> None:
    from integrations.notifications import operations

    with _inside():
        for body in bodies:
            status = operations.receive(address, f"Bearer {password}", json.dumps(body).encode())
            assert status == HTTPStatus.NO_CONTENT, status


if __name__ == "__main__":
    main(sys.argv[1])
