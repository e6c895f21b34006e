"""A wire between us and another system, that may refuse, hold its answers, fall silent, or break half-way."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

CHUNK = 65_536


class Wire:
    """One wire; as built it carries."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        assert parts.hostname
        assert parts.port
        self._target = (parts.hostname, parts.port)
        self.port, self.calls = 0, 0
        self.breaks_after: int | None = None
        """Bytes of an answer, after which the connection is reset."""
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._flows = asyncio.Event()
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Answer where it begins."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def held(self) -> int:
        """Count the connections that are open."""
        return len(self._open)

    def carry(self) -> None:
        """Let it be as new; answers that were held come now."""
        self.breaks_after = None
        self._do(self._listen())
        self._loop.call_soon_threadsafe(self._flows.set)

    def refuse(self) -> None:
        """Let nobody listen there."""
        self._do(self._close())

    def hold(self) -> None:
        """Take what is asked, and let no answer through."""
        self._loop.call_soon_threadsafe(self._flows.clear)

    def _do(self, what: object) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(10)  # type: ignore[arg-type]

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
        for writer in list(self._open):
            writer.transport.abort()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            there_reader, there_writer = await asyncio.open_connection(*self._target)
            await asyncio.gather(self._ask(reader, there_writer), self._answer(there_reader, writer))
        writer.close()
        self._open.discard(writer)

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK):
                self.calls += 1
                writer.write(chunk)
                await writer.drain()
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK):
                await self._flows.wait()
                writer.write(chunk[: self.breaks_after])
                await writer.drain()
                if self.breaks_after is not None and len(chunk) > self.breaks_after:
                    writer.transport.close()
                    return
        writer.close()

    def run(self) -> None:
        """Turn until it is ended."""
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    def end(self) -> None:
        """Cut it for good."""
        self.carry()
        self._do(self._close())
        self._do(self._rest())
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _rest(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def wired(target: str) -> Iterator[Wire]:
    """Lay a wire to a server."""
    wire = Wire(target)
    thread = threading.Thread(target=wire.run, daemon=True)  # noqa: TID251 - another server
    thread.start()
    wire.carry()
    yield wire
    wire.end()
    thread.join()
