"""Celery: two queues, JSON only, nothing but ids in messages (attacks T43 to T46)."""

from celery.schedules import crontab
from kombu.entity import Queue

from .caches import REDIS_URL

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in ("portal", "lifecycle")]
CELERY_TASK_DEFAULT_QUEUE = "portal"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_ROUTES = {
    "portal.*": {"queue": "portal"},
    "integrations.*": {"queue": "portal"},
    "tenants.*": {"queue": "portal"},
    # What speaks to other systems does so with the login that owns nothing; the first that fits counts.
    "provisioning.webhooks.*": {"queue": "portal"},
    "provisioning.*": {"queue": "lifecycle"},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # else Redis away for an hour ends the worker (fault F22)
CELERY_BROKER_CHANNEL_ERROR_RETRY = True  # else a Redis that becomes a replica ends the worker (fault F25)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE = {
    name: {
        "task": task,
        "schedule": seconds,
        "options": {"expires": seconds},
    }  # what is late is not run twice
    for name, task, seconds in (
        ("resume openings", "provisioning.lifecycle.tasks.resume_operations", 10.0),
        ("keep spares", "provisioning.lifecycle.tasks.keep_spares", 30.0),
        ("apply changes of connections", "integrations.connections.tasks.dispatch", 10.0),
        ("seal audit streams", "provisioning.audit.tasks.seal", 300.0),
        ("work of municipalities", "tenants.schedule.tasks.dispatch", 5.0),
        ("hurry where a breaker opened or closed", "integrations.connections.tasks.hurry", 5.0),
        ("see whether files can be examined", "integrations.virus.tasks.look", 60.0),
        ("see who takes more than its share", "tenants.alerts.tasks.look_at_quotas", 15.0),
        ("see whether work is stuck", "tenants.alerts.tasks.look_at_work", 60.0),
        ("bring notices of alerts", "tenants.alerts.tasks.deliver", 10.0),
        ("mail invitations", "provisioning.console.tasks.mail_invitations", 15.0),
        ("bring events to webhooks", "provisioning.webhooks.tasks.deliver", 5.0),
    )
}
CELERY_BEAT_SCHEDULE["compare roles and rights"] = {
    "task": "provisioning.lifecycle.tasks.verify_roles",
    "schedule": crontab(hour="3", minute="17"),
    "options": {"expires": 3600.0},
}
CELERY_BEAT_SCHEDULE["verify audit streams"] = {
    "task": "provisioning.audit.tasks.verify",
    "schedule": crontab(hour="3", minute="47"),
    "options": {"expires": 3600.0},
}
CELERY_BEAT_SCHEDULE["forget who looked long ago"] = {
    "task": "provisioning.audit.tasks.forget",
    "schedule": crontab(hour="4", minute="7"),
    "options": {"expires": 3600.0},
}
CELERY_BEAT_SCHEDULE["forget drafts and invitations"] = {
    "task": "provisioning.console.tasks.forget",
    "schedule": crontab(hour="4", minute="13"),
    "options": {"expires": 3600.0},
}
CELERY_BEAT_SCHEDULE["look for the proofs of hosts"] = {
    "task": "provisioning.lifecycle.tasks.recheck_domains",
    "schedule": crontab(hour="4", minute="43"),
    "options": {"expires": 3600.0},
}
