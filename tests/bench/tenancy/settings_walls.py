"""The arm with walls: the portal's settings, and the view that is measured."""

from config.settings.portal import *  # noqa: F403, TID251

ROOT_URLCONF = "tests.bench.tenancy.urls"
