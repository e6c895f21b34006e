"""The arm with walls: the portal's settings, and the view that is measured.

A municipality's share of what all have keeps noise out and nobody's data (ADR 33): what it costs is measured beside.
"""

from config.settings.portal import *  # noqa: F403, TID251

ROOT_URLCONF = "tests.bench.tenancy.urls"
TENANT_SHARE = 0
