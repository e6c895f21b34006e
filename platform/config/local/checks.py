"""Run all checks of `make check`, tell the outcome of each, and fail when one failed.

    make check               all
    make check ARGS=mypy     one, by name

A check that could not look is *not run*: told as loudly as a failure, and never green.
"""

import dataclasses
import functools
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from config.local import audit, copies_check, outcomes, places, schema_check, secrets_file, terminal

SETTINGS = ("portal", "console", "portal_worker", "lifecycle", "migrations")
LOCKS = ("base", "dev", "uv")
BASELINE = ".secrets.baseline"
# What looks at names such as `password` and at randomness: in tests, where people are made up by the dozen, they
# find nothing but made-up passwords. The shapes of real keys are looked for there as everywhere.
GUESSERS = ("KeywordDetector", "BasicAuthDetector", "HexHighEntropyString", "Base64HighEntropyString")


@dataclasses.dataclass(frozen=True, slots=True)
class Check:
    """A check by its name: what `make check ARGS=…` takes."""

    name: str
    run: Callable[[], outcomes.Outcome]


def run(words: list[str]) -> int:
    """Run the checks of these names, or all; 1 when one failed."""
    checks = [check for check in all_checks() if not words or check.name in words]
    if unknown := set(words) - {check.name for check in checks}:
        known = ", ".join(check.name for check in all_checks())
        raise terminal.Trouble(f"No check is called {', '.join(sorted(unknown))}. There are: {known}.")
    found = []
    for check in checks:
        began = time.monotonic()
        outcome = check.run()
        found.append(outcome)
        terminal.say(f"{check.name:<24} {outcome.state:<8} {time.monotonic() - began:6.1f} s")
        if outcome.state != outcomes.OK and outcome.words:
            terminal.say(outcome.words.rstrip() + "\n")
    return summarise(checks, found)


def summarise(checks: list[Check], found: list[outcomes.Outcome]) -> int:
    """Say how many ended how, by name for what is not green, and return the exit code."""
    terminal.say()
    for state in (outcomes.NOT_RUN, outcomes.FAILED):
        names = [check.name for check, outcome in zip(checks, found, strict=True) if outcome.state == state]
        if names:
            terminal.say(f"{state}: {', '.join(names)}")
    green = sum(outcome.state == outcomes.OK for outcome in found)
    terminal.say(f"{green} of {len(checks)} checks are green.")
    return 1 if any(outcome.state == outcomes.FAILED for outcome in found) else 0


def all_checks() -> list[Check]:
    """Return the checks in the order in which they run: the quick ones first."""
    python = [sys.executable, "-m"]
    return [
        Check("ruff", lambda: command([*python, "ruff", "check", "."])),
        Check("format", lambda: command([*python, "ruff", "format", "--check", "."])),
        Check("imports", lambda: command([_program("lint-imports")])),
        Check("copies", copies_check.run),
        Check("templates", _templates),
        Check("secrets", _secrets),
        Check("mypy", lambda: command([*python, "mypy"], environment=production_like("portal"))),
        Check("migrations", lambda: _manage("migrations", "makemigrations", "--check", "--dry-run")),
        Check("api", lambda: _manage("console", "api_description", "--check")),
        *[Check(f"deploy-{name}", functools.partial(_deploy, name)) for name in SETTINGS],
        Check("schema", lambda: schema_check.run()),
        *[Check(f"audit-{name}", functools.partial(audit.run, name)) for name in LOCKS],
    ]


def command(
    words: list[str], *, environment: dict[str, str] | None = None, allowed: tuple[int, ...] = (0,)
) -> outcomes.Outcome:
    """Run one command in the root of the checkout."""
    answer = subprocess.run(  # noqa: S603 - our own commands
        words,
        cwd=places.ROOT,
        env=environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return outcomes.Outcome(outcomes.OK if answer.returncode in allowed else outcomes.FAILED, answer.stdout)


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def files(*endings: str) -> list[str]:
    """Return the files of the checkout that are in git or would be, or all where git is not there."""
    git = shutil.which("git")
    words = [git or "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = outputs(words) if git else None
    if answer is not None:
        names = answer.split("\0")
    else:
        paths = (path.relative_to(places.ROOT) for path in places.ROOT.rglob("*"))
        names = [str(path) for path in paths if not any(part.startswith(".") for part in path.parts)]
    found = sorted(name for name in names if (places.ROOT / name).is_file())
    return [name for name in found if not endings or name.endswith(endings)]


def outputs(words: list[str]) -> str | None:
    """Return what a command prints, None when it fails."""
    answer = subprocess.run(words, cwd=places.ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return answer.stdout if answer.returncode == 0 else None


def _templates() -> outcomes.Outcome:
    templates = files(".html")
    return (
        command([_program("djlint"), "--lint", "--quiet", *templates])
        if templates
        else outcomes.Outcome(outcomes.OK)
    )


def _secrets() -> outcomes.Outcome:
    """Look for secrets that the baseline does not excuse; hashes of locked packages are none."""
    if not (places.ROOT / BASELINE).exists():
        return outcomes.Outcome(outcomes.FAILED, f"{BASELINE} is missing: detect-secrets scan > {BASELINE}")
    names = [name for name in files() if not name.startswith("requirements/") and name != BASELINE]
    product = [name for name in names if not name.startswith("tests/")]
    with tempfile.TemporaryDirectory() as folder:  # the hook would rewrite line numbers in the real one
        baseline = shutil.copy(places.ROOT / BASELINE, folder)
        found = _hook(["--baseline", str(baseline)], product)
    if found.state != outcomes.OK:
        return found
    plain = [word for guesser in GUESSERS for word in ("--disable-plugin", guesser)]
    return _hook(plain, [name for name in names if name.startswith("tests/")])


def _hook(words: list[str], names: list[str]) -> outcomes.Outcome:
    """Scan files; the answer 3 says only that line numbers in the baseline moved."""
    if not names:
        return outcomes.Outcome(outcomes.OK)
    return command([_program("detect-secrets-hook"), "--no-verify", *words, *names], allowed=(0, 3))


def _manage(settings: str, *words: str) -> outcomes.Outcome:
    return command([sys.executable, "manage.py", *words], environment=production_like(settings))


def _deploy(settings: str) -> outcomes.Outcome:
    return _manage(settings, "check", "--deploy", "--fail-level", "WARNING")


def production_like(settings: str) -> dict[str, str]:
    """Return an environment as in production; the checks open no connection, so nothing needs to be there."""
    made = {name: make() for name, make in secrets_file.MADE.items()}
    return {
        **{name: value for name, value in os.environ.items() if name != "INSECURE_COOKIES"},
        **made,
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(64),
        "DJANGO_SETTINGS_MODULE": f"config.settings.{settings}",
        "DATABASE_HOST": "127.0.0.1",
        "DATABASE_PORT": "9",
        "DATABASE_NAME": "inwonerplein",
        "REDIS_URL": "redis://127.0.0.1:9/0",
        "CONSOLE_HOST": "console.example.nl",
        "PORTAL_DOMAIN": "example.nl",
        "INTERNAL_HOSTS": "internal.example.nl",
        "EMAIL_HOST": "mail.example.nl",
    }
