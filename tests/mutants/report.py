"""Tell what became of the mutants: on the terminal, in docs/ and for `make attack-report`."""

import json
from collections.abc import Sequence

from tests.mutants.running import ROOT, Outcome

PAGE = ROOT / "docs/security/mutants.md"
RESULT = ROOT / ".local/mutants/result.json"
HEAD = """# Mutants: the checks themselves can fail

Each row is a leak that was switched on in the running product, one at a time, and the test that noticed it. A mutant
counts as killed only by a test in another file than the negative control of the guard that it takes away, and only
when that test is green without it. `make mutants` writes this page; the leaks are in `tests/mutants/seeded/`.
"""


def line(outcome: Outcome) -> str:
    """Tell of one, as soon as it is known."""
    return f"{state(outcome):9}{outcome.mutant.name:32}{outcome.killed_by or outcome.void}"


def state(outcome: Outcome) -> str:
    """Name what became of it."""
    return "killed" if outcome.is_killed else "void" if outcome.void else "SURVIVED"


def table(outcomes: Sequence[Outcome], seconds: float) -> str:
    """Tell of all: by mechanism, and in sum."""
    rows = [line(outcome) for outcome in outcomes if not outcome.is_killed]
    return "\n".join([*rows, _sum(outcomes, seconds)])


def keep(outcomes: Sequence[Outcome], seconds: float) -> None:
    """Write the page, and the same for machines."""
    rows = [
        f"| `{each.mutant.name}` | {each.mutant.mechanism} | {each.mutant.says} | {_noticed(each)} |"
        for each in sorted(outcomes, key=lambda each: (each.mutant.mechanism, each.mutant.name))
    ]
    head = "| mutant | mechanism | what is wrong | noticed by |\n|---|---|---|---|"
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(
        f"{HEAD}\n{_sum(outcomes, seconds)}\n\n{head}\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(_result(outcomes, seconds), indent=1) + "\n", encoding="utf-8")


def _noticed(outcome: Outcome) -> str:
    return f"`{outcome.killed_by.removeprefix('tests/')}`" if outcome.is_killed else f"**{state(outcome)}**"


def _sum(outcomes: Sequence[Outcome], seconds: float) -> str:
    killed = sum(outcome.is_killed for outcome in outcomes)
    mechanisms = len({outcome.mutant.mechanism for outcome in outcomes})
    return f"{killed}/{len(outcomes)} killed, of {mechanisms} mechanisms, in {seconds:.0f} seconds."


def _result(outcomes: Sequence[Outcome], seconds: float) -> dict[str, object]:
    return {
        "seeded": len(outcomes),
        "killed": sum(outcome.is_killed for outcome in outcomes),
        "mechanisms": len({outcome.mutant.mechanism for outcome in outcomes}),
        "seconds": round(seconds),
        "mutants": [
            {
                "name": each.mutant.name,
                "mechanism": each.mutant.mechanism,
                "says": each.mutant.says,
                "control": list(each.mutant.control),
                "state": state(each).lower(),
                "killed_by": each.killed_by,
                "reason": each.reason or each.void,
            }
            for each in outcomes
        ],
    }
