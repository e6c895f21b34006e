"""Wrap all data keys under the newest key-encryption key."""

from typing import Any

from django.core.management.base import CommandParser

from provisioning.lifecycle.commands import DONE, FAILED, REFUSED, LifecycleCommand, actor
from provisioning.lifecycle.progress import Progress
from tenants.errors import UnknownKeyError
from tenants.keys import rewrapping
from tenants.keys.rewrapping import UNNAMED, Rewrapped


class Command(LifecycleCommand):
    """Change the key that wraps, while everybody goes on; may be stopped and run again."""

    help = (
        "Verpakt alle gegevenssleutels met de nieuwste hoofdsleutel (KEY_ENCRYPTION_KEY, of de eerste in het bestand). "
        "Zet de oude eerst in KEY_ENCRYPTION_KEYS_ALSO van alle processen; haal die pas daarna weg."
    )

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="toon alleen wat er zou gebeuren")
        parser.add_argument("--batch", type=int, default=rewrapping.BATCH, help="sleutels per transactie")

    def act(self, *, reason: str, by: str, dry_run: bool, batch: int, **options: Any) -> int:
        bar = Progress(self.stderr, shown=not self.as_json)
        try:
            found = rewrapping.rewrap(
                by=actor(by), why=reason, dry_run=dry_run, batch=max(batch, 1), show=bar.show
            )
        except UnknownKeyError as error:
            self.stderr.write(str(error))
            return REFUSED
        finally:
            bar.end()
        self.say(_data(found, dry_run), _words(found, dry_run))
        return FAILED if found.closed else DONE


def _data(found: Rewrapped, dry_run: bool) -> dict[str, Any]:
    return {
        "newest": found.newest,
        "dry_run": dry_run,
        "total": found.total,
        "rewrapped": found.rewrapped,
        "already": found.already,
        "closed": found.closed,
        "before": dict(found.before),
    }


def _words(found: Rewrapped, dry_run: bool) -> str:
    lines = [
        f"Hoofdsleutel {found.newest}: {found.rewrapped} gegevenssleutels "
        f"{'te verpakken' if dry_run else 'opnieuw verpakt'}, {found.already} waren dat al."
    ]
    if found.closed:
        lines.append(f"Niet te openen met de sleutels die er zijn: {', '.join(found.closed)}.")
    elif dry_run:
        lines += [f"  nu onder {_name(key)}: {count}" for key, count in sorted(found.before.items())]
    else:
        lines.append("Andere hoofdsleutels zijn in deze database niet meer nodig.")
    return "\n".join(lines)


def _name(key: str) -> str:
    return "een sleutel zonder kenmerk" if key == UNNAMED else key
