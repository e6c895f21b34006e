"""Run any command inside one municipality: the way in for commands and shells (architecture T3)."""

from argparse import REMAINDER
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import directory, hosts
from tenants.entry import enter


class Command(BaseCommand):
    """Enter the municipality of a host name, then run the command that follows."""

    help = "Voert een opdracht uit binnen één gemeente: manage.py inside zonnedam.example.nl shell"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("host", help="webadres van de gemeente")
        parser.add_argument("words", nargs=REMAINDER, metavar="opdracht", help="de opdracht, met haar opties")

    def handle(self, *args: Any, host: str, words: list[str], **options: Any) -> None:
        if not words:
            raise CommandError("Noem ook de opdracht, bijvoorbeeld: inside zonnedam.example.nl shell")
        tenant = directory.by_host(hosts.normalise(host))
        if tenant is None or not tenant.serves:
            raise CommandError(f"Geen gemeente die open is heeft het webadres {host}.")
        with enter(tenant, urls=True):
            call_command(*words, stdout=self.stdout, stderr=self.stderr)
