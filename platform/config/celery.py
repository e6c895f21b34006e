"""The Celery app of both workers and of beat, and of whoever queues a task.

Imported by `manage.py` and `wsgi.py` too: a web process that has no default app would queue into nothing.
"""

import os
from typing import Any

import django
from celery import Celery, Task, signals, states
from django.db import close_old_connections, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.portal_worker")

app = Celery("inwonerplein")
app.set_default()  # also for the other threads of this process
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

VERIFY_ROLES = "provisioning.lifecycle.tasks.verify_roles"
MINUTES_10 = 600


@signals.worker_init.connect
def start_worker(**_options: Any) -> None:
    """Look at everything before a worker takes its first task."""
    _start(ask_database=True)


@signals.beat_init.connect
def start_beat(**_options: Any) -> None:
    """Look at the settings; beat has no business with the database."""
    _start(ask_database=False)


@signals.task_prerun.connect
def look_at_session(sender: Task, **_options: Any) -> None:
    """Look whether the session with the database that was kept is still one, and not too old, as a request does."""
    if not sender.request.is_eager:
        close_old_connections()


@signals.task_postrun.connect
def keep_session(sender: Task, state: str | None = None, **_options: Any) -> None:
    """Keep it after what went well; whatever broke off may have left locks in it."""
    if sender.request.is_eager:
        return
    if state == states.SUCCESS:
        close_old_connections()
    else:
        connections.close_all()


@signals.worker_ready.connect
def verify_roles(**_options: Any) -> None:
    """Have roles and rights compared with what they should be, when a lifecycle worker starts."""
    from django.conf import settings

    if settings.PROCESS == "lifecycle":
        app.send_task(VERIFY_ROLES, expires=MINUTES_10)


def _start(*, ask_database: bool) -> None:
    django.setup()
    from tenants.refusals import guard
    from tenants.refusals.errors import StartRefusedError

    try:
        guard.at_start(ask_database=ask_database)
    except StartRefusedError as error:  # Celery would log any other exception and go on
        raise SystemExit(str(error)) from error
