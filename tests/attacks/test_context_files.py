"""Files of a municipality: its own folder at every call, and no way out of it (T47, T48)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from tenants.entry import enter
from tenants.errors import NoTenantError
from tenants.storage import TenantStorage
from tenants.types import TenantRef

OUTSIDE = [
    "../buiten.txt",
    "../../buiten.txt",
    "map/../../buiten.txt",
    "/etc/passwd",
    "..",
    "a/..",
    "..\\buiten.txt",
    "naam\x00.txt",
    "n" * 4_000,
]
ODD = ["..%2fbuiten.txt", "C:\\buiten.txt", "naam.txt:stroom", "\u202efdp.exe"]


@pytest.fixture
def storage(tmp_path: Path) -> TenantStorage:
    return TenantStorage(location=tmp_path / "media")


def put(storage: FileSystemStorage, tenant: TenantRef, name: str, text: str) -> str:
    with enter(tenant):
        return storage.save(name, ContentFile(text.encode()))


def content(storage: FileSystemStorage, name: str) -> str:
    with storage.open(name) as file:
        return bytes(file.read()).decode()


@pytest.mark.attack("T47", "T48")
def test_a_storage_made_at_one_municipality_serves_the_other_its_own(
    zonnedam: TenantRef, waterrijk: TenantRef, tmp_path: Path
) -> None:
    with enter(zonnedam):
        storage = TenantStorage(location=tmp_path)
    for tenant in (zonnedam, waterrijk):
        assert put(storage, tenant, "brief.txt", tenant.name) == "brief.txt"

    for tenant in (zonnedam, waterrijk, zonnedam):
        with enter(tenant):
            assert content(storage, "brief.txt") == tenant.name
            assert storage.path("brief.txt") == str(tmp_path / tenant.uuid.hex / "brief.txt")


@pytest.mark.attack("T47")
def test_as_it_comes_a_storage_has_one_folder(
    zonnedam: TenantRef, waterrijk: TenantRef, tmp_path: Path
) -> None:
    stock = FileSystemStorage(location=tmp_path)

    put(stock, zonnedam, "brief.txt", "Zonnedam")

    with enter(waterrijk):
        assert content(stock, "brief.txt") == "Zonnedam"


def test_the_storage_in_use_is_ours() -> None:
    assert isinstance(default_storage, TenantStorage) or isinstance(default_storage._wrapped, TenantStorage)  # type: ignore[attr-defined]


def test_outside_a_municipality_there_is_no_file(storage: TenantStorage, db: None) -> None:
    acts: list[Callable[[str], Any]] = [storage.path, storage.open, storage.exists, storage.delete]
    for act in acts:
        with pytest.raises(NoTenantError):
            act("brief.txt")


@pytest.mark.attack("T48")
@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leads_out_of_the_folder(
    storage: TenantStorage, zonnedam: TenantRef, waterrijk: TenantRef, name: str, tmp_path: Path
) -> None:
    put(storage, waterrijk, "buiten.txt", "Waterrijk")

    with pytest.raises((SuspiciousFileOperation, ValueError, OSError)):
        put(storage, zonnedam, name, "x")

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["buiten.txt"]


@pytest.mark.attack("T48")
@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_stays_inside(
    storage: TenantStorage, zonnedam: TenantRef, name: str, tmp_path: Path
) -> None:
    put(storage, zonnedam, name, "x")

    (written,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written.is_relative_to(tmp_path / "media" / zonnedam.uuid.hex)


@pytest.mark.attack("T48")
@pytest.mark.parametrize(
    "name", ["../{other}/brief.txt", "{root}/{other}/brief.txt", "map/../../{other}/brief.txt"]
)
def test_nobody_reads_the_file_of_another(
    storage: TenantStorage, zonnedam: TenantRef, waterrijk: TenantRef, name: str, tmp_path: Path
) -> None:
    put(storage, waterrijk, "brief.txt", "Waterrijk")
    asked = name.format(other=waterrijk.uuid.hex, root=tmp_path / "media")

    with enter(zonnedam), pytest.raises(SuspiciousFileOperation):
        storage.open(asked)
    own = tmp_path / "media" / zonnedam.uuid.hex
    own.joinpath("map").mkdir(parents=True)
    assert (own / asked).read_text() == "Waterrijk"  # there it is, for who asks the system itself
