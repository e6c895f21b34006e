"""A line that can be cut, led elsewhere and made slow: `python -m tests.faults.proxy PORT FILE`.

Started it forwards, killed it is a server that is gone: open connections break, new ones are refused. The file
says where to, and how many seconds each answer takes: `HOST PORT DELAY`. It is read at every turn, so a line that
leads elsewhere keeps the connections that it has, as a change of address does.
"""

import asyncio
import contextlib
import sys
from pathlib import Path

CHUNK = 65_536


async def main(port: int, file: Path) -> None:
    """Forward until the end."""

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, target, _delay = file.read_text().split()
        with contextlib.suppress(OSError):
            there_reader, there_writer = await asyncio.open_connection(host, int(target))
            await asyncio.gather(_pump(reader, there_writer), _pump(there_reader, writer, file))
        writer.close()

    async with await asyncio.start_server(forward, "127.0.0.1", port) as server:
        await server.serve_forever()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, file: Path | None = None) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK):
            if file and (delay := float(file.read_text().split()[2])):
                await asyncio.sleep(delay)
            writer.write(chunk)
            await writer.drain()
    writer.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
