"""Show what a release of a municipality's configuration changed, or what was changed outside releases."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from provisioning.lifecycle import describing_releases as describing
from provisioning.lifecycle.commands import DONE, FAILED, LifecycleCommand, release, tenant
from tenants.configuration import canonical, queries
from tenants.models import Tenant


class Command(LifecycleCommand):
    """Show a release, compared with the one before, with another one, or with what is so now."""

    help = "Toont een release van de configuratie en wat er in veranderde; zonder nummer de nieuwste."
    changes = False

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tenant", help="webadres of kenmerk van de gemeente")
        parser.add_argument("number", type=int, nargs="?", help="nummer van de release")
        parser.add_argument("--against", type=int, help="vergelijk met deze release, niet met de vorige")
        parser.add_argument(
            "--drift",
            action="store_true",
            help="toon wat buiten de releases om is gewijzigd; 1 als er iets is",
        )
        parser.add_argument("--values", action="store_true", help="toon ook alle waarden")

    def act(self, *, number: int | None, drift: bool, **options: Any) -> int:
        found = tenant(options["tenant"])
        if drift:
            return self._drift(found)
        shown, against = release(found, number), options["against"]
        diff = queries.changes(shown)
        if against is not None:
            diff = queries.between(release(found, against), shown)
        row = queries.row_of(shown)
        values = {"values": canonical.load(shown.snapshot)} if options["values"] else {}
        words = [describing.heading(row), *describing.lines(diff), *([shown.snapshot] if values else [])]
        self.say({**describing.release(row), "diff": describing.diff(diff), **values}, "\n".join(words))
        return DONE

    def _drift(self, found: Tenant) -> int:
        diff = queries.drift(found.ref())
        looked_at = [part.title for part in queries.looked_at(found.ref())]
        words = describing.lines(diff) or [_("Alles is zoals de nieuwste release zegt.")]
        self.say({"drift": describing.diff(diff), "looked_at": looked_at}, "\n".join(words))
        return FAILED if diff else DONE
