"""Show which jobs there are, how their work stands, and what was given up."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenants.entry import outside
from tenants.schedule import queries


class Command(BaseCommand):
    """List jobs, and the work that somebody must look at."""

    help = "Toont de taken, hoeveel werk er wacht, en wat na drie pogingen is opgegeven."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="schrijf JSON")

    def handle(self, *args: Any, as_json: bool = False, **options: Any) -> None:
        with outside():
            given_up = list(
                queries.given_up().values("id", "tenant", "job", "key", "reason", "finished_at", "attempts")
            )
        report = {
            "jobs": [asdict(row) for row in queries.jobs()],
            "given_up": given_up,
            "oldest_waiting_seconds": queries.health()["oldest_waiting_seconds"],
        }
        self.stdout.write(json.dumps(report, default=str, indent=2) if as_json else _as_text(report))


def _as_text(report: dict[str, Any]) -> str:
    lines = []
    for job in report["jobs"]:
        numbers = ", ".join(f"{number} {state}" for state, number in job["numbers"].items())
        words = [job["rhythm"], job["catch_up"], job["cost"], numbers]
        lines.append(f"{job['key']:<28} {'; '.join(filter(None, words))}")
    lines += [
        f"opgegeven: {work['id']} {work['job']} {work['tenant']} {work['reason']}"
        for work in report["given_up"]
    ]
    return "\n".join([*lines, f"Het oudste werk wacht {report['oldest_waiting_seconds']} s."])
