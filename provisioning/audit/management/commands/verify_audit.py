"""Look whether audit streams are what was sealed: in the database, or in an exported file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from provisioning.audit import exporting, streams, verification
from provisioning.audit.judging import Verdict
from tenants.entry import outside

MOST_SHOWN = 50


class Command(BaseCommand):
    """Name what does not agree; ends with 1 when something does not, with 2 when it was asked wrongly."""

    help = "Controleert of logboeken nog zijn wat er is verzegeld."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tenant",
            help="één logboek: UUID of webadres van een gemeente, of 'operators' voor dat van het platform",
        )
        parser.add_argument(
            "--file", type=Path, help="een export (.jsonl of .csv), zonder de database te vragen"
        )
        parser.add_argument("--earlier", type=Path, help="een eerdere export, waar --file op moet volgen")
        parser.add_argument("--json", action="store_true", help="geef het resultaat als JSON")

    def handle(
        self, *args: Any, tenant: str | None, file: Path | None, earlier: Path | None, **options: Any
    ) -> None:
        if (tenant and file) or (earlier and not file):
            raise CommandError("Kies --tenant of --file; --earlier hoort bij --file.", returncode=2)
        verdicts = [_of_file(file, earlier)] if file else _of_database(tenant)
        self.stdout.write(json.dumps(_as_json(verdicts), indent=1) if options["json"] else _as_text(verdicts))
        broken = sum(not verdict.is_whole for verdict in verdicts)
        if broken:
            raise CommandError(f"Logboeken die niet kloppen: {broken}.", returncode=1)


def _of_file(file: Path, earlier: Path | None) -> Verdict:
    for path in filter(None, (file, earlier)):
        if not path.is_file():
            raise CommandError(f"Geen bestand: {path}.", returncode=2)
    try:
        return exporting.verify(file, earlier=earlier)
    except exporting.UnreadableFileError as error:
        raise CommandError(str(error), returncode=2) from error


def _of_database(name: str | None) -> list[Verdict]:
    if name is None:
        return verification.verify()
    with outside():
        stream = streams.named(name)
    if stream is None:
        raise CommandError(f"Geen logboek van {name}.", returncode=2)
    return verification.verify([stream.name])


def _as_json(verdicts: list[Verdict]) -> dict[str, Any]:
    return {
        "whole": all(verdict.is_whole for verdict in verdicts),
        "streams": [
            {
                "stream": verdict.stream,
                "whole": verdict.is_whole,
                "records": verdict.records,
                "seals": verdict.seals,
                "unsealed": verdict.unsealed,
                "head": {"number": verdict.head[0], "hash": verdict.head[1]},
                "problems": [
                    {"kind": each.kind, "record": each.record, "seal": each.seal, "text": each.text}
                    for each in verdict.problems
                ],
            }
            for verdict in verdicts
        ],
    }


def _as_text(verdicts: list[Verdict]) -> str:
    lines = []
    for each in verdicts:
        state = "klopt" if each.is_whole else f"klopt NIET ({each.number_of_problems})"
        lines.append(
            f"{each.stream}: {state}; {each.records} regels, {each.seals} zegels, {each.unsealed} nog niet verzegeld"
        )
        lines += [f"  {problem.kind}: {problem}" for problem in each.problems[:MOST_SHOWN]]
        if each.number_of_problems > MOST_SHOWN:
            lines.append(f"  … en nog {each.number_of_problems - MOST_SHOWN}")
    return "\n".join(lines)
