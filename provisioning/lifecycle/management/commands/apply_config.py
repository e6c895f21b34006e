"""Make a municipality as its file says."""

import os
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from provisioning.lifecycle import operations
from provisioning.lifecycle.as_code import identity, planning
from provisioning.lifecycle.as_code.types import IDENTITY, Document
from provisioning.lifecycle.commands import DONE, WAITS, LifecycleCommand, actor
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.file_commands import add_arguments, meant, opened
from tenants.audit import Actor


class Command(LifecycleCommand):
    """Ask that a file is applied; with `--open` the municipality is opened first, when it is not there yet."""

    help = "Maakt een gemeente zoals haar bestand zegt, als één release."
    waits = True

    def arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)
        parser.add_argument(
            "--open", action="store_true", dest="may_open", help="open de gemeente als zij er nog niet is"
        )

    def act(
        self,
        *,
        file: str,
        remove: list[str],
        may_open: bool,
        reason: str,
        by: str,
        wait: int | None,
        **options: Any,
    ) -> int:
        document, found = meant(opened(file), options["tenant"])
        if found is None:
            if not may_open:
                raise RefusedError(
                    {"tenant": [_("Deze gemeente is er nog niet. Met --open wordt zij geopend.")]}
                )
            code = self._open(document, actor(by), reason, wait)
            found = identity.tenant(document.told[IDENTITY])
            if code != DONE or found is None:
                return code or WAITS
        operation = operations.request_configuration(
            document, tenant=found.uuid, by=actor(by), why=reason, remove=remove, environment=os.environ
        )
        return self.follow(operation, wait)

    def _open(self, document: Document, by: Actor, why: str, wait: int | None) -> int:
        """Open the municipality; what else the file says comes with a second operation, when there is a portal."""
        plan = planning.plan_opening(document, environment=os.environ)
        assert plan.opens
        operation = operations.request_opening(plan.opens, by=by, why=why)
        if wait is None:
            return self.follow(operation, wait, {_("daarna"): _("voer dit bestand nog eens door")})
        return self.finish(operation, wait)
