"""Ask whether locked packages have known weaknesses."""

import json
import subprocess
import sys
from pathlib import Path

from config.local import outcomes, places


def run(lock: str) -> outcomes.Outcome:
    """Ask which locked versions have known weaknesses; without an answer for each, that was not run."""
    program = str(Path(sys.executable).with_name("pip-audit"))
    words = [program, "-r", f"requirements/{lock}.txt", "--require-hashes", "--disable-pip"]
    words += ["--format", "json", "--progress-spinner", "off", "--timeout", "15"]
    try:
        answer = subprocess.run(  # noqa: S603 - our own command
            words, cwd=places.ROOT, capture_output=True, text=True, check=False, timeout=300
        )
    except subprocess.TimeoutExpired:
        return outcomes.Outcome(outcomes.NOT_RUN, "The advisory service did not answer in time.")
    return judge(answer.stdout, answer.stderr)


def judge(report: str, complaint: str) -> outcomes.Outcome:
    """Read pip-audit's report: it exits with 0 also when it could look up nothing at all."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return outcomes.Outcome(
            outcomes.NOT_RUN, f"The advisory service could not be asked:\n{complaint.strip()[-600:]}"
        )
    weak = [
        f"{package['name']} {package['version']}: {weakness['id']}, solved in {weakness['fix_versions']}"
        for package in packages
        for weakness in package.get("vulns", [])
    ]
    if weak:
        return outcomes.Outcome(outcomes.FAILED, "\n".join(weak))
    unseen = [package["name"] for package in packages if "skip_reason" in package]
    if unseen or not packages:
        return outcomes.Outcome(
            outcomes.NOT_RUN, f"{len(unseen)} of {len(packages)} packages could not be looked up."
        )
    return outcomes.Outcome(outcomes.OK)
