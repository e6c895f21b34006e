"""Write what is kept of people, how long, and what erasing does to it, as a page: from the registers alone."""

from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import registers

FILE: Final = Path(__file__).parents[3] / "docs/retention.md"
HEAD: Final = """# What is kept, and how long

Written by `manage.py retention_report --write` from the registers of retention; a test compares it with the code.
*By a rule* means that the job `retention.tidy` deletes every night what is older.

| model | what is personal | how long | by a rule, after | on erasing a person |
|---|---|---|---|---|
"""


def report() -> str:
    """Write the page."""
    found = sorted(registers.retention, key=lambda entry: entry.model)
    return HEAD + "".join(f"| {' | '.join(_cells(entry))} |\n" for entry in found)


def _cells(entry: registers.Retention) -> list[str]:
    rule = registers.rules.get(entry.model) if entry.model in registers.rules else None
    return [
        f"`{entry.model}`",
        ", ".join(f"`{name}`" for name in entry.personal_fields) or "–",
        entry.keep,
        f"{rule.after.days} d" if rule else "–",
        entry.on_erasure or "–",
    ]


class Command(BaseCommand):
    """Compare the page with the registers, or write it."""

    help = "Write docs/retention.md, or say whether it is as the registers have it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to write."""
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        """Write, or compare.

        :raises CommandError: when the page is not as the registers have it.
        """
        if write:
            FILE.write_text(report())
        elif not FILE.exists() or FILE.read_text() != report():
            raise CommandError("docs/retention.md is stale: manage.py retention_report --write")
