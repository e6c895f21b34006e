"""People who are slow on purpose, by the thousand: `python -m tests.faults.crowd PORT silent=3000 heads=300`.

Whoever is dropped or turned away comes back a moment later. For each line on its standard input the process answers
with a line of JSON: how many of each kind there are now, and how often each was dropped or turned away.
"""

import asyncio
import contextlib
import json
import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from config.local import children
from tests.stack import ROOT, until

MOMENT = 1.0
"""Seconds between two drops, and before somebody comes back."""
PATIENCE = 120.0
HEAD = b"GET / HTTP/1.1\r\nHost: zonnedam.localhost\r\n"
BODY = (
    b"POST /zoeken/ HTTP/1.1\r\nHost: zonnedam.localhost\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 100000\r\n\r\nbegin"
)
BEGINNINGS: Mapping[str, bytes] = {
    "silent": b"",
    "heads": HEAD,
    "stalled": BODY,
    "dripping": BODY,
    "greedy": BODY,
}
"""What each kind says first: nothing, a head, or the beginning of a body. The greedy all come from one place."""
DROPS: Mapping[str, bytes] = {"heads": b"X-More: 1\r\n", "dripping": b".", "greedy": b"."}

type Told = dict[str, dict[str, int]]


class Crowd:
    """The process, as whoever started it sees it."""

    def __init__(self, process: "subprocess.Popen[bytes]", wanted: Mapping[str, int]) -> None:
        self.process, self.wanted = process, wanted

    def tell(self) -> Told:
        """Ask how they fare."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(b"?\n")
        self.process.stdin.flush()
        found: Told = json.loads(self.process.stdout.readline())
        return found

    def is_there(self) -> bool:
        """Tell whether everybody has come at least once."""
        told = self.tell()
        return all(told[kind]["came"] >= number for kind, number in self.wanted.items())

    def was_sent_off(self, *kinds: str) -> bool:
        """Tell whether all of these kinds were dropped or turned away, each person once on average."""
        told = self.tell()
        return all(told[kind]["dropped"] + told[kind]["refused"] >= self.wanted[kind] for kind in kinds)


@contextmanager
def gathered(port: int, **wanted: int) -> Iterator[Crowd]:
    """Have a crowd at a port for the length of a block, from when all have come."""
    words = [f"{kind}={number}" for kind, number in wanted.items()]
    with children.undisturbed():
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.crowd", str(port), *words],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
    crowd = Crowd(process, wanted)
    try:
        until(crowd.is_there, "the crowd has come", patience=PATIENCE)
        yield crowd
    finally:
        process.kill()
        process.communicate()


def address(kind: str, number: int) -> str:
    """Answer where somebody comes from: the greedy all from one place, ten others at most from each."""
    if kind == "greedy":
        return "127.9.0.1"
    place = number // 10
    return f"127.{10 + list(BEGINNINGS).index(kind)}.{place // 200}.{place % 200 + 1}"


async def main(port: int, wanted: Mapping[str, int]) -> None:
    """Come, and come back, until the standard input ends."""
    counts = {kind: Counter(there=0, came=0, dropped=0, refused=0) for kind in wanted}
    people = [
        asyncio.create_task(_come(port, kind, number, counts[kind]))
        for kind, size in wanted.items()
        for number in range(size)
    ]
    questions = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(questions), os.fdopen(0, "rb")
    )
    while await questions.readline():
        print(json.dumps(counts), flush=True)
    for person in people:
        person.cancel()


async def _come(port: int, kind: str, number: int, count: Counter[str]) -> None:
    while True:
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", port, local_addr=(address(kind, number), 0)
            )
            count.update(came=1, there=1)
            try:
                answer = await _annoy(reader, writer, kind)
            finally:
                writer.close()
                count.subtract(there=1)
            count["refused" if answer.startswith(b"HTTP/1.1 429") else "dropped"] += 1
        await asyncio.sleep(MOMENT)


async def _annoy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, kind: str) -> bytes:
    """Do as that kind does until the other side has had enough; answers what it said then."""
    with contextlib.suppress(OSError):
        writer.write(BEGINNINGS[kind])
        while True:
            try:
                return await asyncio.wait_for(reader.read(100), MOMENT if kind in DROPS else None)
            except TimeoutError:
                writer.write(DROPS[kind])
    return b""


if __name__ == "__main__":
    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(
        main(int(sys.argv[1]), {word.split("=")[0]: int(word.split("=")[1]) for word in sys.argv[2:]})
    )
