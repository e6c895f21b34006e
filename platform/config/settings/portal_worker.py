"""The worker of the portals' tasks, and beat: as the portal, with a login that may write the read model."""

from .inside import *

PROCESS = "portal_worker"
DATABASES = database(PROCESS)
TENANT_REQUIRED = True
start_sentry(PROCESS)
