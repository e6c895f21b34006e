"""Private servers: real ones, started in a temporary folder."""

import dataclasses
import importlib.util
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.local import accounts, children, places, ports, postgresql, programs
from config.local.servers import Servers, only_one
from config.local.terminal import Trouble

MANAGER = """
import signal, sys
from pathlib import Path
from config.local.servers import Servers, only_one
folder = Path(sys.argv[1])
with only_one(folder, "A demo"):
    if sys.argv[2] != "idle":
        Servers(folder, careless=True, dies_with_us=sys.argv[2] == "tied").start()
    print("ready", flush=True)
    signal.pause()
"""


def start_manager(folder: Path, how: str) -> "subprocess.Popen[str]":
    """Start servers in a process of their own, and wait until they run."""
    command = [sys.executable, "-c", MANAGER, str(folder), how]
    manager = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert manager.stdout
    while (line := manager.stdout.readline()) and line != "ready\n":
        pass
    if line != "ready\n":
        kill(manager)
        pytest.fail("The servers did not start; their process says why above.")
    return manager


def kill(manager: "subprocess.Popen[str]") -> None:
    """End a process as `kill -9` does."""
    manager.kill()
    manager.wait()
    if manager.stdout:
        manager.stdout.close()


@dataclasses.dataclass
class Running:
    """Servers that run for the tests of this module, and what was said at their start."""

    servers: Servers
    folder: Path
    busy: int
    said: list[str]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Start servers in a folder that nobody else may enter, with their first port taken."""
    closed = tmp_path_factory.mktemp("closed")
    closed.chmod(0o700)
    folder, said = closed / "local", list[str]()
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as listener:
        for name in ("DATABASE_URL", "REDIS_URL"):
            patch.delenv(name, raising=False)
        busy = listener.getsockname()[1]
        servers = Servers(folder, careless=True, say=said.append, postgresql_port=busy, redis_port=busy)
        servers.start()
        yield Running(servers, folder, busy, said)
    servers.stop()
    places.remove(folder)


def test_the_database_answers_to_its_password_alone(running: Running) -> None:
    url = running.servers.administrator_url
    asked = "server_encoding", "max_locks_per_transaction", "fsync", "listen_addresses"
    with psycopg.connect(url) as connection:
        values = [connection.execute("select current_setting(%s)", [name]).fetchone() for name in asked]

    assert values == [("UTF8",), ("1024",), ("off",), ("127.0.0.1",)]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url.replace("postgres:", "postgres:x"))


def test_redis_answers_to_its_password_alone(running: Running) -> None:
    assert running.servers.redis
    assert redis.Redis.from_url(running.servers.redis.url).ping()
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=running.servers.redis.port, retry=Retry(NoBackoff(), 0)).ping()


def test_secrets_and_data_are_closed_to_others(running: Running) -> None:
    assert running.servers.postgresql
    for name in ("secrets.env", "redis/redis.conf"):
        assert stat.S_IMODE((running.folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(running.servers.postgresql.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(running.folder.stat().st_mode) & 0o066 == 0


def test_a_busy_port_makes_a_server_take_the_next_and_say_so(running: Running) -> None:
    assert running.servers.postgresql
    port = running.servers.postgresql.port

    assert port > running.busy
    assert f"Port {running.busy} is busy: PostgreSQL uses port {port}." in running.said


def test_a_port_that_another_had_for_a_moment_makes_a_server_choose_again(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose, refused = ports.choose, list[str]()
    with socket.create_server(("127.0.0.1", 0)) as other:

        def late(preferred: int, *, purpose: str, **rest: Any) -> int:
            if purpose in refused:
                return choose(preferred, purpose=purpose, **rest)
            refused.append(purpose)
            return int(other.getsockname()[1])

        monkeypatch.setattr(ports, "choose", late)
        monkeypatch.setattr(ports, "is_free", lambda port: True)  # the other is gone when it is asked
        monkeypatch.setattr(servers, "postgresql_port", free := unused_port())
        monkeypatch.setattr(servers, "redis_port", unused_port())
        servers.start()

    assert refused == ["PostgreSQL", "Redis"]
    assert servers.postgresql
    assert servers.postgresql.port == free


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_as_root_postgresql_runs_unprivileged_outside_a_closed_checkout(running: Running) -> None:
    account = accounts.unprivileged()
    assert account
    assert running.servers.postgresql

    data = running.servers.postgresql.data
    process = next(each for each in children.remembered(running.folder / "run") if each.name == "postgresql")
    assert data.parent == places.twin(running.folder, places.ELSEWHERE)
    assert Path(f"/proc/{process.pid}").stat().st_uid == account.uid
    assert f"PostgreSQL runs as the account {account.name}." in running.said
    assert any(f"Its data lie in {data}" in line for line in running.said)


def test_data_survive_and_nothing_keeps_running(servers: Servers, folder: Path) -> None:
    servers.start()
    with psycopg.connect(servers.administrator_url) as connection:
        connection.execute("create table kept as select 1 as one")
    running = [record.pid for record in children.remembered(folder / "run")]

    servers.stop()

    assert len(running) == 2
    assert [children.moment_of_start(pid) for pid in running] == [None, None]
    servers.start()
    with psycopg.connect(servers.administrator_url) as connection:
        assert connection.execute("select one from kept").fetchone() == (1,)


def test_servers_die_with_the_process_that_started_them(folder: Path) -> None:
    manager = start_manager(folder, "tied")
    running = children.remembered(folder / "run")

    kill(manager)

    assert len(running) == 2
    for record in running:
        assert children.wait_until(lambda pid=record.pid: children.moment_of_start(pid) is None, 20)  # type: ignore[misc]


def test_leftovers_of_a_killed_run_are_ended_at_the_next_start(folder: Path, servers: Servers) -> None:
    kill(start_manager(folder, "loose"))
    left = children.remembered(folder / "run")

    with only_one(folder, "A demo"):
        assert [children.moment_of_start(record.pid) for record in left] == [None, None]
        servers.start()

        assert len(children.remembered(folder / "run")) == 2
        servers.stop()


def test_a_server_on_our_data_that_was_not_written_down_is_ended(folder: Path, servers: Servers) -> None:
    kill(start_manager(folder, "loose"))
    left = {record.name: record for record in children.remembered(folder / "run")}
    children.forget(folder / "run", "postgresql")

    with only_one(folder, "A demo"):
        servers.start()

        assert children.moment_of_start(left["postgresql"].pid) is None
        servers.stop()


def test_a_second_demo_in_the_same_folder_is_refused(folder: Path) -> None:
    manager = start_manager(folder, "idle")
    try:
        with pytest.raises(Trouble, match=f"process {manager.pid}"), only_one(folder, "A demo"):
            pass
    finally:
        kill(manager)


def test_a_stranger_with_the_number_of_a_leftover_is_left_alone(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        children.remember(folder / "run", "postgresql", stranger.pid)
        record = folder / "run/postgresql.json"
        record.write_text(record.read_text().replace('"started": "', '"started": "earlier'))

        children.end_remembered(folder / "run")

        assert stranger.poll() is None
        stranger.kill()


def test_existing_servers_take_the_place_of_private_ones(
    servers: Servers, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://admin:secret@db.example.nl:5433/residents")
    monkeypatch.setenv("REDIS_URL", "redis://cache.example.nl:6379/3")

    servers.start()

    values = servers.environment()
    assert children.remembered(folder / "run") == []
    assert values["DATABASE_ADMIN_URL"] == "postgresql://admin:secret@db.example.nl:5433/residents"
    assert (values["DATABASE_HOST"], values["DATABASE_PORT"]) == ("db.example.nl", "5433")
    assert values["DATABASE_NAME"] == "residents"
    assert values["REDIS_URL"] == "redis://cache.example.nl:6379/3"


def test_data_without_their_secrets_say_what_to_do(
    servers: Servers, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POSTGRES_BIN", raising=False)  # the packaged version, whichever the run is on
    (programs.home(folder, accounts.unprivileged()) / "postgresql-18").mkdir()

    with pytest.raises(Trouble, match="make demo-reset"):
        servers.start()


def test_a_folder_made_by_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with pytest.raises(places.UnsafeFolderError):
        places.own_folder(tmp_path / "link")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_as_root_the_programs_are_unpacked_where_the_account_can_run_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places.own_folder(folder).parent.chmod(0o700)
    monkeypatch.setattr(places, "LOCAL", folder)
    monkeypatch.delenv("POSTGRES_BIN", raising=False)

    found = programs.postgresql(accounts.unprivileged())

    assert found.is_relative_to(places.twin(folder, places.ELSEWHERE))
    assert accounts.run_as(accounts.unprivileged(), [found / "psql", "--version"]).returncode == 0


def test_programs_that_do_not_run_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POSTGRES_BIN", str(tmp_path))

    with pytest.raises(Trouble, match=str(tmp_path)):
        programs.postgresql(accounts.unprivileged())


def test_a_process_is_recognised_by_its_moment_of_start() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        started = children.moment_of_start(process.pid)
        assert started
        assert started == children.moment_of_start(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert children.moment_of_start(process.pid) is None


def test_a_port_on_which_somebody_listens_on_ipv6_only_is_busy() -> None:
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")
    with listener:
        assert not ports.is_free(listener.getsockname()[1])


def test_a_port_promised_to_another_is_passed_over_in_silence(said: list[str]) -> None:
    first = ports.choose(20500, purpose="the portals", say=said.append)
    said.clear()

    second = ports.choose(first, purpose="the console", taken=[first], say=said.append)

    assert second > first
    assert said == []


def test_without_an_unprivileged_account_root_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(accounts, "CANDIDATES", ("no-such-account", "root"))

    with pytest.raises(Trouble, match="does not run as root"):
        accounts.unprivileged()


def test_where_no_package_has_the_programs_the_machine_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(places, "LOCAL", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("POSTGRES_BIN", raising=False)

    with pytest.raises(Trouble, match="POSTGRES_BIN"):
        programs.postgresql(None)
    with pytest.raises(Trouble, match="valkey-server"):
        programs.redis()
    (tmp_path / "valkey-server").touch(mode=0o755)
    assert programs.redis() == tmp_path / "valkey-server"


def test_a_server_that_cannot_start_says_where_its_own_words_are(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgresql.SETTINGS, "no_such_setting", "1")

    with pytest.raises(Trouble, match=r"log/postgresql\.log"):
        servers.start()


def test_data_that_cannot_be_made_leave_nothing_behind(
    servers: Servers, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "ADMINISTRATOR", "pg_reserved")

    with pytest.raises(Trouble, match="initdb failed"):
        servers.start()

    home = programs.home(folder, accounts.unprivileged())
    assert [path.name for path in home.iterdir() if "postgresql" in path.name] == []
