"""Switch each mutant on, one at a time, and tell which test noticed: `make mutants`.

    python -m tests.mutants [NAME …] [--likely]

With names only those, and the page in docs/ stays as it is; `--likely` does not look further than the tests that
each mutant names.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor  # noqa: TID251 - runs processes, and touches no tenant
from queue import SimpleQueue

from tests.mutants import report, running
from tests.mutants.mutant import Mutant, every
from tests.mutants.running import Outcome

SIDE_BY_SIDE = 2


def main(words: list[str]) -> int:
    """Run all or some; answer 1 when one survived or nothing can be said of it."""
    mutants, named = every(), [word for word in words if not word.startswith("--")]
    if unknown := set(named) - set(mutants):
        print(f"No such mutant: {', '.join(sorted(unknown))}. There are: {', '.join(sorted(mutants))}.")
        return 2
    began = time.monotonic()
    chosen = [mutants[name] for name in named] or list(mutants.values())
    outcomes = _hunt(chosen, thoroughly="--likely" not in words)
    outcomes = _not_red_anyway(outcomes)
    seconds = time.monotonic() - began
    print(report.table(outcomes, seconds))
    if not named:
        report.keep(outcomes, seconds)
    return 0 if all(outcome.is_killed for outcome in outcomes) else 1


def _hunt(mutants: list[Mutant], *, thoroughly: bool) -> list[Outcome]:
    slots: SimpleQueue[str] = SimpleQueue()
    for number in range(SIDE_BY_SIDE):
        slots.put(str(number))

    def hunt(mutant: Mutant) -> Outcome:
        slot = slots.get()
        try:
            outcome = running.kill(mutant, slot=slot, thoroughly=thoroughly)
        finally:
            slots.put(slot)
        print(report.line(outcome), flush=True)
        return outcome

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return list(pool.map(hunt, mutants))


def _not_red_anyway(outcomes: list[Outcome]) -> list[Outcome]:
    """Run what noticed once more without any mutant: a test that is red anyway has noticed nothing."""
    noticed = sorted({outcome.killed_by for outcome in outcomes if outcome.is_killed})
    if not noticed:
        return outcomes
    code, failed = running.run(noticed, slot="0", at_once=False)
    red = {each["test"] for each in failed}
    print(f"Without a mutant: {len(noticed) - len(red)} of {len(noticed)} tests are green.", flush=True)
    if code and not red:
        red = set(noticed)
    return [
        Outcome(outcome.mutant, void=f"red without it: {outcome.killed_by}")
        if outcome.killed_by in red
        else outcome
        for outcome in outcomes
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
