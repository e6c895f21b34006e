"""`make lighthouse` asks again where Lighthouse itself failed, and nowhere else: a program that plays it tells when."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bench.lighthouse import running
from tests.bench.lighthouse.reports import CATEGORIES

URL = "http://console.localhost/"
WORKS: dict[str, Any] = {"report": {"requestedUrl": URL}}
PROGRAM = """
import json, pathlib, sys
turns = pathlib.Path(__file__).with_suffix(".json")
turn, *rest = json.loads(turns.read_text())
turns.write_text(json.dumps(rest))
if "report" in turn:
    (path,) = (each.partition("=")[2] for each in sys.argv if each.startswith("--output-path="))
    pathlib.Path(path).write_text(json.dumps(turn["report"]))
print(turn.get("says", ""), file=sys.stderr)
sys.exit(turn.get("ends", 0))
"""


def stops(code: str) -> dict[str, Any]:
    """Be a Lighthouse that wrote in its report why it stopped."""
    return {
        "report": {"runtimeError": {"code": code}},
        "says": "Runtime error encountered: Something went wrong.",
        "ends": 1,
    }


def says(text: str, ends: int = 1) -> dict[str, Any]:
    """Be a Lighthouse that ends without a report."""
    return {"says": text, "ends": ends}


@pytest.fixture
def look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Look with a Lighthouse that does one of these each time; answers the report, and how many of them are left."""
    program, turns = tmp_path / "lighthouse", tmp_path / "lighthouse.json"
    program.write_text(f"#!{sys.executable}{PROGRAM}")
    program.chmod(0o755)
    (tmp_path / "profile").mkdir()
    monkeypatch.setenv("LIGHTHOUSE", str(program))
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere")

    def at(*each: dict[str, Any]) -> tuple[Any, int]:
        turns.write_text(json.dumps(each))
        file = tmp_path / "list-mobile-1.json"
        found = running.report(URL, "mobile", tmp_path / "profile", file, CATEGORIES)
        return found, len(json.loads(turns.read_text()))

    return at


@pytest.mark.parametrize(
    ("fails", "code"),
    [
        (stops("NO_NAVSTART"), "NO_NAVSTART"),
        (says("LighthouseError: PROTOCOL_TIMEOUT\n    at …"), "PROTOCOL_TIMEOUT"),
        (says("Debugger protocol timed out while connecting to Chrome.", ends=67), "CRI_TIMEOUT"),
    ],
    ids=["in its report", "without a report", "never connected"],
)
def test_after_an_error_of_its_own_it_is_asked_again_which_is_said(
    look: Callable[..., Any], capsys: pytest.CaptureFixture[str], fails: dict[str, Any], code: str
) -> None:
    assert look(fails, fails, WORKS) == (WORKS["report"], 0)

    assert capsys.readouterr().out.count(f"list-mobile-1: {code}") == 2


def test_the_third_error_is_one_too_many(look: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="could not look"):
        look(*[stops("NO_NAVSTART")] * 3, WORKS)

    assert json.loads((tmp_path / "lighthouse.json").read_text()) == [WORKS]


@pytest.mark.parametrize(
    "fails",
    [stops("ERRORED_DOCUMENT_REQUEST"), stops("NO_FCP"), says("Unable to connect to Chrome"), says("")],
    ids=["the page is an error", "it paints nothing", "there is no Chromium", "nobody knows"],
)
def test_anything_else_is_a_failure_at_once(
    look: Callable[..., Any], tmp_path: Path, fails: dict[str, Any]
) -> None:
    with pytest.raises(RuntimeError, match="could not look"):
        look(fails, WORKS)

    assert json.loads((tmp_path / "lighthouse.json").read_text()) == [WORKS]


def test_a_report_of_the_time_before_does_not_tell_why_it_stopped_now(
    look: Callable[..., Any], tmp_path: Path
) -> None:
    with pytest.raises(RuntimeError, match="could not look"):
        look(stops("NO_NAVSTART"), says("ECONNRESET"), WORKS)

    assert json.loads((tmp_path / "lighthouse.json").read_text()) == [WORKS]
