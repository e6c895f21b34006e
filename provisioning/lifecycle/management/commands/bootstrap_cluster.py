"""Make roles, database and extensions, as the cluster's administrator."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from provisioning.lifecycle import cluster


class Command(BaseCommand):
    """Prepare a PostgreSQL cluster; may be run again at any time."""

    help = (
        "Maakt rollen, database en uitbreidingen; DATABASE_ADMIN_URL wijst de beheerder van het cluster aan."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DATABASE_ADMIN_URL:
            raise CommandError("DATABASE_ADMIN_URL is not set: the address of the cluster's administrator.")
        cluster.bootstrap(settings.DATABASE_ADMIN_URL, settings.DATABASE_LOGIN_PASSWORDS)
        self.stdout.write("Het cluster is klaar.")
