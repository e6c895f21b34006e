"""Repair what can be repaired without thinking, and compile the locks anew."""

import subprocess
import sys
from pathlib import Path

from config.local import places

COMPILE = (
    "pip",
    "compile",
    "--generate-hashes",
    "--universal",
    "--no-header",
    "--no-emit-index-url",
    "--quiet",
)


def fix(words: list[str]) -> int:
    """Let ruff repair and format the code."""
    where = words or ["."]
    codes = [
        _run([sys.executable, "-m", "ruff", "check", "--fix", *where]),
        _run([sys.executable, "-m", "ruff", "format", *where]),
    ]
    return max(codes)


def lock(words: list[str]) -> int:
    """Compile requirements/*.txt from pyproject.toml; `ARGS=--upgrade` takes newer versions."""
    uv = str(Path(sys.executable).with_name("uv"))
    python = ["--python-version", "3.12"]
    commands = [
        [uv, *COMPILE, *python, "pyproject.toml", *words, "--output-file", "requirements/base.txt"],
        [uv, *COMPILE, *python, "pyproject.toml", "--extra", "dev", *words,
         "--output-file", "requirements/dev.txt"],
    ]  # fmt: skip
    codes = [_run(command) for command in commands]
    tool = [uv, *COMPILE, *python, "--no-annotate", "-", *words, "--output-file", "requirements/uv.txt"]
    codes.append(_run(tool, typed="uv\n"))
    return max(codes)


def _run(command: list[str], typed: str | None = None) -> int:
    return subprocess.run(command, cwd=places.ROOT, check=False, input=typed, text=True).returncode  # noqa: S603
