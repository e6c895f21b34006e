"""Files are examined over a real socket, and what nobody could examine is not clean (W13, F59)."""

import io
import socket
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from integrations.sandbox.scanner import server
from integrations.sandbox.scanner.finding import EICAR
from integrations.sandbox.scanner.server import Scanner
from integrations.virus import checks, client
from integrations.virus import operations as virus
from integrations.virus.types import Finding, NotExaminedError, Why

CLEAN = [b"%PDF-1.7\n", b"een gewone brief", b""]


def zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("vakantie.txt", content)
    return packed.getvalue()


INFECTED = {
    "as it is": EICAR,
    "behind a picture": b"\x89PNG\r\n\x1a\n" + EICAR,
    "in an archive": zipped(EICAR),
    "in an archive in an archive": zipped(zipped(EICAR)),
    "in a PDF": b"%PDF-1.7\n1 0 obj\nstream\n" + zlib.compress(EICAR) + b"\nendstream",
}


def told() -> list[str | None]:
    """Name what the checks of settings say."""
    found = [*checks.settings_of_scanner(None), *checks.scanner_that_is_not_there(None)]
    return [one.id for one in found]


def refused(content: Any = CLEAN, **more: Any) -> Why:
    with pytest.raises(NotExaminedError) as caught:
        virus.examine(content, **more)
    return caught.value.why


@pytest.mark.attack("W13")
@pytest.mark.parametrize("content", INFECTED.values(), ids=list(INFECTED))
def test_a_virus_is_found_wherever_it_hides(scanner: Scanner, content: bytes) -> None:
    pieces = [content[at : at + 7] for at in range(0, len(content), 7)]

    assert virus.examine(pieces) is Finding.INFECTED


@pytest.mark.attack("W13")
def test_the_negative_control_what_has_none_is_clean(scanner: Scanner) -> None:
    assert virus.examine(CLEAN) is Finding.CLEAN
    assert virus.examine([zipped(b"hallo")]) is Finding.CLEAN


def test_a_scanner_may_listen_at_a_path(tmp_path: Path, settings: Settings) -> None:
    with server.running(tmp_path / "s") as found:
        settings.CLAMD_ADDRESS = found.address

        assert virus.examine(CLEAN) is Finding.CLEAN
        assert virus.examine([EICAR]) is Finding.INFECTED


@pytest.mark.attack("W13")
@pytest.mark.fault("F59")
@pytest.mark.parametrize(
    "address", ["", "clamd", "http://127.0.0.1", "tcp://", "unix://host/path", "tcp://h:0x1"]
)
def test_without_an_address_nothing_is_clean(settings: Settings, address: str) -> None:
    settings.CLAMD_ADDRESS = address

    assert refused() is Why.NO_SCANNER


@pytest.mark.attack("W13")
@pytest.mark.fault("F59")
def test_when_nobody_listens_nothing_is_clean(settings: Settings, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    for address in (f"tcp://127.0.0.1:{port}", f"unix://{tmp_path}/nobody"):
        settings.CLAMD_ADDRESS = address
        assert refused() is Why.UNREACHABLE


@pytest.mark.attack("W13")
@pytest.mark.fault("F59")
def test_a_scanner_that_says_nothing_is_waited_for_so_long_and_no_longer(scanner: Scanner) -> None:
    scanner.is_silent = True

    assert refused(seconds=0.3) is Why.TOO_SLOW


@pytest.mark.attack("W13")
def test_a_file_too_large_for_the_scanner_is_not_clean(scanner: Scanner) -> None:
    scanner.largest = 100_000

    assert refused([b"x" * 60_000] * 40) in {
        Why.TOO_LARGE,
        Why.UNREACHABLE,
    }  # it may hang up before it is heard
    assert virus.examine([b"x" * 100_000]) is Finding.CLEAN


@pytest.mark.attack("W13")
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"OK\0",
        b"stream: ok\0",
        b"stream: OK",
        b"stream: OK\0more",
        b"FOUND\0",
        b"stream: Can't ERROR\0",
        b"x" * 9_000,
    ],
    ids=repr,
)
def test_an_odd_answer_is_not_clean(scanner: Scanner, answer: bytes) -> None:
    scanner.answer = answer

    assert refused() is Why.ODD_ANSWER


def test_whatever_it_says_only_one_answer_is_clean(scanner: Scanner) -> None:
    @given(st.binary(max_size=60))
    def holds(answer: bytes) -> None:
        scanner.answer = answer + b"\0"
        try:
            found = client.examine(scanner.address, CLEAN, client.Deadline(5))
        except NotExaminedError:
            return
        assert found is Finding.INFECTED or answer == b"stream: OK"

    holds()


@pytest.mark.attack("W13")
@pytest.mark.fault("F59")
def test_old_definitions_find_nothing_new(scanner: Scanner) -> None:
    scanner.made = datetime.now(UTC) - timedelta(days=8)
    assert refused() is Why.OLD_DEFINITIONS

    scanner.made = datetime.now(UTC) - timedelta(days=6)
    assert virus.examine(CLEAN) is Finding.CLEAN


def test_a_scanner_without_definitions_is_not_believed(scanner: Scanner) -> None:
    scanner.version = lambda: b"ClamAV 1.4.3"  # type: ignore[method-assign]

    assert refused() is Why.ODD_ANSWER


def test_only_where_an_operator_says_so_files_are_taken_without_a_look(settings: Settings) -> None:
    settings.VIRUS_SCANNING, settings.CLAMD_ADDRESS = False, ""

    assert virus.examine([EICAR]) is Finding.NOT_LOOKED_AT
    assert told() == ["virus.W001"]


@pytest.mark.parametrize(
    ("address", "found"), [("", ["virus.I001"]), ("clamd:3310", ["virus.E001"]), ("tcp://clamd:3310", [])]
)
def test_settings_that_make_no_sense_are_told_at_the_start(
    settings: Settings, address: str, found: list[str]
) -> None:
    settings.VIRUS_SCANNING, settings.CLAMD_ADDRESS = True, address

    assert told() == found
