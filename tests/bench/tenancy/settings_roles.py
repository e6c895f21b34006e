"""The portal's settings with a role wall that can be switched off, under a login that works without it too."""

from config.settings.database import database  # noqa: TID251
from tests.bench.tenancy.settings_walls import *  # noqa: F403

DATABASES = database("bench")
DATABASES["default"]["ENGINE"] = "tests.bench.tenancy.switchable"
