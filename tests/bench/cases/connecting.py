"""A process with the settings of who opens municipalities: connects them with a case system, as the demo does."""

import json
import os
import sys

import django


def main() -> None:
    """Answer order after order."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever prints does not print into our answers
    django.setup()
    for line in sys.stdin:
        order = json.loads(line)
        order.pop("do")
        print(json.dumps(_connect(**order)), file=answers, flush=True)


def _connect(host: str, slug: str, world: str, stand_in: str, profile: str, name: str) -> str:
    """Let a connection lead to a municipality of the sandbox, and answer its key."""
    from django.conf import settings

    from integrations.connections import operations
    from integrations.connections.types import System, row_of
    from integrations.sandbox import municipality
    from integrations.sandbox.settings import Settings
    from tenants import directory
    from tenants.audit import SYSTEM

    tenant = directory.by_host(host)
    if tenant is None:
        raise LookupError(host)
    whose = municipality.of(world, Settings(secret=settings.SANDBOX_SECRET))
    command = operations.request_change(
        tenant=tenant.uuid,
        system=System.CASE_SYSTEM,
        by=SYSTEM,
        slug=slug,
        name=name,
        profile=profile,
        address=f"{settings.SANDBOX_URL}{whose.path}/{stand_in}",
        client_id=whose.client_id,
        secret=whose.secret,
    )
    operations.carry_out(command=command)
    return str(row_of(tenant.uuid, System.CASE_SYSTEM, slug))


if __name__ == "__main__":
    main()
