"""What a seeded leak survived: what a thread of ours writes is its tenant's, and says for which request (T15)."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings
from structlog import contextvars

from tenants import entry, parallel
from tests.conftest import tenant
from tests.municipalities import WATERRIJK, ZONNEDAM


@pytest.mark.attack("T15", "V6")
def test_files_that_threads_write_lie_with_their_own_tenant(
    own_database: str, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)

    for identity in (ZONNEDAM, WATERRIJK):
        with entry.enter(tenant(identity)):
            parallel.run(lambda _: default_storage.save("a.txt", ContentFile(b"x")), [1])

    found = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("a.txt")}
    assert found == {ZONNEDAM.hex, WATERRIJK.hex}


@pytest.mark.attack("T54")
def test_a_line_that_a_thread_writes_names_tenant_and_request(own_database: str) -> None:
    with contextvars.bound_contextvars(request_id="4711"), entry.enter(tenant(WATERRIJK)):
        lines = parallel.run(lambda _: dict(contextvars.get_contextvars()), [1, 2])

    assert lines == [{"request_id": "4711", "tenant": str(WATERRIJK)}] * 2
