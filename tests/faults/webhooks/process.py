"""A worker that dies while it brings events to webhooks: `python -m tests.faults.webhooks.process DATABASE`.

It reads orders as lines of JSON, and forks for each. *endpoint* adds an address; *end* lets operations end, as
lifecycle does, in one transaction; *work* brings what is due, as the worker does. Signing and settling are those of the
product, only the wire is another: it leads to a receiver on this machine. Before each statement and around each post is
a point.
"""

import http.client
import sys
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import django

from tests.faults import forking
from tests.faults.forking import say
from tests.faults.outbox.process import Points


def main(database: str) -> None:
    """Carry out orders until there are no more."""
    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    forking.carry_out_orders(_do)


def _do(
    what: str, number: int = 1, port: int = 0, point: int = -1, secret: str = "", careless: bool = False
) -> None:
    from django.db import connection

    points = Points(point)
    _lead_the_wire_to(port, points)
    doing = {"endpoint": lambda: _endpoint(secret), "end": lambda: _end(number), "work": _work}
    with connection.execute_wrapper(points.statement):
        (_careless_work if careless else doing[what])()
    say(done=points.passed)


def _endpoint(secret: str) -> None:
    from provisioning.webhooks import operations
    from tenants import audit

    operations.add(url="https://elders.example/hook", secret=secret, events=(), by=audit.SYSTEM)


def _end(number: int) -> None:
    from django.db import transaction

    from provisioning.lifecycle import ending
    from tests.provisioning.console import municipalities

    with transaction.atomic():
        for _ in range(number):
            ending.tell(municipalities.operation(state="done", done=3).pk)


def _work() -> None:
    from provisioning.webhooks import delivering

    delivering.deliver()


def _careless_work() -> None:
    """Bring events as one should not: written down as brought before they are."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    from provisioning.webhooks import delivering
    from provisioning.webhooks.models import Delivery

    for key in Delivery.objects.filter(state="waiting").values_list("pk", flat=True):
        claimed = delivering._claim(key)
        assert claimed
        delivering._settle(claimed, 204, "")
        import_string(settings.WEBHOOK_POSTER)(delivering._message(claimed))


def _lead_the_wire_to(port: int, points: Points) -> None:
    from integrations import http as wire

    def call(request: Any) -> Any:
        points.pass_by("before the post")
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            connection.request("POST", "/", request.content, dict(request.headers))
            points.pass_by("sent")
            status = connection.getresponse().status
        points.pass_by("answered")
        return SimpleNamespace(status=status)

    wire.call = call  # type: ignore[assignment]


if __name__ == "__main__":
    main(sys.argv[1])
