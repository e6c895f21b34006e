"""A web process is killed: half an upload leaves nothing behind, and others go on."""

import contextlib
import http.client
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import web
from tests.faults.client import Client
from tests.faults.conftest import fresh_portal
from tests.stack import Stack, children_of, until

HOST, HOME = "zonnedam.localhost", "/"
pytestmark = pytest.mark.long
BOUNDARY = "x" * 20
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
MORE_THAN_MEMORY = 4_000_000


@contextlib.contextmanager
def an_upload_half_way(port: int) -> Iterator[None]:
    """Send most of a large file, and keep the rest."""
    head = (
        f"POST /zoeken/ HTTP/1.1\r\nHost: {HOST}:{port}\r\nCookie: csrf={'c' * 32}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {2 * MORE_THAN_MEMORY}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=15) as line:
        line.sendall(head.encode() + PART.encode() + b"\0" * MORE_THAN_MEMORY)
        yield


def holds_an_upload(process: int) -> bool:
    """Tell whether a process has most of it in a file, which has no name."""
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(OSError):
            large = descriptor.stat().st_size > MORE_THAN_MEMORY // 2
            if large and os.readlink(descriptor).endswith("(deleted)"):
                return True
    return False


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    """An empty folder for what processes put aside."""
    folder = tmp_path / "spool"
    folder.mkdir()
    return folder


@pytest.mark.fault("F50")
def test_a_killed_process_leaves_no_half_upload_and_the_next_request_is_served(
    stack: Stack, spool: Path
) -> None:
    with fresh_portal(stack, TMPDIR=str(spool)) as port, an_upload_half_way(port):
        before = children_of(stack.running["fresh"].pid)
        until(lambda: any(map(holds_an_upload, before)), "the upload is on the disk")
        [uploading] = filter(holds_an_upload, before)
        named_meanwhile = list(spool.iterdir())
        os.kill(uploading, signal.SIGKILL)

        answers = [web.get(port, HOST, HOME).status for _time in range(4)]
        until(lambda: uploading not in children_of(stack.running["fresh"].pid), "it is gone")
        until(lambda: len(children_of(stack.running["fresh"].pid)) == len(before), "another took its place")

        assert answers == [200] * 4
        assert named_meanwhile == list(spool.iterdir()) == []


@pytest.mark.fault("F50")
def test_who_was_at_work_in_a_killed_process_still_is_signed_in(stack: Stack, administrator: Client) -> None:
    before = children_of(stack.running["portal"].pid)
    for worker in before:
        os.kill(worker, signal.SIGKILL)

    until(lambda: _serves(stack.portal_port), "others took their places")

    assert not set(before) & set(children_of(stack.running["portal"].pid))
    assert "Welkom" in web.text(administrator.get("/beheer/").body)


def _serves(port: int) -> bool:
    try:
        return web.get(port, HOST, HOME, timeout=5).status == 200
    except (OSError, http.client.HTTPException):
        return False
