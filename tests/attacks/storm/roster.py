"""Open the towns of a storm, filled with canaries, and write down what an attacker may know of them."""

import sys
import uuid
from pathlib import Path
from typing import Any

from tests.attacks import canaries
from tests.attacks.storm.scene import Scene, Town

CLOSED = {0: "suspended", 1: "maintenance", 2: "deleted"}
"""Towns that do not serve; all others do."""
FAMILY = uuid.UUID("5a5a5a5a-5a5a-4a5a-8a5a-5a5a5a5a5a5a")


def main(words: list[str]) -> None:
    """Open so many towns and write the roster."""
    count, path = int(words[0]), Path(words[1])
    towns = [_open(number) for number in range(count)]
    Scene(towns, []).save(path)


def _open(number: int) -> Town:
    from tenants import directory
    from tenants.models import Tenant
    from tests import municipalities, states

    identity = uuid.uuid5(FAMILY, str(number))
    digits = identity.hex[:12]
    municipalities.open_bare(f"Gemeente Qn{digits}z", f"qn{digits}z", identity)
    Tenant.objects.filter(uuid=identity).update(theme=("zonnedam", "waterrijk")[number % 2])
    directory.forget()
    tenant = directory.by_uuid(identity)
    assert tenant is not None
    marks = canaries.fill(tenant)
    canaries.write_file(tenant, marks)
    town = _describe(tenant, marks, CLOSED.get(number, "live"))
    states.become(tenant, town.state)
    return town


def _describe(tenant: Any, marks: canaries.Marks, state: str) -> Town:
    from django.contrib.sessions.models import Session
    from django.test import Client

    from integrations.connections.models import Connection
    from portal.accounts.roles import ADMINISTRATOR
    from portal.core.models import OutboxMessage
    from portal.products.models import Location, Product
    from tenants.entry import enter
    from tests.portal import staff

    with enter(tenant):
        citizen = Session.objects.latest("expire_date").session_key
        user = staff.member(ADMINISTRATOR, f"beheer@{tenant.primary_host}")
    client = Client(headers={"host": tenant.primary_host})
    staff.sign_in(client, user, tenant)
    with enter(tenant):
        connection = Connection.objects.get(client_id=marks.word)
        return Town(
            uuid=str(tenant.uuid),
            host=tenant.primary_host,
            state=state,
            cookie=client.cookies["session"].value,
            citizen=citizen,
            sealed=connection.secret,
            place=f"connections_connection|secret|{connection.pk}",
            product=Product.objects.get(slug=marks.slug).slug,
            location=str(Location.objects.get(name=marks.word).uuid),
            mail=str(OutboxMessage.objects.filter(subject=marks.word).latest("pk").pk),
        )


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # nobody signs in by password
    django.setup()
    main(sys.argv[1:])
