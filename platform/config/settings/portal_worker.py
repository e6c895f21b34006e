"""The worker of the portals' tasks, and beat: as the portal, with a login that may write the read model."""

from .inside import *

PROCESS = "portal_worker"
DATABASES = database(PROCESS)
TENANT_REQUIRED = True
CELERY_DB_REUSE_MAX = 1_000_000_000
"""Tasks after which Celery ends the session with the database; by itself it does so at each, and a new one costs more
than most tasks. `config.celery` looks after it as a request does: how old it may get says `CONN_MAX_AGE`."""
start_sentry(PROCESS)
