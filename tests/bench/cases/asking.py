"""A process with the settings and the login of a portal: reads catalogues, signs people in, and forgets copies."""

import importlib
import json
import os
import sys
from typing import Any

import django


def main() -> None:
    """Answer order after order."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever prints does not print into our answers
    django.setup()
    importlib.import_module("config.celery")  # without it a task would be queued nowhere
    orders = {"read": _read, "cookie": _cookie, "forget": _forget, "close": _close, "queries": _queries}
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(orders[order.pop("do")](**order)), file=answers, flush=True)


def _tenant(host: str) -> Any:
    from tenants import directory

    found = directory.by_host(host)
    if found is None:
        raise LookupError(host)
    return found


def _read(host: str, connection: str) -> int:
    """Read the catalogues of a case system; answers how many kinds of cases there are for citizens."""
    from uuid import UUID

    from integrations.zgw import operations
    from integrations.zgw.queries import mirror
    from integrations.zgw.types import Cause
    from tenants.entry import enter

    with enter(_tenant(host)):
        operations.synchronise(UUID(connection), cause=Cause.REQUEST)
        return len(mirror.in_force(UUID(connection)))


def _asserted(bsn: str, kvk: str) -> Any:
    from tests.portal import citizens

    return citizens.citizen(bsn) if bsn else citizens.employee(f"van-{kvk}", kvk=kvk)


def _client(host: str, bsn: str, kvk: str) -> Any:
    from django.test import Client

    from portal.accounts.models import SignIn
    from tenants.entry import enter
    from tests.portal import citizens

    client = citizens.client_for(
        lambda tenant: Client(headers={"host": tenant.primary_host}),
        _tenant(host),
        _asserted(bsn, kvk),
        email="",
        branch=None if bsn else "",
    )
    with enter(_tenant(host)):
        citizens.fill_in(SignIn.objects.latest("at").user, f"{bsn or kvk}@example.org")
    return client


def _cookie(host: str, bsn: str = "", kvk: str = "") -> list[str]:
    """Sign somebody in; answers name and value of the cookie."""
    from django.conf import settings

    name = settings.SESSION_COOKIE_NAME
    return [name, _client(host, bsn, kvk).cookies[name].value]


def _forget(host: str, connections: list[str], bsn: str = "", kvk: str = "") -> bool:
    """Forget what was kept of somebody's cases."""
    from integrations import copies
    from integrations.zgw.queries.cases import APPLICANT_CHANGED
    from integrations.zgw.types.parties import Applicant
    from tenants.entry import enter

    who = Applicant.person(bsn) if bsn else Applicant.company(kvk=kvk)
    with enter(_tenant(host)):
        return all(
            copies.purge(APPLICANT_CHANGED, {"connection": each, "applicant": who.key})
            for each in connections
        )


def _close(host: str, connection: str) -> None:
    """Close the breaker of a connection."""
    from uuid import UUID

    from integrations.connections import guard
    from tenants.entry import enter

    tenant = _tenant(host)
    with enter(tenant):
        guard.forget(tenant.uuid, UUID(connection))


def _queries(host: str, path: str, bsn: str) -> dict[str, int]:
    """Count the queries of a page that was looked at just before."""
    from tests.bench.queries import counted

    client = _client(host, bsn, "")
    client.get(path)
    with counted() as counts:
        response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(response.status_code)
    return counts


if __name__ == "__main__":
    main()
