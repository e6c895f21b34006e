"""Let the suite look at one mutant: first the tests that are likely to notice, then all that might."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import redis

from tests.mutants.mutant import Mutant
from tests.mutants.plugin import AWAY
from tests.scan import collecting

ROOT = Path(__file__).parents[2]
FOLDERS = (
    "tests/tenants",
    "tests/attacks",
    "tests/architecture",
    "tests/portal",
    "tests/integrations/connections",
    "tests/provisioning",
)
PATIENCE = 900
"""Seconds: a mutant may make the product hang, and that is noticed too."""
FEW = 5
"""Failures after which a run ends: the first may be one of a test's surroundings, which shows nothing."""
FAILED, NOTHING_TO_RUN = 1, 5
"""Exit codes of pytest."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant."""

    mutant: Mutant
    killed_by: str = ""
    reason: str = ""
    void: str = ""
    """Why nothing can be said: the run itself broke."""

    @property
    def is_killed(self) -> bool:
        """Tell whether a test noticed."""
        return bool(self.killed_by)


def kill(mutant: Mutant, *, slot: str, thoroughly: bool = True) -> Outcome:
    """Look for a test that notices the mutant, outside the files of its own negative control.

    :param slot: names the databases of this run; two runs at a time need two.
    :param thoroughly: look everywhere when the likely tests notice nothing.
    """
    likely = [name for name in mutant.killers if name not in mutant.control and _exists(name)]
    for targets in (likely, FOLDERS if thoroughly else ()):
        if not targets:
            continue
        code, failed = run(targets, mutant=mutant.name, without=mutant.control, slot=slot)
        if code in (0, NOTHING_TO_RUN):
            continue
        if code != FAILED or not failed:
            return Outcome(mutant, void=f"pytest ended with {code}")
        first = next((each for each in failed if each["when"] == "call"), failed[0])
        if (
            first["when"] != "call" or AWAY in first["reason"]
        ):  # what breaks before a test begins, or after it, shows nothing
            return Outcome(mutant, void=f"{first['when']} of {first['test']}: {first['reason']}")
        return Outcome(mutant, killed_by=first["test"], reason=first["reason"])
    return Outcome(mutant)


def run(
    targets: Sequence[str], *, slot: str, mutant: str = "", without: Sequence[str] = (), at_once: bool = True
) -> tuple[int, list[Mapping[str, str]]]:
    """Run tests with or without a mutant; answer pytest's exit code and what failed."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.mutants.plugin",
        "-p",
        "no:cacheprovider",
        "--tb=short",
    ]
    command += [
        "-p",
        "no:randomly",
        *([f"--maxfail={FEW}"] if at_once else []),
        *(f"--ignore={name}" for name in without),
    ]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        values = {**environment(slot), "MUTANT": mutant, "MUTANT_REPORT": str(report)}
        values[collecting.FOLDER] = folder  # what a mutant leaks is the business of tests, not of the scan
        try:
            done = subprocess.run(
                [*command, *targets], cwd=ROOT, env=values, capture_output=True, text=True, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            return -1, []
        failed = json.loads(report.read_text(encoding="utf-8")) if report.exists() else []
    if done.returncode > FAILED and done.returncode != NOTHING_TO_RUN:
        print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
    return done.returncode, failed


def environment(slot: str) -> dict[str, str]:
    """Give a run databases of its own, in PostgreSQL by name and in Redis by number."""
    dropped = ("PYTEST_", "DJANGO_SETTINGS_MODULE", "MUTANT")
    values = {key: value for key, value in os.environ.items() if not key.startswith(dropped)}
    address = urlsplit(values["REDIS_URL"])
    own = urlunsplit(address._replace(path=f"/{8 + sum(slot.encode()) % 8}"))
    redis.Redis.from_url(own).flushdb()  # what another mutant left there
    return {
        **values,
        "DATABASE_NAME": f"inwonerplein_mutant_{slot}",
        "REDIS_URL": own,
        "LOG_LEVEL": "WARNING",
    }


def _exists(target: str) -> bool:
    return (ROOT / target.partition("::")[0]).exists()
