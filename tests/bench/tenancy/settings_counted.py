"""The arm with walls where instructions are counted: fifty times slower, so that nothing may depend on the clock."""

from tests.bench.tenancy.settings_walls import *  # noqa: F403

TENANT_DIRECTORY_TTL = DATA_KEY_TTL = 36_000.0
"""Seconds. One page in two seconds looks at the directory's revision; at this speed every page would."""
