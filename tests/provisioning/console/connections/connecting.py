"""Fill in the console's form, and be the worker that does what was asked."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test import Client

from integrations.connections import operations
from integrations.connections.inbox.models import Command

SECRET = "heel-erg-geheim-12345"
type Text = Callable[[Any], str]


def add(client: Client, tenant: str, system: str = "case_system", **values: str) -> Any:
    data = {
        "address": f"{settings.SANDBOX_URL}/zgw",
        "client_id": "inwonerplein",
        "secret": SECRET,
        "profile": "open-zaak-1.x",
        "actie": "bewaren",
    }
    return client.post(f"{tenant}koppelingen/toevoegen/{system}/", {**data, **values})


def carry_out() -> None:
    for command in Command.objects.filter(progress="open").order_by("created_at"):
        operations.carry_out(command=command.pk)


def kinds() -> list[str]:
    return list(Command.objects.order_by("created_at").values_list("kind", flat=True))
