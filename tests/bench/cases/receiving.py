"""A process with the settings of who opens municipalities: lets a case system bring its news."""

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
    for line in sys.stdin:
        order = json.loads(line)
        order.pop("do")
        print(json.dumps(_let_in(**order)), file=answers, flush=True)


def _let_in(host: str) -> dict[str, str]:
    """Switch news on, and make an entrance; answers where to post with what, and below which address cases lie."""
    from integrations.connections import queries
    from integrations.connections.types import System
    from integrations.notifications import marks
    from integrations.notifications.models import Entrance, Subscription
    from tenants import features
    from tenants.audit import SYSTEM
    from tenants.entry import enter, outside
    from tenants.models import Tenant
    from tests.integrations.notifications import conftest

    tenant = _tenant(host)
    with outside():
        row = Tenant.objects.get(uuid=tenant.uuid)
        features.switch(tenant=row, feature="notifications", on=True, by=SYSTEM)
    secrets = marks.make()
    with enter(tenant):
        if not queries.keys_of(System.CASE_SYSTEM):
            conftest.connection_of(tenant)
        access = queries.access_to(System.CASE_SYSTEM)
        subscription, _ = Subscription.objects.get_or_create(connection_id=access.key)
        Entrance.objects.create(
            subscription=subscription,
            address_mark=marks.of(secrets.address),
            header_mark=marks.of(secrets.password),
        )
    return {
        "path": secrets.path,
        "authorization": secrets.authorization,
        "home": access.address,
        "schema": f"t_{tenant.uuid.hex[:12]}",
    }


def _tenant(host: str) -> Any:
    from tenants import directory

    found = directory.by_host(host)
    if found is None:
        raise LookupError(host)
    return found


if __name__ == "__main__":
    main()
