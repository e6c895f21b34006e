"""The runs of the tests: private servers for each, a browser, and words for pytest."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from config.local import accounts, bench, browser, children, debian, places, programs, testing
from config.local.servers import only_one
from config.local.terminal import Trouble


@pytest.fixture
def local(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let runs live in a temporary folder, programs unpacked, and find no browser but the named."""
    monkeypatch.setenv("POSTGRES_BIN", str(programs.postgresql(accounts.unprivileged())))
    monkeypatch.setattr(places, "LOCAL", folder)
    monkeypatch.setattr(browser, "NAMES", ())
    monkeypatch.setattr(browser, "LIGHT", "")
    monkeypatch.setattr(browser, "_playwright", lambda: None)
    monkeypatch.setattr(debian, "can_install", lambda: False)
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    return places.own_folder(folder)


def test_what_is_covered_is_kept_until_the_rooms_have_run_and_gated_then() -> None:
    """Neither run begins anew what the other counts, and each runs in parallel."""
    house, rooms = testing.command([], coverage=True), testing.command_of_rooms([], coverage=True)

    for words in (house, rooms):
        assert int(words[words.index("-n") + 1]) >= 2
        assert "--cov-branch" in words
    assert "--cov-append" not in house
    assert "--cov-append" in rooms
    assert "--cov-fail-under=90" in rooms


def test_what_is_left_out_of_it_has_runs_of_its_own() -> None:
    left_out = [
        word.removeprefix("--ignore=") for word in testing.command([], coverage=True) if "ignore" in word
    ]
    rooms = [word for word in testing.command_of_rooms([], coverage=False) if word.startswith("tests/")]
    processes = [word for word in testing.command_of_processes([]) if word.startswith("tests/")]

    assert "tests/portal" in rooms
    assert "tests/browser" in processes
    assert rooms + processes == left_out
    assert all((places.ROOT / place).is_dir() for place in left_out)


def test_no_attack_is_left_out() -> None:
    assert not any("attacks" in word for word in testing.command([], coverage=False))


def test_of_what_the_rooms_do_some_may_be_asked_for() -> None:
    some = testing.command_of_rooms(["-k", "kvk"], coverage=True)

    assert some[3:] == ["tests/integrations", "tests/portal", "tests/provisioning", "-k", "kvk"]


def test_of_what_runs_as_processes_some_may_be_asked_for() -> None:
    some = testing.command_of_processes(["-k", "passkey"])
    assert some[-5:] == ["tests/browser", "tests/faults", "tests/processes", "-k", "passkey"]
    named = testing.command_of_processes(["tests/browser/test_news.py"])
    assert [word for word in named if word.startswith("tests")] == ["tests/browser/test_news.py"]


def test_a_part_of_the_suite_runs_as_it_was_asked() -> None:
    assert testing.command(["tests/themes", "-k", "slots"], coverage=True)[3:] == [
        "tests/themes",
        "-k",
        "slots",
    ]


def test_a_run_has_servers_of_its_own_which_go_with_it(local: Path) -> None:
    script = "import os, sys; sys.exit(40 + ('TEST_DATABASE_ADMIN_URL' in os.environ))"
    with testing.private_servers() as (servers, folder):
        running = children.remembered(folder / "run")
        assert servers.postgresql
        data = servers.postgresql.data
        values = {"TEST_DATABASE_ADMIN_URL": servers.administrator_url}
        assert testing.in_foreground([sys.executable, "-c", script], values) == 41

    assert len(running) == 2
    assert [children.moment_of_start(record.pid) for record in running] == [None, None]
    assert not data.exists()
    assert not folder.exists()


def test_what_a_killed_run_left_is_swept_and_a_living_run_is_not(local: Path) -> None:
    dead, living = local / "run-dead", local / "run-living"
    dead.mkdir()
    (dead / "lock").touch()

    with only_one(living, "This run"):
        testing.sweep(local)

        assert not dead.exists()
        assert living.exists()


def test_a_missing_browser_is_a_failure_in_ci(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda **_: None)
    monkeypatch.setenv("CI", "1")

    with pytest.raises(Trouble, match="NOT RUN"):
        testing.chromium(["tests/browser"])


def test_a_missing_browser_is_told_aloud_elsewhere(
    local: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "find", lambda **_: None)

    assert testing.chromium(["tests/browser"]) is None
    assert "BROWSER TESTS: NOT RUN" in capsys.readouterr().out


@pytest.mark.parametrize(("there", "found"), [(("light", "full"), "light"), (("full",), "full")])
def test_a_browser_without_windows_is_taken_where_there_is_one(
    local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], found: str
) -> None:
    for name in there:
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(browser, "LIGHT", "light")
    monkeypatch.setattr(browser, "NAMES", ("full",))

    assert testing.chromium(["-m", "long"]) == str(tmp_path / found)


def test_openings_are_not_measured_without_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda **_: None)
    monkeypatch.setattr(testing, "run_module", lambda *_: pytest.fail("measured"))

    with pytest.raises(Trouble, match="No Chromium"):
        bench.run_console(["--opening", "1"])


def test_no_browser_is_looked_for_when_none_is_needed(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda **_: pytest.fail("looked for a browser"))

    assert testing.chromium(["tests/themes"]) is None
    assert testing.chromium([]) is None


def test_the_named_browser_is_taken(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", "/bin/true")

    assert browser.find(may_install=False) == "/bin/true"


def test_a_named_browser_that_does_not_run_is_an_error(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere/chromium")

    with pytest.raises(Trouble, match="/nowhere/chromium"):
        browser.find(may_install=False)


def test_without_leave_nothing_is_installed(local: Path) -> None:
    assert browser.find(may_install=False) is None


def test_the_systems_browser_is_found_unless_it_is_a_stub(
    local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "NAMES", ("false", "true"))

    found = browser.find(may_install=False)

    assert found
    assert Path(found).name == "true"


def test_a_missing_old_postgresql_says_which_package_to_install(local: Path) -> None:
    with pytest.raises(Trouble, match="postgresql-3"):
        debian.postgresql(3)


class Called(Exception):  # noqa: N818
    """Tell with what pytest would have been started."""

    def __init__(self, words: list[str], values: Mapping[str, str]) -> None:
        super().__init__()
        self.words, self.values = words, values


@pytest.fixture
def started(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no servers and no pytest."""

    def stop_here(words: list[str], values: Mapping[str, str]) -> int:
        raise Called(words, values)

    for name, value in (
        ("DATABASE_URL", "postgresql://a:b@127.0.0.1:9/x"),
        ("REDIS_URL", "redis://127.0.0.1:9/0"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(testing, "in_foreground", stop_here)


@pytest.mark.usefixtures("started")
def test_pytest_gets_its_words_and_the_environment() -> None:
    with pytest.raises(Called) as called:
        testing.run(["--", "tests/themes", "-k", "slots"])

    assert called.value.words[-3:] == ["tests/themes", "-k", "slots"]
    assert called.value.values["TEST_DATABASE_ADMIN_URL"] == "postgresql://a:b@127.0.0.1:9/x"


@pytest.mark.usefixtures("started")
def test_the_oldest_postgresql_runs_all_of_it_without_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = os.environ["POSTGRES_BIN"]
    monkeypatch.setattr(
        debian, "postgresql", lambda major: Path(chosen) if major == 15 else pytest.fail("another one")
    )
    monkeypatch.setenv("CHROMIUM_PATH", "/bin/true")

    with pytest.raises(Called) as called:
        testing.run(["--postgres", "15", "--no-coverage", "--"])

    assert "-n" in called.value.words
    assert not any(word.startswith("--cov") for word in called.value.words)
    assert called.value.values["POSTGRES_BIN"] == chosen

    with pytest.raises(Called) as called:
        testing.run_rooms(["--postgres", "15", "--no-coverage"])

    assert "tests/portal" in called.value.words
    assert not any(word.startswith("--cov") for word in called.value.words)
    assert called.value.values["POSTGRES_BIN"] == chosen

    with pytest.raises(Called) as called:
        testing.run_processes(["--postgres", "15"])

    assert "tests/browser" in called.value.words
    assert called.value.values["CHROMIUM_PATH"] == "/bin/true"
    assert called.value.values["POSTGRES_BIN"] == chosen


@pytest.mark.usefixtures("started")
def test_the_measurements_run_on_the_same_servers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "ROOT", tmp_path)
    with pytest.raises(Trouble, match="comes with the tests"):
        bench.run([])
    (tmp_path / "tests/bench").mkdir(parents=True)
    (tmp_path / "tests/bench/__main__.py").touch()

    with pytest.raises(Called) as called:
        bench.run(["home"])

    assert called.value.words[1:] == ["-m", "tests.bench", "home"]


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where an apt-get that only notes its words notes them; it cannot install `unknown`."""
    program, noted = tmp_path / "bin/apt-get", tmp_path / "noted"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {noted}\ncase "$*" in *unknown) echo no such >&2; exit 100;; esac\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return noted


def test_a_package_is_installed_without_what_it_recommends(apt: Path) -> None:
    assert debian.install("chromium")

    assert apt.read_text().splitlines()[1].endswith("install --no-install-recommends chromium")


def test_a_package_that_cannot_be_installed_is_told(apt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not debian.install("unknown")

    assert "no such" in capsys.readouterr().err


def test_debian_is_told_to_make_no_cluster_of_its_own(
    apt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "CREATE_CLUSTER", tmp_path / "etc/createcluster.conf")
    monkeypatch.setattr(debian, "can_install", lambda: True)

    with pytest.raises(Trouble, match="postgresql-3"):
        debian.postgresql(3)

    assert debian.CREATE_CLUSTER.read_text() == "create_main_cluster = false\n"
    assert "postgresql-3" in apt.read_text()


def test_what_counts_instructions_is_installed(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "can_install", lambda: True)
    monkeypatch.setattr(debian, "_program", lambda name: None)

    with pytest.raises(Trouble, match="valgrind"):
        debian.valgrind()

    assert apt.read_text().splitlines()[1].endswith(" valgrind")


def test_a_pooler_is_installed_and_not_started(
    apt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "UNITS", tmp_path / "systemd")
    monkeypatch.setattr(debian, "can_install", lambda: True)
    monkeypatch.setattr(debian, "_program", lambda name: None)

    with pytest.raises(Trouble, match="pgbouncer"):
        debian.pgbouncer()

    assert (debian.UNITS / "pgbouncer.service").readlink() == Path("/dev/null")
    assert "pgbouncer" in apt.read_text()
