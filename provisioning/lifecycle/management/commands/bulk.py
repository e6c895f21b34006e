"""Do one thing at many municipalities."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle.bulk import asking, describing, selecting
from provisioning.lifecycle.bulk.commands import BulkCommand
from provisioning.lifecycle.bulk.selecting import Selection
from provisioning.lifecycle.bulk.types import BulkKind, Outcome
from provisioning.lifecycle.commands import DONE, REFUSED, actor, moment, tenant
from tenants.models import Tenant
from tenants.types import Kind, Notice, State

WORDS = {kind.value.replace("_", "-"): kind for kind in BulkKind}


class Command(BulkCommand):
    """Ask for a bulk operation, or show what it would come to."""

    help = (
        "Doet één ding bij veel gemeenten: bulk suspend --state live --reason …; "
        "bulk switch-feature --feature search --position off --all; toon eerst met --dry-run wat er gebeurt."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=list(WORDS), help="wat er bij elke gemeente gebeurt")
        parser.add_argument("--dry-run", action="store_true", help="toon alleen wat er zou gebeuren")
        chosen = parser.add_argument_group("welke gemeenten")
        chosen.add_argument(
            "--tenant", action="append", default=[], dest="tenants", help="webadres of kenmerk; mag vaker"
        )
        chosen.add_argument(
            "--all", action="store_true", dest="everybody", help="alle gemeenten met een portaal"
        )
        chosen.add_argument("--state", default="", choices=[state.value for state in State])
        chosen.add_argument("--kind", default="", choices=[kind.value for kind in Kind])
        chosen.add_argument("--with-feature", default="", help="waar dit onderdeel aan is")
        chosen.add_argument("--with-theme", default="", help="met dit thema")
        wanted = parser.add_argument_group("wat er verandert")
        wanted.add_argument("--feature", default="", help="bij switch-feature: sleutel van het onderdeel")
        wanted.add_argument("--position", choices=["on", "off"], help="bij switch-feature: aan of uit")
        wanted.add_argument("--theme", default="", help="bij change-theme: sleutel van het thema")
        wanted.add_argument("--dutch", default="", help="bij maintenance: tekst voor bezoekers")
        wanted.add_argument("--english", default="", help="bij maintenance: dezelfde tekst in het Engels")
        wanted.add_argument("--starts-at", default="", help="bij maintenance: begin; anders nu")
        wanted.add_argument("--ends-at", default="", help="bij maintenance: einde; anders tot resume")

    def act(self, *, what: str, dry_run: bool, reason: str, by: str, wait: int | None, **options: Any) -> int:
        kind, chosen, parameters = WORDS[what], _chosen(options), _parameters(WORDS[what], options)
        if not dry_run:
            bulk = asking.request_bulk(kind, chosen, by=actor(by), why=reason, parameters=parameters)
            return self.follow_bulk(bulk.uuid, wait)
        rows = asking.foresee(kind, chosen, why=reason, parameters=parameters)
        self.say(describing.foreseen(rows), describing.foreseen_in_words(rows))
        return REFUSED if any(row.outcome is Outcome.REFUSED for row in rows) else DONE


def _chosen(options: dict[str, Any]) -> Sequence[Tenant]:
    if options["tenants"]:
        named = {found.pk: found for found in map(tenant, options["tenants"])}
        return list(named.values())
    return selecting.matching(
        Selection(
            options["everybody"],
            options["state"],
            options["kind"],
            options["with_feature"],
            options["with_theme"],
        )
    )


def _parameters(kind: BulkKind, options: dict[str, Any]) -> dict[str, Any]:
    """Gather what was said of the change; what is missing is refused by name."""
    match kind:
        case BulkKind.SWITCH_FEATURE:
            wanted = {"feature": options["feature"], "on": options["position"]}
            said = {name: value for name, value in wanted.items() if value}
            return {**said, **({"on": said["on"] == "on"} if "on" in said else {})}
        case BulkKind.CHANGE_THEME:
            return {"theme": options["theme"]} if options["theme"] else {}
        case BulkKind.MAINTENANCE:
            notice = Notice(options["dutch"], options["english"], moment("ends_at", options["ends_at"]))
            starts_at = moment("starts_at", options["starts_at"])
            return {
                "notice": notice.as_stored(),
                "starts_at": starts_at.isoformat() if starts_at else "",
            }
        case _:
            return {}
