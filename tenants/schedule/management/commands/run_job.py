"""Do one job for one municipality, now and in this process."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import directory, hosts, registers
from tenants.schedule import operations
from tenants.schedule.types import WorkState

REFUSED = 2
WAITS = 3


class Command(BaseCommand):
    """Ends with 0 when it is done, 1 when it was given up, 2 when it cannot be, 3 when it waits for another attempt."""

    help = "Voert een taak nu uit voor één gemeente: manage.py run_job zonnedam.example.nl core.activity"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("host", help="webadres van de gemeente")
        parser.add_argument("job", help="naam van de taak; list_jobs noemt ze")
        parser.add_argument("--json", action="store_true", dest="as_json", help="schrijf JSON")

    def handle(self, *args: Any, host: str, job: str, as_json: bool = False, **options: Any) -> None:
        tenant = directory.by_host(hosts.normalise(host))
        if job not in registers.jobs:
            raise CommandError(f"Er is geen taak met de naam {job}.", returncode=REFUSED)
        if tenant is None or tenant.state not in registers.jobs.get(job).whom:
            raise CommandError(f"Voor {host} kan deze taak nu niet.", returncode=REFUSED)
        work = operations.run_now(job, tenant)
        found = {"id": work.pk, "job": job, "state": work.state, "reason": work.reason}
        words = f"{job}: {work.state} {work.reason}".rstrip()
        self.stdout.write(json.dumps(found) if as_json else words)
        if work.state != WorkState.DONE.value:
            is_dead = work.state == WorkState.DEAD.value
            raise CommandError(words, returncode=1 if is_dead else WAITS)
