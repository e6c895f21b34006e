"""Every task enters a tenant by its base class, or says that it belongs to none (tenancy V5)."""

import re
from pathlib import Path

from django.conf import settings

from config.celery import app  # the test of the composition root may look into it
from tenants.celery import PlatformTask, TenantTask

ROOT = Path(__file__).parents[2]


def own_tasks() -> dict[str, object]:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith(("celery.", "tests."))}


def test_every_task_has_one_of_our_base_classes() -> None:
    assert own_tasks()
    assert [n for n, task in own_tasks().items() if not isinstance(task, TenantTask | PlatformTask)] == []


def test_every_task_is_routed_to_a_queue() -> None:
    prefixes = [pattern.removesuffix("*") for pattern in settings.CELERY_TASK_ROUTES]
    assert [name for name in own_tasks() if not name.startswith(tuple(prefixes))] == []


def test_every_entry_of_beat_names_a_task() -> None:
    assert [e["task"] for e in settings.CELERY_BEAT_SCHEDULE.values() if e["task"] not in own_tasks()] == []


def test_every_queue_has_a_worker_in_the_demo_and_in_the_manual() -> None:
    queues = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    demo = "\n".join(path.read_text() for path in (ROOT / "platform/config/local").glob("*.py"))
    manual = (ROOT / "docs/operating.md").read_text()
    for queue in queues:
        assert re.search(rf"[\"'-]{queue}\b", demo), queue
        assert f"-Q {queue}" in manual or f"--queues {queue}" in manual, queue
