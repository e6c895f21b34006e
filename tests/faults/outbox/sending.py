"""Kinds that go to the receiver of `tests.integrations.outbox.receiver`, for processes that tests kill.

The receiver's port stands in `RECEIVER_PORT`. Around each call over the network stands a *point*, at which a test may
stop the process.
"""

import http.client
import json
import os
from collections.abc import Callable
from contextlib import closing

from integrations import outbox

HERE = __name__
point: Callable[[str], None] = lambda name: None  # noqa: E731 - replaced by who counts points


def register() -> None:
    """Add the kinds."""
    for name, look in (("knows_keys", ""), ("looks", f"{HERE}.look"), ("blind", "")):
        outbox.kinds.add(
            outbox.Kind(
                "core",
                name,
                handler=f"{HERE}.hand_over",
                already_done=look,
                label="Uw vraag",
                title="Vraag",
                most_attempts=1000,
            )
        )
    outbox.kinds.add(
        outbox.Kind(
            "core",
            "ordered",
            handler=f"{HERE}.hand_over",
            order=outbox.Order.SUBJECT,
            label="Uw vraag",
            title="Vraag",
        )
    )


def hand_over(delivery: outbox.Delivery) -> outbox.Answer:
    """Have the effect."""
    point("before the call")
    with closing(_connect()) as connection:
        headers = {"Idempotency-Key": str(delivery.idempotency_key)}
        connection.request("POST", "/effects", json.dumps({"key": delivery.key}), headers)
        point("sent")
        status = connection.getresponse().status
    point("answered")
    return outbox.done() if status == 201 else outbox.later("failed")


def look(delivery: outbox.Delivery) -> str | None:
    """Tell whether there was an effect."""
    with closing(_connect()) as connection:
        connection.request("GET", f"/effects/{delivery.key}")
        status = connection.getresponse().status
    return "found" if status == 200 else None


def _connect() -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", int(os.environ["RECEIVER_PORT"]), timeout=10)
