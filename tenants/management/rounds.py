"""What commands share that do something for many municipalities, one after the other (attack T60)."""

from collections.abc import Callable, Iterable

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from structlog import get_logger

from tenants.types import TenantRef

log = get_logger(__name__)


class RoundCommand(BaseCommand):
    """Go round municipalities: one where it fails is named, and keeps none of the others from it."""

    def go_round(self, tenants: Iterable[TenantRef], do: Callable[[TenantRef], str]) -> None:
        """Do something for each, and say of each what came of it.

        What an error says stays in the log, which is cleaned: it may quote somebody's data.

        :param do: enters the municipality by itself, and answers in a few words what it did.
        :raises CommandError: when all had their turn, naming those where it failed.
        """
        failed = []
        for tenant in tenants:
            try:
                told = do(tenant)
            except Exception as error:
                log.exception("command.failed_for_tenant", tenant=str(tenant.uuid))
                self.stderr.write(
                    f"{tenant.name}: mislukt ({type(error).__name__}). Meer staat in het logboek."
                )
                failed.append(tenant.name)
                _let_go_of_what_broke()
            else:
                self.stdout.write(f"{tenant.name}: {told}")
        if failed:
            raise CommandError(f"Mislukt bij: {', '.join(failed)}.")


def _let_go_of_what_broke() -> None:
    """Let the next municipality have a connection of its own, if this one's is no good any more."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
