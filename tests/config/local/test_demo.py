"""The demo: what its processes may know, its codes, starting over, and the commands in front."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config.local import __main__ as front
from config.local import (
    accounts,
    codes,
    demo,
    environment,
    named_servers,
    places,
    processes,
    programs,
    reset,
    secrets_file,
)
from config.local.servers import Servers, only_one
from config.local.terminal import Trouble

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture
def local(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the demo live in a temporary folder, with programs that are unpacked already."""
    monkeypatch.setenv("POSTGRES_BIN", str(programs.postgresql(accounts.unprivileged())))
    monkeypatch.setattr(places, "LOCAL", folder)
    return places.own_folder(folder)


def replaced(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Servers:
    """Return servers that are all replaced, so that nothing starts."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://admin:secret@127.0.0.1:9/residents")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/3")
    return Servers(folder)


@pytest.mark.parametrize(
    ("moment", "expected"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")]
)
def test_codes_are_those_of_the_standard(moment: float, expected: str) -> None:
    assert codes.code(SECRET, moment) == expected


def test_a_code_is_printed_for_each_account_with_a_second_factor(
    local: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = [
        {"title": "Console", "url": "u", "user": "olga", "password": "p", "totp_secret": SECRET},
        {"title": "Zonnedam", "url": "u", "user": "", "password": "", "totp_secret": ""},
    ]
    demo.demo_file().write_text(json.dumps(entries))

    assert codes.run([]) == 0

    said = capsys.readouterr().out
    assert "Console, olga" in said
    assert "Zonnedam" not in said


def test_codes_without_a_demo_say_what_to_do(local: Path) -> None:
    with pytest.raises(Trouble, match="make demo"):
        codes.run([])


def test_a_process_knows_only_its_own_password(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    servers = replaced(monkeypatch, local)
    values = environment.for_processes(servers, local, portal=1, console=2, sandbox=3, smtp=4)

    known = demo.values_for("console", values)

    assert [name for name in known if name.startswith("DATABASE_PASSWORD_")] == ["DATABASE_PASSWORD_CONSOLE"]
    assert not {"DATABASE_URL", "DATABASE_ADMIN_URL"} & set(known)
    assert known["DJANGO_SETTINGS_MODULE"] == "config.settings.console"


def test_the_environment_has_what_settings_read(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = environment.for_processes(
        replaced(monkeypatch, local), local, portal=8000, console=8001, sandbox=8002, smtp=8025
    )

    assert values["CONSOLE_PORT"] == "8001"
    assert values["EMAIL_PORT"] == "8025"
    assert values["SANDBOX_URL"] == "http://127.0.0.1:8002"
    assert values["DATABASE_NAME"] == "residents"
    assert set(secrets_file.MADE) - set(values) == {secrets_file.ADMINISTRATOR, secrets_file.REDIS}


def test_secrets_are_made_once(local: Path) -> None:
    first = secrets_file.read(local)

    assert secrets_file.read(local) == first
    assert len(set(first.values())) == len(secrets_file.MADE)


def test_a_changed_source_asks_for_new_preparation_and_a_changed_port_for_new_addresses(
    local: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    servers = replaced(monkeypatch, local)
    monkeypatch.setattr(places, "ROOT", tmp_path)
    (tmp_path / "tenants").mkdir()
    (tmp_path / "manage.py").touch()
    values = environment.for_processes(servers, local, portal=1, console=2, sandbox=3, smtp=4)
    elsewhere = values | {"PORTAL_PORT": "5"}
    first = demo.fingerprint(values, servers)

    assert demo.fingerprint(elsewhere, servers) == first
    assert demo.addresses(elsewhere) != demo.addresses(values)
    (tmp_path / "tenants/models.py").write_text("changed")
    assert demo.fingerprint(values, servers) != first


def test_a_web_process_that_does_not_listen_does_not_answer() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert not demo.answers(unused.getsockname()[1])


def test_where_to_go_and_how_to_sign_in_is_printed(local: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = {"title": "Console", "url": "http://c/", "user": "olga", "password": "pw", "totp_secret": SECRET}
    colleague = entry | {"title": "A" * 60, "url": "http://a/"}
    demo.demo_file().write_text(json.dumps([entry, colleague]))

    demo.say_where({"MAILBOX_URL": "http://m/", "SANDBOX_URL": "http://s", "CONSOLE_PORT": "8001"}, 3.2)

    said = capsys.readouterr().out
    assert len({line.index("http://") for line in said.splitlines() if "http://" in line}) == 1
    for words in (
        "http://c/",
        "olga   pw   + the code from `make demo-code`",
        "http://m/",
        "http://s/cases/zonnedam/",
        "http://s/faults/",
        "Ready after 3 s",
    ):
        assert words in said


def test_starting_over_removes_data_but_not_programs(local: Path) -> None:
    for name in ("postgresql-18", "programs", "media", "servers"):
        (local / name).mkdir()
    (local / "secrets.env").touch()

    assert reset.run([]) == 0

    assert sorted(path.name for path in local.iterdir()) == ["lock", "programs", "servers"]


def test_starting_over_leaves_a_running_demo_alone(local: Path) -> None:
    (local / "secrets.env").touch()

    with only_one(local, "The demo"), pytest.raises(Trouble, match="already runs"):
        reset.run([])

    assert (local / "secrets.env").exists()


def test_starting_over_leaves_a_database_of_somebody_else_alone(
    local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced(monkeypatch, local)

    with pytest.raises(Trouble, match="left alone"):
        reset.run([])


def test_named_servers_outlive_the_command_and_stop_by_name(
    local: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert named_servers.run(["start", "trial"]) == 0
    try:
        first = capsys.readouterr().out
        assert named_servers.run(["env", "trial"]) == 0
        assert capsys.readouterr().out == first
        assert "export TEST_DATABASE_ADMIN_URL=postgresql://postgres:" in first
    finally:
        named_servers.run(["stop", "trial"])
        places.remove(named_servers.folder_of("trial"))
    with pytest.raises(Trouble, match="servers start trial"):
        named_servers.run(["env", "trial"])


@pytest.mark.parametrize("words", [[], ["begin"], ["start", "../up"]])
def test_named_servers_refuse_what_they_do_not_understand(words: list[str]) -> None:
    with pytest.raises(Trouble, match="servers start"):
        named_servers.run(words)


def test_trouble_is_told_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert front.main(["dance"]) == 2
    assert capsys.readouterr().err.startswith("Say one of: demo, reset")


@pytest.mark.parametrize(
    ("raised", "code"),
    [(processes.Stopped(15), 143), (places.UnsafeFolderError("not ours"), 2), (Trouble("x"), 2)],
)
def test_every_way_to_end_has_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, code: int
) -> None:
    def command(words: list[str]) -> int:
        raise raised

    monkeypatch.setitem(front.COMMANDS, "code", command)

    assert front.main(["code"]) == code


def test_a_command_gets_the_words_behind_it(local: Path) -> None:
    with pytest.raises(Trouble, match="servers start"):
        front.COMMANDS["servers"](["begin"])


def test_every_command_of_the_makefile_exists() -> None:
    lines = (places.ROOT / "Makefile").read_text().splitlines()
    called = {line.split("$(RUN) ")[1].split()[0] for line in lines if "\t@$(RUN) " in line}

    assert called == set(front.COMMANDS) - {"servers"}


def test_the_front_needs_nothing_that_is_installed() -> None:
    script = "import sys; from config.local import checks, demo, testing; print('django' in sys.modules)"
    environ = {**os.environ, "PYTHONPATH": str(places.ROOT / "platform")}
    answer = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    )

    assert answer.stdout == "False\n"
