"""Commands that change schemas: logs in as the owner of all of them."""

from . import environment
from .inside import *

PROCESS = "migrations"
DATABASES = database(PROCESS)
TENANT_OWNER_MODE = True
DATABASE_ADMIN_URL = environment.text("DATABASE_ADMIN_URL", "")
"""The cluster's administrator, for `bootstrap_cluster` alone."""
DATABASE_LOGIN_PASSWORDS = {
    login: environment.secret(f"DATABASE_PASSWORD_{login.upper()}")
    for login in ("portal", "console", "portal_worker", "lifecycle", "migrations")
}
