"""The Celery app of both workers and of beat, and of whoever queues a task.

Imported by `manage.py` and `wsgi.py` too: a web process that has no default app would queue into nothing.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.portal_worker")

app = Celery("inwonerplein")
app.set_default()  # also for the other threads of this process
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
