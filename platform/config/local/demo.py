"""Show the product live: servers, data, web processes, workers, mailbox; all end when this ends."""

import hashlib
import http.client
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from config.local import environment, places, ports, processes, secrets_file, terminal
from config.local.processes import Foreground, Process
from config.local.servers import Servers, only_one

BEFORE = (  # the web processes; each step with the settings it runs under
    ("bootstrap_cluster", "migrations"),
    ("migrate_public", "migrations"),
    ("compile_schema", "migrations"),
    ("collectstatic", "migrations"),
)
AFTER = (("seed_demo", "lifecycle"),)  # opening a municipality ends with a request to its portal
SOURCES = ("platform", "tenants", "integrations", "provisioning", "themes", "requirements", "manage.py")
PASSWORDS = {  # which logins each settings module may know
    "portal": ("PORTAL",),
    "console": ("CONSOLE",),
    "portal_worker": ("PORTAL_WORKER",),
    "lifecycle": ("LIFECYCLE",),
    "migrations": secrets_file.LOGINS,
    "": (),
}
FIRST_PAGE = 120.0
LONGEST_SOCKET = 100
"""Bytes of the path of a socket: the system takes a few more."""
QUIET = {  # the addresses should stay in sight: the terminal tells trouble only
    "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
}


def run(_words: list[str]) -> int:
    """Start everything, say where it is, and stay until something or somebody ends it."""
    began = time.monotonic()
    try:
        with processes.stoppable(), _started() as (values, foreground, servers):
            stamp, wanted = places.LOCAL / "prepared", [fingerprint(values, servers), addresses(values)]
            known = stamp.read_text().split() if demo_file().exists() and stamp.exists() else []
            if wanted[0] not in known:  # a step takes seconds even when there is nothing to do
                stamp.unlink(missing_ok=True)
                _prepare(foreground, values, BEFORE)
            _start_web(foreground, values)
            if wanted != known:
                _prepare(foreground, values, AFTER)
                stamp.write_text(" ".join(wanted))
            say_where(values, time.monotonic() - began)
            _start_others(foreground, values)
            return _stay(foreground)
    except processes.Stopped:
        terminal.say("Everything has stopped. The data stay in .local/.")
        return 0


def demo_file() -> Path:
    """Return the file in which the seeding writes who can sign in where."""
    return places.LOCAL / "demo.json"


@contextmanager
def _started() -> Iterator[tuple[dict[str, str], Foreground, Servers]]:
    """Start the servers and choose the ports; stop all that was started, whatever happens."""
    places.own_folder(places.LOCAL)
    with ExitStack() as afterwards:
        afterwards.enter_context(only_one(places.LOCAL, "The demo"))
        servers, foreground = Servers(places.LOCAL), Foreground(places.LOCAL)
        afterwards.callback(_stop, foreground, servers)
        servers.start()
        places.own_folder(places.LOCAL / "media")
        chosen: list[int] = []
        for preferred, purpose in (
            (environment.PORTAL_PORT, "the portal"),
            (environment.CONSOLE_PORT, "the console"),
            (environment.SANDBOX_PORT, "the mailbox page"),
            (environment.SMTP_PORT, "the mail server"),
        ):
            chosen.append(ports.choose(preferred, purpose=purpose, taken=chosen))
        portal, console, sandbox, smtp = chosen
        values = environment.for_processes(
            servers, places.LOCAL, portal=portal, console=console, sandbox=sandbox, smtp=smtp
        )
        yield (
            values
            | {
                "ALERT_MAIL_TO": "wacht@dimpact.example",
                "DEMO_FILE": str(demo_file()),
                "SANDBOX_DATA": str(places.LOCAL / "sandbox"),
                **scanner(places.LOCAL / "clamd.sock"),
            },
            foreground,
            servers,
        )


def scanner(socket: Path) -> dict[str, str]:
    """Return where the stand-in of the scanner listens, unless a real one was named, or the path is too long for it."""
    if os.environ.get("CLAMD_ADDRESS") or len(str(socket).encode()) > LONGEST_SOCKET:
        return {}
    return {"SANDBOX_SCANNER": str(socket), "CLAMD_ADDRESS": f"unix://{socket}"}


def _stop(foreground: Foreground, servers: Servers) -> None:
    with processes.uninterrupted():
        foreground.stop()
        servers.stop()


def values_for(settings: str, values: dict[str, str]) -> dict[str, str]:
    """Return what a process of these settings may know: of the passwords only its own."""
    allowed = {f"DATABASE_PASSWORD_{login}" for login in PASSWORDS[settings]}
    hidden = {name for name in values if name.startswith("DATABASE_PASSWORD_")} - allowed
    hidden |= {"DATABASE_ADMIN_URL", "DATABASE_URL"}
    known = {name: value for name, value in {**os.environ, **values}.items() if name not in hidden}
    chosen = {"DJANGO_SETTINGS_MODULE": f"config.settings.{settings}"} if settings else {}
    return {**known, **chosen, **QUIET, "PYTHONUNBUFFERED": "1"}


def _prepare(foreground: Foreground, values: dict[str, str], steps: Sequence[tuple[str, str]]) -> None:
    """Bring database and content up to date, step by step."""
    for step, settings in steps:
        began = time.monotonic()
        command = [sys.executable, "manage.py", step, *(["--noinput"] if step == "collectstatic" else [])]
        known = values_for(settings, values)
        if settings == "migrations":
            known["DATABASE_ADMIN_URL"] = values["DATABASE_ADMIN_URL"]
        code = foreground.run(Process(step, command, known))
        if code != 0:
            raise terminal.Trouble(f"The step {step} failed; what it said is in .local/log/{step}.log.")
        terminal.say(f"{step}: done in {time.monotonic() - began:.1f} s")


def fingerprint(values: dict[str, str], servers: Servers) -> str:
    """Return what changes when the source or the database changes."""
    digest = hashlib.sha256()
    for name in SOURCES:
        top = places.ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                status = path.stat()
                digest.update(f"{path}:{status.st_mtime_ns}:{status.st_size}\n".encode())
    digest.update(values["DATABASE_NAME"].encode())
    if servers.postgresql:
        digest.update(str((servers.postgresql.data / "PG_VERSION").stat().st_mtime_ns).encode())
    else:
        digest.update(servers.administrator_url.encode())
    return digest.hexdigest()


def addresses(values: dict[str, str]) -> str:
    """Return what changes when the ports change: what was seeded then names places where nobody answers."""
    parts = [values[part] for part in ("PORTAL_PORT", "CONSOLE_PORT", "SANDBOX_URL")]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _start_web(foreground: Foreground, values: dict[str, str]) -> None:
    """Start portals and console, and wait until both answer."""
    for name, port in (("portal", values["PORTAL_PORT"]), ("console", values["CONSOLE_PORT"])):
        command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--preload", "--log-level", "warning",
                   "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--worker-connections", "200",
                   "--graceful-timeout", "5", "--no-control-socket", "--worker-tmp-dir", str(places.LOCAL)]  # fmt: skip
        foreground.start(Process(name, command, values_for(name, values)))
    waiting = [int(values[name]) for name in ("PORTAL_PORT", "CONSOLE_PORT")]

    def all_answer() -> bool:
        waiting[:] = [port for port in waiting if not answers(port)]
        return not waiting

    dead = foreground.watch(all_answer, deadline=FIRST_PAGE)
    if dead:
        raise terminal.Trouble(f"The process {dead} died; what it said is in .local/log/{dead}.log.")
    if waiting:
        raise terminal.Trouble(
            f"Nothing answers on port {waiting[0]} within {FIRST_PAGE:.0f} s; see .local/log/."
        )


def answers(port: int) -> bool:
    """Tell whether a web process says that it is alive."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _start_others(foreground: Foreground, values: dict[str, str]) -> None:
    """Start what the first page does not need: sandbox with mailbox, workers, beat."""
    sandbox = [sys.executable, "-m", "integrations.sandbox"]
    foreground.start(Process("sandbox", sandbox, values_for("", values)))
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "config.celery"]
    for name, settings, queue in (
        ("worker", "portal_worker", "portal"),
        ("lifecycle", "lifecycle", "lifecycle"),
    ):
        command = [*celery, "worker", "--queues", queue, "--hostname", f"{name}@%h", "--concurrency", "2",
                   "--loglevel", QUIET["LOG_LEVEL"], "--without-gossip", "--without-mingle"]  # fmt: skip
        foreground.start(Process(name, command, values_for(settings, values), grace=15))
    beat = [
        *celery,
        "beat",
        "--loglevel",
        QUIET["LOG_LEVEL"],
        "--pidfile=",
        "--schedule",
        str(places.LOCAL / "beat"),
    ]
    foreground.start(Process("beat", beat, values_for("portal_worker", values)))


def say_where(values: dict[str, str], seconds: float) -> None:
    """Print addresses and sign-ins."""
    terminal.say()
    entries = json.loads(demo_file().read_text())
    places_of_all = {
        "All mail of the demo": values["MAILBOX_URL"],
        "Take a case of Zonnedam a step on": f"{values['SANDBOX_URL']}/cases/zonnedam/",
        "Make a system fail": f"{values['SANDBOX_URL']}/faults/",
        "How all connections are": f"http://{environment.CONSOLE_HOST}:{values['CONSOLE_PORT']}/koppelingen/",
    }
    wide = max(len(title) for title in [*places_of_all, *(entry["title"] for entry in entries)])
    for entry in entries:
        terminal.say(f"  {entry['title']:<{wide}}   {entry['url']}")
        if entry.get("user"):
            second = "   + the code from `make demo-code`" if entry.get("totp_secret") else ""
            terminal.say(f"  {'':<{wide}}   {entry['user']}   {entry['password']}{second}")
    for title, url in places_of_all.items():
        terminal.say(f"  {title:<{wide}}   {url}")
    terminal.say(f"\nReady after {seconds:.0f} s. Ctrl-C stops everything.\n")


def _stay(foreground: Foreground) -> int:
    dead = foreground.watch()
    terminal.complain(
        f"The process {dead} died; what it said is in .local/log/{dead}.log. Stopping the others."
    )
    return 1
