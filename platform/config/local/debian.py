"""Install a package of Debian or Ubuntu, where we are root and the tests need it."""

import os
import shutil
import subprocess
from pathlib import Path

from config.local import terminal

CREATE_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")
UNITS = Path("/etc/systemd/system")
APT = ["apt-get", "--yes", "--quiet", "-o", "Dpkg::Options::=--force-confold"]


def can_install() -> bool:
    """Tell whether this is Debian or a child of it, and we may install packages."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None and Path("/etc/debian_version").exists()


def install(package: str) -> bool:
    """Install one package without what it merely recommends; tells whether that worked."""
    terminal.say(f"Installing the package {package} through apt …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in ([*APT, "update"], [*APT, "install", "--no-install-recommends", package]):
        answer = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)  # noqa: S603
        if answer.returncode != 0 and words[-1] == package:
            terminal.complain(answer.stderr.strip() or answer.stdout.strip())
            return False
    return True


def postgresql(major: int) -> Path:
    """Return the folder of the programs of Debian's PostgreSQL, installing it if we may.

    :raises terminal.Trouble: when it is not there and cannot be installed.
    """
    folder = Path(f"/usr/lib/postgresql/{major}/bin")
    if not (folder / "postgres").exists() and can_install():
        _leave_out_the_system_cluster()
        install(f"postgresql-{major}")
    if not (folder / "postgres").exists():
        raise terminal.Trouble(
            f"PostgreSQL {major} is not in {folder}. Install Debian's package postgresql-{major}, "
            "or set POSTGRES_BIN to the folder of its programs and run `make test`."
        )
    return folder


def caddy() -> Path:
    """Return the program of Debian's Caddy, installing it if we may; a test visits the proxy of the manual with it.

    :raises terminal.Trouble: when it is not there and cannot be installed.
    """
    return _server("caddy")


def pgbouncer() -> Path:
    """Return the program of Debian's PgBouncer, installing it if we may; the tests put it in our way.

    :raises terminal.Trouble: when it is not there and cannot be installed.
    """
    return _server("pgbouncer")


def nginx() -> Path:
    """Return the program of Debian's nginx, installing it if we may; the tests put it in front of us.

    :raises terminal.Trouble: when it is not there and cannot be installed.
    """
    return _server("nginx")


def valgrind() -> Path:
    """Return the program of Debian's Valgrind, installing it if we may; a bench counts instructions with it.

    :raises terminal.Trouble: when it is not there and cannot be installed.
    """
    return _installed("valgrind")


def _server(package: str) -> Path:
    if _program(package) is None and can_install():
        _leave_out_the_system_unit(package)
    return _installed(package)


def _installed(package: str) -> Path:
    found = _program(package)
    if found is None and can_install():
        install(package)
        found = _program(package)
    if found is None:
        raise terminal.Trouble(f"{package} is not on the PATH. Install Debian's package {package}.")
    return found


def _program(name: str) -> Path | None:
    found = shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    return Path(found) if found else None


def _leave_out_the_system_unit(package: str) -> None:
    """Keep systemd from starting a server of its own; a choice already made stays."""
    unit = UNITS / f"{package}.service"
    if not unit.exists() and not unit.is_symlink():
        unit.parent.mkdir(parents=True, exist_ok=True)
        unit.symlink_to(os.devnull)
        terminal.say(f"{unit} now says that systemd starts no {package}.")


def _leave_out_the_system_cluster() -> None:
    """Keep Debian from starting a server of its own beside ours; a choice already made stays."""
    if not CREATE_CLUSTER.exists():
        CREATE_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
        CREATE_CLUSTER.write_text("create_main_cluster = false\n")
        terminal.say(f"{CREATE_CLUSTER} now says that Debian makes no cluster of its own.")
