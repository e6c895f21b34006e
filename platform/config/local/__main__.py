"""Run what is behind one of the Makefile's targets, such as `python -m config.local demo`."""

import importlib
import sys
from collections.abc import Callable

from config.local import children, places, processes, terminal


def _lazily(module: str, function: str = "run") -> Callable[[list[str]], int]:
    def command(words: list[str]) -> int:
        code: int = getattr(importlib.import_module(f"config.local.{module}"), function)(words)
        return code

    return command


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": _lazily("demo"),
    "reset": _lazily("reset"),
    "code": _lazily("codes"),
    "servers": _lazily("named_servers"),
    "test": _lazily("testing"),
    "test-rooms": _lazily("testing", "run_rooms"),
    "test-processes": _lazily("testing", "run_processes"),
    "check": _lazily("checks"),
    "fix": _lazily("fixes", "fix"),
    "lock": _lazily("fixes", "lock"),
    "bench": _lazily("bench"),
    "bench-tenancy": _lazily("bench", "run_tenancy"),
    "bench-slow": _lazily("bench", "run_slow"),
    "bench-lifecycle": _lazily("bench", "run_lifecycle"),
    "bench-integrations": _lazily("bench", "run_integrations"),
    "bench-console": _lazily("bench", "run_console"),
    "bench-signin": _lazily("bench", "run_signin"),
    "bench-cases": _lazily("bench", "run_cases"),
    "lighthouse": _lazily("lighthouse"),
    "attack": _lazily("attack"),
    "attack-report": _lazily("attack", "report"),
    "mutants": _lazily("mutants"),
    "themes-report": _lazily("theme_packages"),
    "trace": _lazily("trace"),
    "translate": _lazily("translate"),
}


def main(words: list[str]) -> int:
    """Run one command; trouble that the person can solve is told without a traceback."""
    if words[:1] == ["--tied"]:
        children.tie_to_parent()
        words = words[1:]
    command = COMMANDS.get(words[0]) if words else None
    try:
        if command is None:
            raise terminal.Trouble(f"Say one of: {', '.join(COMMANDS)}.")
        return command(words[1:])
    except terminal.Trouble as trouble:
        terminal.complain(str(trouble))
        return 2
    except places.UnsafeFolderError as error:
        terminal.complain(str(error))
        return 2
    except processes.Stopped as stopped:
        return 128 + stopped.number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
