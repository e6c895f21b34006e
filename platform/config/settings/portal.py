"""Citizens and editors: tenants' hosts only; logs in as a role that owns nothing."""

from .inside import *

PROCESS = "portal"
DATABASES = database(PROCESS)
TENANT_REQUIRED = True
start_sentry(PROCESS)
