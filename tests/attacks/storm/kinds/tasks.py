"""Messages for workers: with the right header, none, a forged one, or that of a town that does not serve."""

import uuid
from functools import cache
from typing import Any

from celery import Celery

from tenants.celery import HEADER, TenantTask
from tenants.entry import enter
from tenants.errors import NoTenantError, NotServingError
from tests.attacks.storm.drawing import WORKER
from tests.attacks.storm.kinds import Kind
from tests.attacks.storm.kinds.entering import own_words
from tests.attacks.storm.scene import Try


@cache
def reading() -> Any:
    """Make a task that reads what only the town of its message has."""
    app = Celery("storm", broker="memory://", set_as_current=False)
    return app.task(base=TenantTask, name="portal.storm.read")(own_words)


def right_header(attempt: Try) -> None:
    """Run what a town has queued, with the headers that the message really got."""
    own, other = attempt.two()
    with enter(other.ref):
        reading().apply_async()
    attempt.shown(reading().apply(headers={HEADER: own.uuid}).get())


def wrong_header(attempt: Try) -> None:
    """Run a message without a town that serves."""
    town = attempt.chance.choice(attempt.scene.closed)
    header = attempt.chance.choice(
        ({}, {HEADER: ""}, {HEADER: "public"}, {HEADER: str(uuid.uuid4())}, {HEADER: None}, {HEADER: "t_000000000000"},
         {HEADER: town.uuid}, {HEADER: f"{town.uuid}; DROP"}, {"schema_name": town.schema})
    )  # fmt: skip
    attempt.refused(lambda: reading().apply(headers=header).get(), NotServingError)


def queued_by_nobody(attempt: Try) -> None:
    """Queue a task without having entered anybody."""
    attempt.refused(reading().apply_async, NoTenantError)


def anothers_letter(attempt: Try) -> None:
    """Deliver another's letter by its UUID: here there is none."""
    from portal.core.mail.operations import deliver

    own, other = attempt.two()
    with enter(own.ref):
        answer = deliver(uuid.UUID(other.mail))
        attempt.shown(own_words())
    attempt.expect(answer is None, "another's letter was delivered")


def activity(attempt: Try) -> None:
    """Write into the read model of the console."""
    from portal.core.jobs import write_activity
    from tenants.entry import outside
    from tenants.models import Insight

    own, _ = attempt.two()
    with enter(own.ref):
        write_activity("storm")
    with outside():
        data = Insight.objects.get(tenant__uuid=own.uuid, topic="activity").data
    attempt.see("read model", data, is_open=False)
    attempt.expect(bool(data["last_activity"]), "no activity was written")
    with enter(own.ref):
        attempt.shown(own_words())


KINDS = [
    Kind("task of one's own", right_header, 24, ("T43", "T45")),
    Kind("task without a town", wrong_header, 24, ("T43", "V5")),
    Kind("task queued by nobody", queued_by_nobody, 12, ("T43",)),
    Kind("another's letter", anothers_letter, 8, ("T58",)),
    Kind("read model", activity, 4, ("P08",), login=WORKER),
]
