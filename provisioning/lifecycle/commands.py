"""What the commands on municipalities share: whom they mean, who asks, how they answer (requirement C-072).

A command asks through `operations`, as the console does, and ends with 0 when it is done, 1 when it failed, 2 when it
was refused (as argparse does for words that it does not understand), 3 when it waits or still runs.
"""

import datetime
import getpass
import json
import time
import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tenants import hosts
from tenants.audit import Actor
from tenants.configuration import queries as releases
from tenants.models import Release, Tenant

from . import describing, queries, runner, spares
from .errors import RefusedError
from .models import Operation
from .types import RUNNABLE, OperationState

DONE, FAILED, REFUSED, WAITS = 0, 1, 2, 3
CODES: Final = {
    OperationState.DONE: DONE,
    OperationState.UNDONE: DONE,
    OperationState.FAILED: FAILED,
}
"""How a command ends that followed an operation; any other state waits."""
RUNS_ITSELF: Final = frozenset({"lifecycle", "migrations"})
"""Kinds of process whose login may do what steps do: there a command that waits runs the operation itself."""
PATIENCE: Final = 300
BETWEEN_LOOKS: Final = 0.5
"""Seconds."""
ORIGIN: Final = "manage.py"
"""Where what a command asks comes from, in the audit trail."""


class LifecycleCommand(BaseCommand):
    """Ask for something, say in words or JSON what became of it, and end with a code that a script can use."""

    requires_system_checks = ()
    changes = True
    """Whether it changes something, and so asks why and by whom."""
    waits = False
    """Whether it asks for an operation that a worker carries out, which it can wait for."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what all have; a command adds its own in `arguments`."""
        parser.add_argument("--json", action="store_true", dest="as_json", help="antwoord in JSON")
        if self.changes:
            parser.add_argument("--reason", default="", help="waarom; komt in het logboek")
            parser.add_argument("--by", default="", help="e-mailadres van de beheerder die dit vraagt")
        if self.waits:
            parser.add_argument(
                "--wait", nargs="?", type=int, const=PATIENCE, default=None, metavar="SECONDEN",
                help=f"wacht tot het klaar is; zonder getal ten hoogste {PATIENCE} seconden",
            )  # fmt: skip
        self.arguments(parser)

    def arguments(self, parser: CommandParser) -> None:
        """Add the command's own arguments."""

    def act(self, *args: Any, **options: Any) -> int:
        """Do it and answer the code to end with.

        :raises RefusedError: when it may not be done.
        """
        raise NotImplementedError

    def handle(self, *args: Any, as_json: bool = False, **options: Any) -> None:
        """Do it, say what is refused beside each field, and end with the code."""
        self.as_json = as_json
        try:
            code = self.act(**options)
        except RefusedError as error:
            self.refuse(error)
            code = REFUSED
        if code:
            raise SystemExit(code)

    def say(self, data: Mapping[str, Any] | list[dict[str, Any]], words: str) -> None:
        """Answer: data for a script, words for people."""
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) if self.as_json else words)

    def follow(
        self, operation: Operation | None, wait: int | None, beside: Mapping[str, str] | None = None
    ) -> int:
        """Wait as long as was asked, and say how far the operation is; without one it is so already.

        :param beside: what else to say.
        """
        also = dict(beside or {})
        lines = [f"  {name:11} {text}" for name, text in also.items()]
        if operation is None:
            self.say({"operation": None, **also}, "\n".join([_("Dat is al zo."), *lines]))
            return DONE
        if wait is not None:
            _await(operation.uuid, datetime.timedelta(seconds=wait))
        found = queries.operation(operation.uuid)
        self.say({**describing.operation(found), **also}, "\n".join([describing.in_words(found), *lines]))
        return CODES.get(OperationState(found.state), WAITS)

    def finish(self, operation: Operation, wait: int) -> int:
        """Wait until an operation that comes before another is done, and say nothing of it when it is."""
        _await(operation.uuid, datetime.timedelta(seconds=wait))
        found = queries.operation(operation.uuid)
        return DONE if found.state == OperationState.DONE else self.follow(found, None)

    def refuse(self, error: RefusedError) -> None:
        """Say what is refused, beside each field."""
        if self.as_json:
            self.say({"refused": error.reasons}, "")
            return
        for field, texts in error.reasons.items():
            for text in texts:
                self.stderr.write(f"{field}: {text}")


def actor(by: str) -> Actor:
    """Name who asks: the operator that was named, or the account of this machine."""
    if by:
        return Actor("operator", by, ORIGIN)
    try:
        account = getpass.getuser()
    except (KeyError, OSError):  # a container's account needs no name
        account = "?"
    return Actor("system", account[:120], ORIGIN)


def tenant(word: str) -> Tenant:
    """Find the municipality that a word means: a host of it, or its UUID.

    :raises RefusedError: when there is none.
    """
    found = Tenant.objects.exclude(spares.NOBODYS).prefetch_related("domains", "feature_switches")
    try:
        row: Tenant | None = found.filter(uuid=uuid.UUID(word)).first()
    except ValueError:
        row = found.filter(domains__domain=hosts.normalise(word)).first()
    if row is None:
        raise RefusedError({"tenant": [_("Geen gemeente heeft het webadres of het kenmerk %s.") % word]})
    return row


def operation(word: str) -> Operation:
    """Find the operation of a UUID.

    :raises RefusedError: when there is none.
    """
    try:
        return queries.operation(uuid.UUID(word))
    except (ValueError, Operation.DoesNotExist):
        raise RefusedError({"operation": [_("Er is geen opdracht met het kenmerk %s.") % word]}) from None


def release(of: Tenant, number: int | None) -> Release:
    """Find a release of a municipality; the newest, when no number is given.

    :raises RefusedError: when there is none.
    """
    try:
        return releases.release(of.uuid, number)
    except Release.DoesNotExist:
        wanted = _("Release %d bestaat niet.") % number if number else _("Er is nog geen release.")
        raise RefusedError({"release": [wanted]}) from None


def moment(field: str, words: str) -> datetime.datetime | None:
    """Read a moment, in our own time zone when it names none.

    :raises RefusedError: when it is none.
    """
    if not words:
        return None
    try:
        found = parse_datetime(words)
    except ValueError:
        found = None
    if found is None:
        raise RefusedError({field: [_("Schrijf een moment als 2027-01-31T18:00.")]})
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _await(identity: uuid.UUID, patience: datetime.timedelta) -> None:
    if settings.PROCESS in RUNS_ITSELF:
        runner.see_through(identity, patience=patience)
        return
    until = time.monotonic() + patience.total_seconds()
    while queries.operation(identity).state in RUNNABLE and time.monotonic() < until:
        time.sleep(BETWEEN_LOOKS)
