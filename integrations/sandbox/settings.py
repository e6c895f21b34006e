"""What the sandbox takes from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

DEMO_SECRET = "geheim-van-het-oefensysteem"  # noqa: S105 - shown on the sandbox's page, opens nothing real
CLIENT_ID = "inwonerplein"


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

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Read SANDBOX_HOST, SANDBOX_PORT, SANDBOX_SMTP_PORT, SANDBOX_DATA and SANDBOX_SECRET.

        Ports that are not given are those to which the portal's own settings point.

        :raises SettingsError: when a port is none.
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
        )


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or int(value) > 65535:
        raise SettingsError(f"{name} must be the number of a port, not '{value}'.")
    return int(value)
