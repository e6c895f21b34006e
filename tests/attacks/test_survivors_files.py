"""What a seeded leak survived: files of one name in two municipalities, and files of nobody (attack T47)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

from tenants.entry import enter
from tenants.errors import NoTenantError
from tenants.types import TenantRef


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.mark.attack("T47")
def test_a_file_of_one_name_is_another_file_in_each_municipality(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            assert default_storage.save("letter.txt", ContentFile(tenant.name.encode())) == "letter.txt"

    with enter(zonnedam):
        default_storage.delete("letter.txt")
        assert default_storage.listdir("")[1] == []
    with enter(waterrijk):
        with default_storage.open("letter.txt") as file:
            assert file.read() == b"Waterrijk"
        assert waterrijk.uuid.hex in Path(default_storage.path("letter.txt")).parts


@pytest.mark.attack("T47")
@pytest.mark.parametrize(
    "act",
    [
        lambda: default_storage.save("a.txt", ContentFile(b"x")),
        lambda: default_storage.open("a.txt"),
        lambda: default_storage.exists("a.txt"),
        lambda: default_storage.delete("a.txt"),
        lambda: default_storage.listdir(""),
    ],
    ids=["save", "open", "exists", "delete", "listdir"],
)
def test_outside_a_municipality_there_are_no_files(folder: Path, db: None, act: Callable[[], object]) -> None:
    with pytest.raises(NoTenantError):
        act()

    assert list(folder.iterdir()) == []
