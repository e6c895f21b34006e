"""Look at what the identity provider behind a connection says of itself, and take over what is new."""

import getpass
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from integrations.connections.models import Connection
from integrations.digid_eherkenning import operations, queries
from integrations.digid_eherkenning.types import Changes, Portrait
from integrations.identities import SignInRefusedError
from tenants import directory, hosts
from tenants.audit import Actor
from tenants.entry import enter

ORIGIN = "manage.py"


class Command(BaseCommand):
    """Without --take-over: show. With it: believe what was shown."""

    help = (
        "Laat zien wat de inlogdienst achter een koppeling over zichzelf zegt, en neemt nieuwe gegevens over: "
        "provider_metadata zonnedam.example.nl digid"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a municipality and a connection of it."""
        parser.add_argument("host", help="webadres van de gemeente")
        parser.add_argument("connection", help="naam van de koppeling, zoals digid of eherkenning")
        parser.add_argument(
            "--take-over", metavar="KENMERK", default="", help="neem over wat dit kenmerk heeft"
        )
        parser.add_argument("--reason", default="", help="waarom; komt in het logboek")
        parser.add_argument("--by", default="", help="e-mailadres van de beheerder die dit doet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it inside the municipality."""
        ref = directory.by_host(hosts.normalise(options["host"]))
        if ref is None:
            raise CommandError("Deze gemeente bestaat niet.")
        with enter(ref):
            system, _dot, slug = options["connection"].partition(".")
            row = Connection.objects.filter(system=system, slug=slug).first()
            if row is None:
                raise CommandError("Deze koppeling bestaat niet.")
            try:
                self._do(row, options)
            except SignInRefusedError as error:
                raise CommandError(f"Dat kan niet: {error.code or error.reason.value}") from None

    def _do(self, row: Connection, options: dict[str, Any]) -> None:
        if not options["take_over"]:
            self.stdout.write("\n".join(_lines(queries.changes(row.pk))))
            return
        if not options["reason"].strip():
            raise CommandError("Zeg met --reason hoe u weet dat het klopt.")
        seen, by = options["take_over"], _by(options["by"])
        if not operations.take_over(row.pk, seen=seen, by=by, why=options["reason"]):
            raise CommandError("Dit wacht niet (meer). Kijk opnieuw.")
        self.stdout.write("Overgenomen.")


def _by(address: str) -> Actor:
    return Actor("operator", address, ORIGIN) if address else Actor("system", getpass.getuser()[:120], ORIGIN)


def _lines(found: Changes | None) -> Iterator[str]:
    if found is None:
        yield "Er is nog niets opgehaald."
        return
    yield "Nu gebruiken wij:"
    yield from _portrait(found.now) if found.now else ("  dit is niet meer te lezen",)
    if found.wrong:
        yield f"Er wacht iets wat niet over te nemen is: {found.wrong}"
    elif found.pending is None:
        yield "Er wacht niets."
    else:
        yield f"Dit wacht, sinds {found.since:%Y-%m-%d}:"
        yield from _portrait(found.pending)
        yield f"Overnemen: --take-over {found.mark} --reason …"


def _portrait(shown: Portrait) -> Iterator[str]:
    yield f"  entity id    {shown.entity_id}"
    for each in shown.certificates:
        until = f"{each.valid_from:%Y-%m-%d} - {each.valid_until:%Y-%m-%d}"
        yield f"  certificaat  {each.printed} {until} {each.validity}"
    for what, url in shown.places:
        yield f"  {what}  {url}"
    yield f"  ondertekend  {'ja' if shown.is_signed else 'nee'}"
