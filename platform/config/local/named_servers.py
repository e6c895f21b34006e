"""Keep private servers running between commands, for a developer who runs a few tests again and again.

python -m config.local servers start [NAME]    starts them (or finds them running) and prints …
python -m config.local servers env [NAME]      … the environment: eval "$(python -m config.local servers env)"
python -m config.local servers stop [NAME]     stops them; their data stay
"""

import json
import re
import shlex
from pathlib import Path

from config.local import children, environment, places, terminal
from config.local.servers import Servers, only_one

NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")


def run(words: list[str]) -> int:
    """Start or stop servers by name, or print how to reach them."""
    act, name = words[0] if words else "", words[1] if len(words) > 1 else "dev"
    if act not in {"start", "env", "stop"} or not NAME.fullmatch(name):
        raise terminal.Trouble(
            "Say `servers start`, `servers env` or `servers stop`, and a name if you like."
        )
    if act == "stop":
        stop(name)
        return 0
    if act == "start":
        start(name)
    terminal.say(exports(name))
    return 0


def folder_of(name: str) -> Path:
    """Return where the servers of that name live."""
    return places.LOCAL / "servers" / name


def start(name: str) -> None:
    """Start servers that outlive this command, unless they run already."""
    folder = folder_of(name)
    places.own_folder(places.LOCAL)
    places.own_folder(folder.parent)
    if _environment(folder):
        return
    with only_one(folder, "Starting these servers"):
        servers = Servers(folder, careless=True, dies_with_us=False, say=terminal.complain)
        servers.start()
    values = environment.for_tests(servers, folder)
    servers.leave_running()
    places.write_private(folder / "environment.json", json.dumps(values))


def stop(name: str) -> None:
    """Stop the servers of that name."""
    children.end_remembered(folder_of(name) / "run")


def exports(name: str) -> str:
    """Return the environment of running servers in the words of a shell.

    :raises terminal.Trouble: when they do not run.
    """
    values = _environment(folder_of(name))
    if not values:
        raise terminal.Trouble(f"These servers do not run: python -m config.local servers start {name}")
    return "\n".join(f"export {key}={shlex.quote(value)}" for key, value in sorted(values.items()))


def _environment(folder: Path) -> dict[str, str] | None:
    path = folder / "environment.json"
    if not path.exists() or not children.remembered(folder / "run"):
        return None
    values: dict[str, str] = json.loads(path.read_text())
    return values
