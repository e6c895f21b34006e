#!/usr/bin/env python
"""Run a management command; which process it runs as says `DJANGO_SETTINGS_MODULE`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.migrations")
    from config import celery  # noqa: F401 - the default app of this process

    execute_from_command_line(sys.argv)
