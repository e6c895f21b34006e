"""The worker that opens and changes municipalities: may create roles and schemas."""

from .inside import *

PROCESS = "lifecycle"
DATABASES = database(PROCESS)
if DEMO_FILE:
    INSTALLED_APPS = [*INSTALLED_APPS, "config.demo"]
start_sentry(PROCESS)
