"""Commands of operators, as whoever types them at a terminal has them (C-072)."""

import json
import os
import subprocess
import sys

import pytest

from provisioning.lifecycle import queries
from provisioning.lifecycle.commands import DONE, REFUSED
from tenants.models import Tenant
from tenants.types import State
from tests import databases

HOST = "zonnedam.localhost"


@pytest.mark.covers("C-072")
def test_as_a_process_it_ends_with_its_code(own_database: str) -> None:
    environment = {
        **os.environ,
        "DATABASE_NAME": own_database,
        "DJANGO_SETTINGS_MODULE": "config.settings.migrations",
    }

    def process(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=databases.ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    suspended = process("suspend_tenant", HOST, "--reason", "Storing", "--wait", "--json")
    assert (suspended.returncode, json.loads(suspended.stdout)["state"]) == (DONE, "done"), suspended.stderr
    refused = process("suspend_tenant", HOST, "--reason", "Storing")
    assert (refused.returncode, refused.stdout) == (REFUSED, "")
    assert refused.stderr.startswith("tenant: ")
    assert Tenant.objects.get(domains__domain=HOST).state == State.SUSPENDED
    assert queries.running() == []
