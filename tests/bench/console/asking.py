"""Sign in at the console, choose pages to ask for, and count their queries, under its own settings and login."""

import importlib
import json
import random
import sys
from collections.abc import Mapping
from typing import Any

import django

MANY = 40
"""Addresses of each kind: no page is asked for twice in a row."""


def main() -> None:
    """Answer order after order."""
    django.setup()
    importlib.import_module("config.celery")
    from tests.provisioning.console import people

    client = people.browser()
    people.sign_in(client, people.make())
    for line in sys.stdin:
        order = json.loads(line)
        answer = _begin(client) if order["do"] == "begin" else _count(client, order["path"])
        print(json.dumps(answer), flush=True)


def _begin(client: Any) -> dict[str, Any]:
    from django.conf import settings

    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "pages": pages()}


def _count(client: Any, path: str) -> int:
    from tests.bench.queries import counted

    client.get(path)
    with counted() as counts:
        response = client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")
    return counts["queries"]


def pages() -> Mapping[str, list[str]]:
    """Choose addresses of each kind of page, the same ones each time."""
    from provisioning.audit import queries
    from tenants.models import OperatorRecord, Tenant

    draw = random.Random(1)  # noqa: S311 - the same pages from the same database
    tenants = [str(each) for each in Tenant.objects.order_by("pk").values_list("uuid", flat=True)]
    some = draw.sample(tenants, min(MANY, len(tenants)))
    marks = [queries.mark_of(actor) for actor in queries.actors()]
    first, last = (
        OperatorRecord.objects.order_by(order).values_list("pk", flat=True)[0] for order in ("pk", "-pk")
    )
    acts = [
        act
        for number in range(MANY)
        if (act := OperatorRecord.objects.filter(pk=draw.randint(first, last)).first())
    ]
    actions = sorted({act.action for act in acts})
    operations = [act.details["operation"] for act in acts if "operation" in act.details]
    days = [act.recorded_at.date() for act in acts]
    log = "/logboek/"
    return {
        "list": ["/", "/?pagina=2"],
        "list, search and filters": ["/?q=dorp-7", "/?q=meet", "/?aandacht=on", "/?staat=trial", "/?q=0363"],
        "municipality": [f"/gemeenten/{each}/" for each in some],
        "log, latest": [log],
        "log, deep": [f"{log}?ouder={queries._place(act)}" for act in acts],
        "log of a person": [f"{log}?wie={mark}" for mark in marks],
        "log of a municipality": [f"{log}?gemeente={each}" for each in some],
        "log of an operation": [f"{log}?opdracht={each}" for each in operations or [tenants[0]]],
        "log of an act": [f"{log}?handeling={action}" for action in actions],
        "log of a day": [f"{log}?van={day}&tot={day}" for day in days],
        "log, rare words": [f"{log}?woorden=woord{number}" for number in range(1960, 2000)],
        "log, common words": [f"{log}?woorden=woord{number}" for number in range(4)],
        "log, words of acts and features": [
            f"{log}?woorden={word}" for word in ("uitgezet", "producten", "aangemeld")
        ],
        "log, a person in a municipality on a day": [
            f"{log}?wie={marks[at % len(marks)]}&gemeente={each}&van={days[0]}"
            for at, each in enumerate(some)
        ],
        "log, a person and an act": [f"{log}?wie={mark}&handeling={actions[0]}" for mark in marks],
        "plots of a municipality": [f"/gemeenten/{each}/?deel=verloop" for each in some],
        "plots of all, kept five minutes": [f"{log}verloop/"],
        "outcome of the chains": [f"{log}controle/"],
    }


if __name__ == "__main__":
    main()
