"""The composition root: settings, URLs, the Celery app and the machinery of `make`. Nobody imports it."""
