"""Compose the environment that the product's processes get on this machine.

The product knows nothing of this package: it reads these names, as it does in production.
"""

from pathlib import Path

from config.local.servers import Servers

CONSOLE_HOST = "console.localhost"
PORTAL_DOMAIN = "localhost"
PORTAL_PORT, CONSOLE_PORT, SANDBOX_PORT, SMTP_PORT = 8000, 8001, 8002, 8025


def for_processes(
    servers: Servers, folder: Path, *, portal: int, console: int, sandbox: int, smtp: int
) -> dict[str, str]:
    """Return the environment for web processes, workers and commands."""
    return servers.environment() | {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "CONSOLE_HOST": CONSOLE_HOST,
        "CONSOLE_PORT": str(console),
        "PORTAL_PORT": str(portal),
        "PORTAL_DOMAIN": PORTAL_DOMAIN,
        "PORTAL_INTERNAL_URL": f"http://127.0.0.1:{portal}",
        "SANDBOX_URL": f"http://127.0.0.1:{sandbox}",
        "MAILBOX_URL": f"http://127.0.0.1:{sandbox}/mailbox/",
        "INTERNAL_HOSTS": "127.0.0.1",
        "INSECURE_COOKIES": "1",  # plain http, which never leaves this machine
        **operators_of(f"http://127.0.0.1:{sandbox}"),
    }


def operators_of(sandbox: str) -> dict[str, str]:
    """Return what lets operators sign in by an organisation, which a stand-in plays."""
    return {
        "OPERATORS_OPENID_ISSUER": f"{sandbox}/openid-keycloak",
        "OPERATORS_OPENID_CLIENT_ID": "inwonerplein",
        "OPERATORS_OPENID_SECRET": "geheim-van-het-oefensysteem",  # pragma: allowlist secret
        "OPERATORS_OPENID_ROLES": "functioneel-beheer=owner,redactie=operator",
        "OPERATORS_OPENID_CREATES": "1",
    }


def for_tests(servers: Servers, folder: Path) -> dict[str, str]:
    """Return the environment for a run of the tests."""
    values = for_processes(
        servers, folder, portal=PORTAL_PORT, console=CONSOLE_PORT, sandbox=SANDBOX_PORT, smtp=SMTP_PORT
    )
    return values | {
        "TEST_DATABASE_ADMIN_URL": servers.administrator_url,
        "TEST_LOCK_FILE": str(folder / "template.lock"),
    }
