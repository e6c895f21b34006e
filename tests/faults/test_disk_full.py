"""The disk is full, where uploads come in or at the database: refused clearly, and nothing is half there (F48)."""

import errno
import tempfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from psycopg.errors import DiskFull

from portal.pages import views
from tenants.types import TenantRef

pytestmark = pytest.mark.fault("F48")
FULL = "/dev/full"
LARGE = 4 << 20
"""More than is kept in memory."""


@pytest.fixture
def visitor(zonnedam: TenantRef, client_of: Callable[..., Client]) -> Client:
    return client_of(zonnedam, raise_request_exception=False)


@pytest.fixture
def _full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have uploads come in on the file that Linux has for this: whatever is written there finds no room."""
    opened: list[BinaryIO] = []

    def open_there(**_options: Any) -> BinaryIO:
        opened.append(open(FULL, "w+b", buffering=0))  # noqa: SIM115 - closed below
        return opened[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", open_there)
    yield
    for file in opened:
        file.close()


@pytest.mark.usefixtures("_full")
def test_an_upload_that_finds_no_room_is_refused_with_a_page_that_says_when_to_come_back(
    visitor: Client,
) -> None:
    answer = visitor.post("/beheer/login/", {"file": SimpleUploadedFile("groot.bin", b"x" * LARGE)})

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "no-store" in answer["Cache-Control"]
    assert FULL not in answer.content.decode()
    assert visitor.get("/beheer/login/").status_code == 200


def test_with_room_the_same_upload_is_taken(visitor: Client) -> None:
    """The control: it is the disk, not the file."""
    answer = visitor.post("/beheer/login/", {"file": SimpleUploadedFile("groot.bin", b"x" * LARGE)})

    assert answer.status_code < 500


def fail(error: Exception) -> Callable[..., Any]:
    def raise_it(*_arguments: Any, **_options: Any) -> Any:
        raise error

    return raise_it


@pytest.mark.parametrize("where", ["database", "files"])
def test_a_view_that_finds_no_room_says_when_to_come_back(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    full = OperationalError("could not extend file")
    full.__cause__ = DiskFull()
    error = full if where == "database" else OSError(errno.ENOSPC, "No space left on device", "/data/media/x")
    monkeypatch.setattr(views, "HttpResponse", fail(error))

    answer = visitor.get("/robots.txt")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "/data/media" not in answer.content.decode()
