"""Choose ports: the one that people know, or else the next free one, said aloud."""

import socket
from collections.abc import Callable, Collection
from pathlib import Path

from config.local import terminal

RANGE = 200


def is_free(port: int) -> bool:
    """Tell whether nobody listens on a port of this machine, neither on IPv4 nor on IPv6.

    `localhost` means both to a browser: somebody else's server on ::1 would answer in our place.
    """
    with socket.socket(socket.AF_INET6) as probe:
        probe.settimeout(0.5)
        if probe.connect_ex(("::1", port)) == 0:
            return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose(
    preferred: int,
    *,
    purpose: str,
    taken: Collection[int] = (),
    say: Callable[[str], None] = terminal.say,
) -> int:
    """Return the preferred port, or the next free one; `taken` are ports promised to others."""
    for port in range(preferred, min(preferred + RANGE, 65536)):
        if port in taken or not is_free(port):
            continue
        if port != preferred and preferred not in taken:
            say(f"Port {preferred} is busy: {purpose} uses port {port}.")
        return port
    raise terminal.Trouble(f"No free port for {purpose} between {preferred} and {preferred + RANGE - 1}.")


def was_taken(log: Path, since: int) -> bool:
    """Tell from a server's own words whether another had its port: by now that other may be gone again.

    :param since: how long the log was, in bytes, before this server wrote in it.
    """
    with log.open("rb") as words:
        words.seek(since)
        return b"Address already in use" in words.read()
