"""What the sandbox takes from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

DEMO_SECRET = "geheim-van-het-oefensysteem"  # noqa: S105 - shown on the sandbox's page, opens nothing real
CLIENT_ID = "inwonerplein"
MOST_CASES = 100_000


class SettingsError(ValueError):
    """Raised when the environment says something that cannot be."""


@dataclass(frozen=True)
class Settings:
    """Where to listen, where to keep mail, and which secret the case system expects."""

    host: str = "127.0.0.1"
    port: int = 8002
    smtp_port: int = 8025
    folder: Path = Path(".local/sandbox")
    secret: str = field(default=DEMO_SECRET, repr=False)
    url: str = ""
    """By which address municipalities know us; empty for the one that a page was asked for."""
    cases: int = 60
    """How many cases each municipality has."""
    seed: str = "oefenen"
    """The same seed makes the same people, cases and documents."""
    scanner: Path | None = None
    """Socket of the file system at which the scanner of files listens; nothing for none."""
    day: date | None = None
    """The day on which the cases are looked at; nothing for today, so that deadlines stay near."""

    def today(self) -> date:
        """Answer that day."""
        return self.day or datetime.now(UTC).date()

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Read SANDBOX_HOST, _PORT, _SMTP_PORT, _DATA, _SECRET, _CASES, _SEED, _SCANNER and _TODAY.

        Ports that are not given are those to which the portal's own settings point.

        :raises SettingsError: when a port, a number or a day is none.
        """
        portal = urlsplit(environment.get("SANDBOX_URL", ""))
        return cls(
            host=environment.get("SANDBOX_HOST", cls.host),
            port=_port(environment, "SANDBOX_PORT", portal.port or cls.port),
            smtp_port=_port(
                environment, "SANDBOX_SMTP_PORT", _port(environment, "EMAIL_PORT", cls.smtp_port)
            ),
            folder=Path(environment.get("SANDBOX_DATA", cls.folder)),
            secret=environment.get("SANDBOX_SECRET") or DEMO_SECRET,
            url=environment.get("SANDBOX_URL", "").rstrip("/"),
            cases=_number(environment, "SANDBOX_CASES", cls.cases),
            seed=environment.get("SANDBOX_SEED") or cls.seed,
            scanner=Path(environment["SANDBOX_SCANNER"]) if environment.get("SANDBOX_SCANNER") else None,
            day=_day(environment.get("SANDBOX_TODAY", "")),
        )


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or int(value) > 65535:
        raise SettingsError(f"{name} must be the number of a port, not '{value}'.")
    return int(value)


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or int(value) > MOST_CASES:
        raise SettingsError(f"{name} must be a number up to {MOST_CASES}, not '{value}'.")
    return int(value)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise SettingsError(f"SANDBOX_TODAY must be a day such as 2026-01-05, not '{value}'.") from None
