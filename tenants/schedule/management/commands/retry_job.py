"""Give work that was given up three new attempts."""

import json
import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from tenants import audit, directory, hosts
from tenants.entry import outside
from tenants.schedule import operations, queries
from tenants.schedule.models import Work

REFUSED = 2


class Command(BaseCommand):
    """Ends with 0 when something was retried, 2 when there was nothing to retry."""

    help = (
        "Probeert opnieuw wat na drie pogingen is opgegeven: één nummer, of alles van een taak of gemeente."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="*", type=int, metavar="nummer", help="zoals list_jobs ze noemt")
        parser.add_argument("--all", action="store_true", dest="everything", help="alles wat is opgegeven")
        parser.add_argument("--job", default="", help="alleen van deze taak")
        parser.add_argument("--host", default="", help="alleen van de gemeente met dit webadres")
        parser.add_argument("--dry-run", action="store_true", help="toon alleen wat opnieuw zou gaan")
        parser.add_argument("--json", action="store_true", dest="as_json", help="schrijf JSON")

    def handle(self, *args: Any, as_json: bool = False, dry_run: bool = False, **options: Any) -> None:
        works = _chosen(**{name: options[name] for name in ("numbers", "everything", "job", "host")})
        with outside():
            found = list(works.values("id", "tenant", "job", "reason"))
        if found and not dry_run:
            operations.retry(works, by=audit.SYSTEM)
        words = "\n".join(f"{work['id']} {work['job']} {work['tenant']} {work['reason']}" for work in found)
        report = {"retried": [] if dry_run else found, "would_retry": found if dry_run else []}
        if found or as_json:
            self.stdout.write(json.dumps(report, default=str) if as_json else words)
        if not found:
            raise CommandError("Er is niets dat zo opnieuw kan.", returncode=REFUSED)


def _chosen(*, numbers: list[int], everything: bool, job: str, host: str) -> QuerySet[Work]:
    if not (numbers or everything or job or host):
        raise CommandError("Noem nummers, of --all, --job of --host.", returncode=REFUSED)
    works = queries.given_up(job=job, tenant=_tenant(host) if host else None)
    return works.filter(pk__in=numbers) if numbers else works


def _tenant(host: str) -> uuid.UUID:
    tenant = directory.by_host(hosts.normalise(host))
    if tenant is None:
        raise CommandError(f"Geen gemeente heeft het webadres {host}.", returncode=REFUSED)
    return tenant.uuid
