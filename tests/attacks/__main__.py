"""Run a storm of attempts and print what came of it: `make attack N=1000000 [SEED=…] [ATTEMPT=…]`.

A storm that was stopped goes on where it was; `--anew` begins another. It ends with 1 when anything leaked.
"""

import argparse
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from config.local import places
from tests.attacks.storm.drawing import login_of
from tests.attacks.storm.plants import PLANTS
from tests.attacks.storm.running import Storm
from tests.attacks.storm.state import State, table

STATE = places.LOCAL / "attack" / "state.json"
TOWNS = 24


def main() -> int:
    """Run, print, and answer whether all held."""
    parser = argparse.ArgumentParser(prog="make attack")
    parser.add_argument("--attempts", type=int, default=1_000_000)
    parser.add_argument("--seed", default="", help="to replay a storm; else one is drawn")
    parser.add_argument(
        "--attempt", type=int, help="replay this one attempt, and show all that came out of it"
    )
    parser.add_argument("--towns", type=int, default=TOWNS)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--plant", choices=PLANTS, default="", help="switch a leak on: the storm must find it"
    )
    parser.add_argument("--state", type=Path, default=STATE)
    parser.add_argument("--anew", action="store_true", help="do not go on with a storm that was stopped")
    options = parser.parse_args()
    options.state.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        storm = Storm(_state(options), options.state, Path(folder), options.processes, options.plant)
        try:
            if options.attempt is not None:
                return replay(storm, options.attempt)
            print(
                f"seed {storm.state.seed}: {storm.state.wanted:,} attempts, {storm.state.total:,} of them done"
            )
            state = storm.run()
        finally:
            storm.clear()
    print(table(state))
    for line in (*state.leaks[:20], *state.broken[:5]):
        print(line)
    return 1 if state.leaks or state.broken else 0


def replay(storm: Storm, number: int) -> int:
    """Carry one attempt out again, as a process under the login that it had, and show all that came out."""
    storm.set_stage()
    words = [sys.executable, "-W", "ignore", "-m", "tests.attacks.storm.replay"]
    return subprocess.run(
        [*words, str(storm.folder / "roster.json"), storm.state.seed, str(number), storm.plant],
        cwd=places.ROOT,
        env={**storm.environment, "DJANGO_SETTINGS_MODULE": f"config.settings.{login_of(number)}"},
        check=False,
    ).returncode


def _state(options: argparse.Namespace) -> State:
    """Go on with the storm that was stopped, if it is the one that is asked for."""
    if options.state.exists() and not options.anew and not options.plant and options.attempt is None:
        there = State.load(options.state)
        is_same = there.wanted == options.attempts and options.seed in ("", there.seed)
        if is_same and there.total < there.wanted and there.towns == options.towns and not there.leaks:
            return there
    return State(
        options.seed or secrets.token_hex(4),
        options.attempts,
        towns=options.towns,
        processes=options.processes,
    )


if __name__ == "__main__":
    sys.exit(main())
