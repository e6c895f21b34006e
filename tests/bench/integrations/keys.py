"""How long it takes to change keys, while other processes decrypt, and whether any of them fails meanwhile (W25).

Two measurements: the key-encryption key over very many municipalities, there and back a few times; and the data key
of one municipality, while some read its secrets and others write them.
"""

import argparse
import base64
import secrets
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import databases
from tests import stack as stacks
from tests.bench.processes import Asked

DATABASE = "inwonerplein_bench_keys"
PROMISED = 2.0
"""Seconds for a thousand municipalities (issue of connections, section 4)."""


class Worker(Asked):
    """A process with the settings and the login of one kind of process."""

    def __init__(self, settings: str, environment: dict[str, str]) -> None:
        super().__init__("tests.bench.integrations.keys_worker", f"config.settings.{settings}", environment)


def run(words: list[str]) -> bool:
    """Measure and print; answers whether both went without a failure and the first in time."""
    parser = argparse.ArgumentParser(prog="make bench-integrations ARGS=keys")
    parser.add_argument("--tenants", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=6, help="changes of the key-encryption key")
    parser.add_argument("--readers", type=int, default=2, help="processes that decrypt meanwhile")
    parser.add_argument("--grace", type=float, default=5.0, help="seconds that an old data key stays")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name, database(Path(name)) as environment:
        owner = Worker("lifecycle", environment)
        try:
            kept = wrapping(owner, environment, options, Path(name))
            return encrypting(owner, environment, options) and kept
        finally:
            owner.stop()


@contextmanager
def database(folder: Path) -> Iterator[dict[str, str]]:
    """Make a database, and answer the environment of processes that have two key-encryption keys at hand."""
    databases.clone(DATABASE)
    environment = stacks.environment_for(folder, DATABASE, redis_database=1)
    other = base64.b64encode(secrets.token_bytes(32)).decode()
    try:
        yield {**environment, "KEY_ENCRYPTION_KEYS_ALSO": other}
    finally:
        databases.drop(DATABASE)


def wrapping(owner: Worker, environment: dict[str, str], options: argparse.Namespace, folder: Path) -> bool:
    """Change the key-encryption key there and back, while processes decrypt without remembering any key."""
    sealed = owner.ask("prepare", tenants=options.tenants, folder=str(folder))
    quiet = [each for _ in range(2) for each in traffic(owner, environment, options.readers, sealed, None)[1]]
    taken, found = [], []
    for number in range(options.runs):
        answer, readers = traffic(
            owner, environment, options.readers, sealed, {"do": "rewrap", "other": number % 2 == 0}
        )
        taken.append(answer["seconds"])
        found += readers
        if answer["rewrapped"] < options.tenants or answer["closed"]:
            raise RuntimeError(f"Not all were wrapped anew: {answer}")
    print(f"Key-encryption key, {options.tenants} municipalities, {options.runs} changes:")
    print(
        f"  seconds: median {statistics.median(taken):.2f}, slowest {max(taken):.2f} (promised: {PROMISED:.0f})"
    )
    show("undisturbed", quiet)
    show("meanwhile", found)
    return max(taken) < PROMISED and not any(each["failed"] for each in found)


def encrypting(owner: Worker, environment: dict[str, str], options: argparse.Namespace) -> bool:
    """Change one municipality's data key, while processes read and write what it encrypts."""
    owner.ask("fill")
    answer, found = traffic(owner, environment, options.readers, "", {"do": "rotate", "grace": options.grace})
    print(f"\nData key of one municipality, old key stays {options.grace:.0f} s:")
    print(
        f"  {answer['rewritten']} values encrypted anew; {answer['seconds']:.2f} s at work in {answer['tries']} tries, "
        f"key {answer['number']}, deleted: {answer['deleted']}"
    )
    show("meanwhile", found)
    return bool(answer["deleted"]) and not any(each["failed"] for each in found)


def traffic(
    owner: Worker, environment: dict[str, str], readers: int, sealed: str, order: dict[str, Any] | None
) -> tuple[Any, list[dict[str, Any]]]:
    """Have processes at work, do something beside them, and answer what came of both."""
    found = [Worker("portal", environment) for _ in range(readers)]
    try:
        for each in found:
            each.send("work", sealed=sealed)
        for each in found:
            each.receive()  # has done a first round
        answer = owner.ask(order.pop("do"), **order) if order else owner.ask("pause", seconds=1)
        for each in found:
            each.send("stop")
        return answer, [each.receive() for each in found]
    finally:
        for each in found:
            each.stop()


def show(title: str, found: list[dict[str, Any]]) -> None:
    """Print a line of what processes did."""
    done, failed = (sum(each[key] for each in found) for key in ("done", "failed"))
    written = sum(each["written"] for each in found)
    also = f", of which {written} with a write" if written else ""
    print(
        f"  {title}: {done} decryptions in {len(found)} processes{also}, {failed} failed; "
        f"median {statistics.median(each['median'] for each in found):.2f} ms, "
        f"slowest {max(each['slowest'] for each in found):.0f} ms"
    )
    for name in sorted({name for each in found for name in each["errors"]}):
        print(f"    {name}")
