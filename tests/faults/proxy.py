"""A line to the database that can be cut: `python -m tests.faults.proxy PORT TARGET_HOST TARGET_PORT`.

Started it forwards, killed it is a server that is gone: open connections break, new ones are refused.
"""

import asyncio
import contextlib
import sys

CHUNK = 65_536


async def main(port: int, host: str, target: int) -> None:
    """Forward until the end."""

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            there_reader, there_writer = await asyncio.open_connection(host, target)
            await asyncio.gather(_pump(reader, there_writer), _pump(there_reader, writer))
        writer.close()

    async with await asyncio.start_server(forward, "127.0.0.1", port) as server:
        await server.serve_forever()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
