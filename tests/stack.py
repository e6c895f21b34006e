"""The whole product as real processes, on a database of its own: for browser tests, faults and measurements.

The processes are those of `make demo`, each with its own database login, on free ports. They die with us.
"""

import fcntl
import hashlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.local import children, demo, environment, ports
from config.local.demo import PASSWORDS
from tests import databases
from tests.commands import Commands
from tests.scan import leaving, receiving

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
WATCH = "wacht@dimpact.example"
"""Who is told of alerts."""
START = 180.0
"""Seconds that a web process may take until it answers: others may be at work on this machine."""
WEB = [
    "gunicorn", "config.wsgi:application", "--preload", "--workers", "2", "--threads", "4",
    "--worker-connections", "200", "--graceful-timeout", "5", "--no-control-socket",
]  # fmt: skip
CELERY = ["celery", "-A", "config.celery"]
STATIC_SOURCES = ("platform", "themes", "provisioning", "integrations", "tenants")


def until(holds: Callable[[], bool], what: str, *, patience: float = PATIENCE) -> None:
    """Wait until something holds, looking ten times a second.

    :raises AssertionError: when it does not in time.
    """
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"{what}: not within {patience:.0f} s"
        time.sleep(0.1)


@dataclass
class Stack:
    """Running processes, and how to reach them."""

    folder: Path
    environment: dict[str, str]
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    commands: dict[str, Commands] = field(default_factory=dict)
    """For each settings, the process that runs its commands."""

    @property
    def portal_port(self) -> int:
        return int(self.environment["PORTAL_PORT"])

    @property
    def console_port(self) -> int:
        return int(self.environment["CONSOLE_PORT"])

    @property
    def console_url(self) -> str:
        return f"http://console.localhost:{self.console_port}"

    @property
    def mailbox_url(self) -> str:
        return self.environment["MAILBOX_URL"]

    def portal_url(self, slug: str) -> str:
        return f"http://{slug}.localhost:{self.portal_port}"

    def sign_in(self, user: str) -> dict[str, str]:
        """Answer the sign-in of one account of the demo."""
        entries = json.loads(Path(self.environment["DEMO_FILE"]).read_text())
        return next(entry for entry in entries if entry["user"] == user)

    def start(self, name: str, settings: str, command: list[str], **extra: str) -> None:
        """Start one process under these settings, with only the passwords that it may know."""
        log = (self.folder / f"{name}.log").open("ab")
        self.running[name] = children.start(
            [sys.executable, "-m", *command],
            environment={**self._known(settings), **extra},
            output=log,
            folder=ROOT,
        )
        log.close()

    def manage(self, settings: str, *words: str, typed: str = "") -> None:
        """Run a management command to its end, with this on its standard input."""
        if settings not in self.commands:
            with (self.folder / f"commands-{settings}.log").open("ab") as log:
                self.commands[settings] = Commands(self._known(settings), log)
        code, said = self.commands[settings].run(*words, typed=typed)
        assert code == 0, f"{words}: {said}"

    def kill(self, name: str) -> None:
        """End a process and its children as `kill -9` does."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End everything."""
        for each in self.commands.values():
            each.stop()
        self.commands.clear()
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.running.clear()
        leaving.keep_output(self.folder)

    def log(self, name: str) -> str:
        """Read what a process has said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def each_worker(self, name: str) -> Iterator[int]:
        """Let the worker processes of portals or console answer one at a time: the others stand still meanwhile."""
        workers = children_of(self.running[name].pid)
        for chosen in workers:
            others = [worker for worker in workers if worker != chosen]
            try:
                for worker in others:
                    os.kill(worker, signal.SIGSTOP)
                until(lambda stopped=others: all(map(_stands_still, stopped)), f"{name} stopped")  # type: ignore[misc]
                yield chosen
            finally:
                for worker in others:
                    os.kill(worker, signal.SIGCONT)

    def _known(self, settings: str) -> dict[str, str]:
        allowed = {f"DATABASE_PASSWORD_{login}" for login in PASSWORDS[settings]}
        hidden = {name for name in self.environment if name.startswith("DATABASE_PASSWORD_")} - allowed
        known = {name: value for name, value in self.environment.items() if name not in hidden}
        return {**known, "DJANGO_SETTINGS_MODULE": f"config.settings.{settings or 'portal'}"}

    def start_web(self) -> None:
        """Start portals and console, and wait until both answer."""
        for name, port in (("portal", self.portal_port), ("console", self.console_port)):
            self.start(name, name, [*WEB, "--bind", f"127.0.0.1:{port}"])
        for name, port in (("portal", self.portal_port), ("console", self.console_port)):
            self.await_web(name, port)

    def await_web(self, name: str, port: int) -> None:
        """Wait until a web process answers."""
        until(lambda: answers(port), f"{name} in {self.folder}", patience=START)

    def start_workers(self) -> None:
        """Start both workers, beat and the stand-ins."""
        self.start("sandbox", "", ["integrations.sandbox"])
        for name in ("worker", "lifecycle"):
            self.start_worker(name)
        schedule = str(self.folder / "beat")
        self.start("beat", "portal_worker", [*CELERY, "beat", "--pidfile=", "--schedule", schedule])

    def start_worker(self, name: str) -> None:
        """Start the *worker* of portals, or that of *lifecycle*."""
        settings, queue = {"worker": ("portal_worker", "portal")}.get(name, (name, name))
        words = [*CELERY, "worker", "-Q", queue, "-n", f"{name}@{self.folder.name}", "-c", "1"]
        self.start(name, settings, [*words, "--loglevel", "INFO", "--without-gossip", "--without-mingle"])


def answers(port: int) -> bool:
    """Tell whether a web process says that it is alive."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def children_of(pid: int) -> list[int]:
    """List the processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _stands_still(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def environment_for(folder: Path, database: str, redis_database: int) -> dict[str, str]:
    """Compose the environment of a stack: free ports, own folders, own database, own Redis database."""
    chosen: list[int] = []
    first = 20_000 + zlib.crc32(f"{os.environ['DATABASE_PORT']}/{database}".encode()) % 100 * 100
    for _ in range(4):
        chosen.append(ports.choose(first, purpose="a test", taken=chosen, say=lambda text: None))
    portal, console, sandbox, smtp = map(str, chosen)
    return {
        # Its lines are not counted: that would make all its processes slower, and tests ask for the same pages.
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV"))},
        "DATABASE_NAME": database,
        "REDIS_URL": os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{redis_database}",
        "PORTAL_PORT": portal,
        "CONSOLE_PORT": console,
        "PORTAL_INTERNAL_URL": f"http://127.0.0.1:{portal}",
        "SANDBOX_URL": f"http://127.0.0.1:{sandbox}",
        "SANDBOX_DATA": str(folder / "sandbox"),
        **demo.scanner(folder / "clamd.sock"),
        "MAILBOX_URL": f"http://127.0.0.1:{sandbox}/mailbox/",
        "EMAIL_PORT": smtp,
        "ALERT_MAIL_TO": WATCH,
        "DEMO_FILE": str(folder / "demo.json"),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(_shared_folder() / "collected"),  # elsewhere than that of tests: they need none
        "INSECURE_COOKIES": "1",
        **environment.operators_of(f"http://127.0.0.1:{sandbox}"),
        "SPARES": "0",
        "PYTHONUNBUFFERED": "1",
    }


def _clone(database: str) -> None:
    databases.clone(database, municipalities=False)


@contextmanager
def started(
    folder: Path,
    *,
    name: str = "stack",
    seed: bool = True,
    make: Callable[[str], None] = _clone,
    reports: bool = False,
    **changes: str,
) -> Iterator[Stack]:
    """Start everything on a fresh database, with the municipalities of the demo in it.

    :param name: tells stacks apart that run at the same time.
    :param make: makes the database, for who has a server of its own.
    :param reports: have the processes send reports of errors, as in production; they are searched like their output.
    :param changes: of the environment, such as another `REDIS_URL`.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    database = f"inwonerplein_{name}_{worker}"
    make(database)
    redis_database = 1 + int("".join(filter(str.isdigit, worker)) or 0) % 15
    stack = Stack(folder, {**environment_for(folder, database, redis_database), **changes})
    with ExitStack() as afterwards:
        afterwards.callback(databases.drop, database)
        if reports:
            stack.environment["SENTRY_DSN"] = afterwards.enter_context(receiving.receiving())
            afterwards.callback(_keep_errors, database)
        afterwards.callback(stack.stop)
        collect_static(stack)
        stack.start_web()
        stack.start_workers()
        if seed:
            stack.manage("lifecycle", "seed_demo")
        yield stack


def _keep_errors(database: str) -> None:
    with databases.administrator(database) as connection:
        leaving.keep_errors(connection)


def collect_static(stack: Stack) -> None:
    """Collect and compress the static files, once for each state of the code: that takes half a minute."""
    root = Path(stack.environment["STATIC_ROOT"])
    stamp, wanted = root / ".fingerprint", _static_fingerprint()
    with (_shared_folder() / "collected.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != wanted:
            stack.manage("migrations", "collectstatic", "--noinput")
            stamp.write_text(wanted)


def _shared_folder() -> Path:
    """Answer the folder that all workers of a run share."""
    return Path(os.environ["TEST_LOCK_FILE"]).parent


def _static_fingerprint() -> str:
    digest = hashlib.sha256((ROOT / "requirements/base.txt").read_bytes())
    for source in STATIC_SOURCES:
        for file in sorted((ROOT / source).rglob("static/**/*")):
            if file.is_file():
                digest.update(f"{file}:{file.stat().st_mtime_ns}:{file.stat().st_size}\n".encode())
    return digest.hexdigest()
