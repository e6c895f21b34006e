"""Give municipalities another data key, and encrypt anew what is encrypted."""

import datetime
import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import DatabaseError
from django.utils import timezone

from provisioning.lifecycle import schema, spares
from provisioning.lifecycle.commands import DONE, FAILED, REFUSED, WAITS, LifecycleCommand, actor, tenant
from provisioning.lifecycle.progress import Progress
from tenants.audit import Actor
from tenants.errors import DecryptionError, NotServingError
from tenants.keys import columns, reencrypting
from tenants.keys.reencrypting import Rotation
from tenants.models import Tenant

LONGEST_PAUSE = 30.0
"""Seconds between two tries, while an old key has to stay."""
REASONS = {
    "grace": "de oude sleutel blijft tot {until}; maak het daarna af met --finish",
    "unreadable": "niet te lezen onder de oude sleutel, die daarom blijft: {columns}",
    "elsewhere": "er wacht nog een opdracht die met de oude sleutel is versleuteld",
    "writers": "er werd nog geschreven; maak het straks af met --finish",
}


class Command(LifecycleCommand):
    """Change data keys, while everybody goes on; may be stopped and run again."""

    help = "Geeft gemeenten een nieuwe gegevenssleutel en versleutelt opnieuw wat daarmee is versleuteld."

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenants", nargs="*", metavar="gemeente", help="webadres of kenmerk; mag vaker")
        parser.add_argument("--all", action="store_true", dest="everybody", help="alle gemeenten")
        parser.add_argument(
            "--finish", action="store_true", help="maak alleen af wat al begonnen is; begin nergens opnieuw"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="toon alleen welke kolommen versleuteld zijn"
        )
        parser.add_argument("--wait", action="store_true", help="wacht tot de oude sleutels weg zijn")
        parser.add_argument(
            "--grace", type=int, default=settings.DATA_KEY_GRACE, metavar="SECONDEN",
            help="zo lang blijft een oude sleutel nadat er niets meer onder is gevonden",
        )  # fmt: skip

    def act(self, *, everybody: bool, dry_run: bool, wait: bool, grace: int, **options: Any) -> int:
        chosen = list(_all()) if everybody else list(map(tenant, options["tenants"]))
        if not chosen:
            self.stderr.write("Noem een gemeente, of kies --all.")
            return REFUSED
        if options["finish"]:
            chosen = [each for each in chosen if each.data_keys.count() > 1]
        if dry_run:
            return self._foresee(chosen)
        self.by, self.why = actor(options["by"]), options["reason"]
        self.grace = datetime.timedelta(seconds=max(grace, 0))
        rows = self._rotate(chosen)
        while wait and (waiting := [row for row in rows if row["waits_for"] in {"grace", "writers"}]):
            time.sleep(_pause(waiting))
            again = {row["uuid"] for row in waiting}
            fresh = self._rotate([each for each in chosen if str(each.uuid) in again])
            rows = [row for row in rows if row["uuid"] not in again] + fresh
        self.say(rows, "\n".join(map(_words, rows)))
        if any(row["error"] or row["waits_for"] == "unreadable" for row in rows):
            return FAILED
        return WAITS if any(row["waits_for"] for row in rows) else DONE

    def _foresee(self, chosen: list[Tenant]) -> int:
        names = list(map(str, columns.every()))
        self.say(
            {"tenants": [str(each.uuid) for each in chosen], "columns": names},
            "\n".join([f"{len(chosen)} gemeenten; versleutelde kolommen:", *(f"  {name}" for name in names)]),
        )
        return DONE

    def _rotate(self, chosen: list[Tenant]) -> list[dict[str, Any]]:
        bar = Progress(self.stderr, shown=not self.as_json)
        rows = []
        for number, each in enumerate(chosen, start=1):
            rows.append(_one(each, self.by, self.why, self.grace))
            bar.show(number, len(chosen))
        bar.end()
        return rows


def _one(each: Tenant, by: Actor, why: str, grace: datetime.timedelta) -> dict[str, Any]:
    """Do one; trouble with one does not stop the others."""
    try:
        return _row(each, reencrypting.rotate(each, by=by, why=why, grace=grace))
    except (DatabaseError, DecryptionError, NotServingError) as error:
        return _row(each, Rotation(0, waits_for="error"), type(error).__name__)


def _row(each: Tenant, found: Rotation, error: str = "") -> dict[str, Any]:
    return {
        "uuid": str(each.uuid),
        "tenant": each.name,
        "number": found.number,
        "rewritten": found.rewritten,
        "deleted": found.deleted,
        "unreadable": found.unreadable,
        "waits_for": found.waits_for,
        "waits_until": found.waits_until.isoformat(timespec="seconds") if found.waits_until else None,
        "error": error,
    }


def _words(row: dict[str, Any]) -> str:
    if row["error"]:
        return f"{row['tenant']}: mislukt ({row['error']})."
    text = f"{row['tenant']}: sleutel {row['number']}, {row['rewritten']} waarden opnieuw versleuteld"
    if not row["waits_for"]:
        return f"{text}; weg: {', '.join(map(str, row['deleted']))}."
    reason = REASONS[row["waits_for"]].format(
        until=row["waits_until"],
        columns=", ".join(f"{name} ({count})" for name, count in row["unreadable"].items()),
    )
    return f"{text}; {reason}."


def _pause(waiting: list[dict[str, Any]]) -> float:
    now = timezone.now()
    until = [datetime.datetime.fromisoformat(row["waits_until"]) for row in waiting if row["waits_until"]]
    seconds = min(((moment - now).total_seconds() + 1 for moment in until), default=1.0)
    return min(max(seconds, 1.0), LONGEST_PAUSE)


def _all() -> Iterator[Tenant]:
    found = Tenant.objects.exclude(spares.NOBODYS).prefetch_related("domains", "feature_switches")
    for each in found.order_by("pk"):
        if each.data_keys.exists() and schema.exists(each.schema_name):
            yield each
