"""`make check`, `make trace` and `make lock`: what they tell, and what they must not tell."""

import json
import subprocess
from pathlib import Path

import pytest

from config.local import audit, checks, fixes, outcomes, places, schema_check, testing, trace
from config.local.terminal import Trouble


def check(name: str, state: str) -> checks.Check:
    """Return a check that ends in this state."""
    return checks.Check(name, lambda: outcomes.Outcome(state, f"words of {name}"))


def run(monkeypatch: pytest.MonkeyPatch, *found: checks.Check, words: tuple[str, ...] = ()) -> int:
    """Run these checks instead of ours."""
    monkeypatch.setattr(checks, "all_checks", lambda: list(found))
    return checks.run(list(words))


def test_one_failure_fails_all_but_all_are_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, check("first", outcomes.FAILED), check("second", outcomes.OK))

    said = capsys.readouterr().out
    assert code == 1
    assert "words of first" in said
    assert "FAILED: first\n1 of 2 checks are green." in said


def test_what_could_not_look_is_told_and_never_counted_as_green(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, check("audit", outcomes.NOT_RUN), check("ruff", outcomes.OK))

    assert code == 0
    assert "NOT RUN: audit\n1 of 2 checks are green." in capsys.readouterr().out


def test_one_check_is_run_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    both = (check("bad", outcomes.FAILED), check("good", outcomes.OK))

    assert run(monkeypatch, *both, words=("good",)) == 0


def test_a_name_that_no_check_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Trouble, match="called mipy"):
        run(monkeypatch, check("mypy", outcomes.OK), words=("mipy",))


def test_a_command_that_fails_is_a_failure_with_its_words() -> None:
    outcome = checks.command(["/bin/sh", "-c", "echo wrong; exit 4"])

    assert outcome == outcomes.Outcome(outcomes.FAILED, "wrong\n")
    assert checks.command(["/bin/sh", "-c", "exit 3"], allowed=(0, 3)).state == outcomes.OK


def test_files_leave_out_what_git_ignores() -> None:
    names = checks.files()

    assert "platform/config/local/checks.py" in names
    assert not any(name.startswith((".venv/", ".local/", ".git/")) for name in names)


def test_production_like_values_hold_no_switch_of_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSECURE_COOKIES", "1")

    values = checks.production_like("console")

    assert "INSECURE_COOKIES" not in values
    assert values["DJANGO_SETTINGS_MODULE"] == "config.settings.console"


@pytest.mark.parametrize(
    ("packages", "state"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], outcomes.OK),
        ([{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "?"}], outcomes.NOT_RUN),
        ([], outcomes.NOT_RUN),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X", "fix_versions": []}]}], outcomes.FAILED),
    ],
)
def test_an_audit_is_green_only_when_every_package_was_looked_up(packages: list[object], state: str) -> None:
    assert audit.judge(json.dumps({"dependencies": packages}), "").state == state


def test_without_a_database_server_schemas_were_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise Trouble("No PostgreSQL could be had.")

    monkeypatch.setattr(testing, "private_servers", none)

    assert schema_check.run() == outcomes.Outcome(outcomes.NOT_RUN, "No PostgreSQL could be had.")


def test_an_audit_without_a_report_was_not_run() -> None:
    outcome = audit.judge("", "connection refused")

    assert outcome.state == outcomes.NOT_RUN
    assert "connection refused" in outcome.words


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return pages with two requirements, an attack and a fault."""
    for name in ("requirements", "design"):
        (tmp_path / name).mkdir()
    page = "- [ ] **P-901 First**\n- **C-902 Second**: see P-999\n### I-903 Third\n"
    (tmp_path / "requirements/portal.md").write_text(page)
    (tmp_path / "design/security.md").write_text("| T91 | one |\n| F92 | two |\n")
    monkeypatch.setenv("SHARED_DIR", str(tmp_path))
    return tmp_path


def test_the_wanted_ids_are_those_that_a_page_defines(shared: Path) -> None:
    assert trace.wanted(shared) == ["C-902", "F92", "I-903", "P-901", "T91"]


def test_tests_name_ids_in_markers_and_docstrings(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_one.py").write_text(
        '"""About C-902."""\nimport pytest\n'
        '@pytest.mark.attack("T91")\ndef test_a() -> None:\n    """Show P-901 to P-903."""\n    x = "F92"\n'
    )

    named = trace.named_by_tests(tmp_path / "tests")

    assert set(named) == {"C-902", "T91", "P-901", "P-902", "P-903"}
    assert named["T91"] == {"tests/test_one.py::test_a"}


def test_the_table_tells_which_have_a_test_and_which_have_not(capsys: pytest.CaptureFixture[str]) -> None:
    trace.print_table(["P-901", "P-902", "F92"], {"P-901": {"a", "b"}, "P-990": {"c"}})

    said = capsys.readouterr().out
    assert "Portal: 1 of 2 are named by a test\n  P-901  2 test(s)\n  none:  P-902" in said
    assert "Faults: 0 of 1" in said
    assert "Named by tests but not on the pages: P-990" in said


def test_without_the_pages_the_trace_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHARED_DIR", str(tmp_path / "absent"))

    assert trace.run([]) == 0
    assert "NOT RUN" in capsys.readouterr().out


def test_one_id_is_answered_with_the_tests_that_name_it(
    shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shared / "tests").mkdir()
    (shared / "tests/test_one.py").write_text('def test_a() -> None:\n    """Show P-901."""\n')
    monkeypatch.setattr(places, "ROOT", shared)

    assert trace.run(["P-901", "T91"]) == 0
    assert capsys.readouterr().out == "P-901: tests/test_one.py::test_a\nT91: no test names it\n"


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """Collect the commands that checks would run, each with its environment."""
    found: list[tuple[list[str], dict[str, str]]] = []

    def note(words: list[str], *, environment: dict[str, str] | None = None, **_: object) -> outcomes.Outcome:
        found.append((words, environment or {}))
        return outcomes.Outcome(outcomes.OK)

    monkeypatch.setattr(checks, "command", note)
    monkeypatch.setattr(audit, "run", lambda lock: outcomes.Outcome(outcomes.NOT_RUN, lock))
    return found


def test_every_part_of_the_product_is_checked(
    called: list[tuple[list[str], dict[str, str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / checks.BASELINE).touch()
    (tmp_path / "page.html").touch()
    monkeypatch.setattr(places, "ROOT", tmp_path)
    compared: list[str] = []
    monkeypatch.setattr(
        schema_check, "run", lambda: compared.append("schema") or outcomes.Outcome(outcomes.OK)
    )

    assert checks.run([]) == 0

    assert compared == ["schema"]
    said = [" ".join(words) for words, _ in called]
    for part in (
        "ruff check",
        "ruff format --check",
        "lint-imports",
        "djlint",
        "detect-secrets-hook",
        "mypy",
    ):
        assert any(part in line for line in said), part
    deployed = [values for words, values in called if "--deploy" in words]
    modules = [values["DJANGO_SETTINGS_MODULE"].rpartition(".")[2] for values in deployed]
    assert modules == list(checks.SETTINGS)
    assert all("--fail-level WARNING" in line for line in said if "--deploy" in line)


def test_a_missing_baseline_of_secrets_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "ROOT", tmp_path)

    assert checks.run(["secrets"]) == 1


@pytest.mark.parametrize(
    ("place", "line", "code"),
    [
        ("portal/settings.py", 'password = "tulpenbol-" "42"', 1),
        ("tests/test_portal.py", 'password = "tulpenbol-" "42"', 0),
        ("tests/test_portal.py", 'key = "AKIA" "QYLPMN5HHHFPZAM2"', 1),
    ],
)
def test_a_made_up_password_is_excused_in_tests_and_a_real_key_nowhere(
    place: str, line: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / checks.BASELINE).write_bytes((places.ROOT / checks.BASELINE).read_bytes())
    (tmp_path / place).parent.mkdir()
    (tmp_path / place).write_text(line.replace('" "', "") + "\n")  # joined here, so that this file holds none
    monkeypatch.setattr(places, "ROOT", tmp_path)

    assert checks.run(["secrets"]) == code


def test_an_advisory_service_that_does_not_answer_makes_the_audit_not_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def wait(words: list[str], **_: object) -> None:
        raise subprocess.TimeoutExpired(words, 300)

    monkeypatch.setattr(subprocess, "run", wait)

    assert audit.run("base").state == outcomes.NOT_RUN


def commands_of(monkeypatch: pytest.MonkeyPatch, *codes: int) -> list[list[str]]:
    """Collect the commands that would run, and let them end with these codes."""
    found: list[list[str]] = []
    left = iter(codes)

    def note(words: list[str], typed: str | None = None) -> int:
        found.append(words)
        return next(left)

    monkeypatch.setattr(fixes, "_run", note)
    return found


def test_the_locks_are_compiled_with_hashes_and_without_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = commands_of(monkeypatch, 0, 0, 0)

    assert fixes.lock(["--upgrade"]) == 0

    assert [words[-1] for words in commands] == [f"requirements/{name}.txt" for name in ("base", "dev", "uv")]
    for words in commands:
        assert {"--generate-hashes", "--no-emit-index-url", "--upgrade"} <= set(words)


def test_what_cannot_be_repaired_is_a_failure_but_the_rest_is_formatted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands = commands_of(monkeypatch, 1, 0)

    assert fixes.fix([]) == 1

    assert [words[2:4] for words in commands] == [["ruff", "check"], ["ruff", "format"]]
