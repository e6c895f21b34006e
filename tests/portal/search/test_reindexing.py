"""Building the index anew."""

import contextlib
import uuid
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import get_urlconf

from portal.search import operations, sources
from portal.search.sources import Source
from portal.search.types import Document
from tenants import entry, registers
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal.search import conftest
from tests.portal.search.leaflets import found, index, leaflet

TOLD = "J. de Vries, Kerkstraat 1"
"""What an error may quote."""


@pytest.mark.usefixtures("inside")
def test_it_holds_what_the_features_say_and_nothing_else() -> None:
    index("Oud")
    conftest.STORED.append(leaflet("Nieuw"))

    assert operations.reindex() == 1

    assert (found("oud"), found("nieuw")) == ([], ["Nieuw"])


@pytest.mark.covers("P-151")
@pytest.mark.attack("T42")
@pytest.mark.usefixtures("inside")
def test_when_it_fails_half_way_everything_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Document]:
        yield leaflet("Nieuw")
        raise RuntimeError

    index("Oud")
    conftest.STORED.append(leaflet("Nieuw"))  # replaced before the other kind fails
    operations.index(leaflet("Oude brief", kind=conftest.OTHER_KIND))
    monkeypatch.setitem(sources._sources, conftest.OTHER_KIND, Source(conftest.OTHER_KIND, "Brieven", broken))

    with pytest.raises(RuntimeError):
        operations.reindex()

    assert (found("oud"), found("nieuw")) == (["Oud", "Oude brief"], [])


@pytest.mark.usefixtures("inside")
def test_when_replacing_one_kind_fails_it_stays_as_it_was() -> None:
    def broken() -> Iterator[Document]:
        yield leaflet("Nieuw")
        raise RuntimeError

    index("Oud")

    with pytest.raises(RuntimeError):
        operations.replace(kind=conftest.KIND, documents=broken())

    assert (found("oud"), found("nieuw")) == (["Oud"], [])


@pytest.mark.usefixtures("inside")
def test_it_is_written_down() -> None:
    operations.reindex()

    assert AuditRecord.objects.filter(action="search.reindexed", details={"documents": 0}).exists()


@pytest.mark.attack("T42")
def test_the_command_does_one_municipality_or_all(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    conftest.STORED.append(leaflet("Nieuw"))
    for tenant in (zonnedam, waterrijk):
        with entry.enter(tenant):
            index("Oud")

    call_command("reindex", tenant=zonnedam.uuid, stdout=StringIO())

    assert [_found(tenant) for tenant in (zonnedam, waterrijk)] == [["Nieuw"], ["Oud"]]
    call_command("reindex", stdout=StringIO())
    assert [_found(tenant) for tenant in (zonnedam, waterrijk)] == [["Nieuw"], ["Nieuw"]]


@pytest.mark.attack("T60")
def test_one_that_fails_is_named_and_the_others_are_done(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, errors = StringIO(), StringIO()
    _break(zonnedam, monkeypatch)

    with pytest.raises(CommandError, match=r"^Mislukt bij: Zonnedam\.$"):
        call_command("reindex", stdout=said, stderr=errors)

    assert [_found(tenant) for tenant in (zonnedam, waterrijk)] == [[], ["Nieuw"]]
    assert said.getvalue() == "Waterrijk: 1 documenten.\n"
    assert "Zonnedam: mislukt (RuntimeError)" in errors.getvalue()
    assert TOLD not in errors.getvalue()
    assert (entry.is_entered(), get_urlconf()) == (False, None)


@pytest.mark.attack("T60")
def test_without_that_the_first_failure_would_be_the_end(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control."""
    _break(zonnedam, monkeypatch)

    with contextlib.suppress(RuntimeError):
        for tenant in (zonnedam, waterrijk):
            with entry.enter(tenant):
                operations.reindex()

    assert _found(waterrijk) == []


def _break(tenant: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Document]:
        yield leaflet("Nieuw")
        if entry.current() == tenant:
            raise RuntimeError(TOLD)

    monkeypatch.setitem(sources._sources, conftest.KIND, Source(conftest.KIND, "Folders", broken))


def _found(tenant: TenantRef) -> list[str]:
    with entry.enter(tenant):
        return found("oud") + found("nieuw")


@pytest.mark.django_db
def test_the_command_refuses_an_unknown_municipality() -> None:
    with pytest.raises(CommandError):
        call_command("reindex", tenant=uuid.uuid4())


@pytest.mark.usefixtures("inside")
def test_the_job_does_the_municipality_that_it_runs_in() -> None:
    conftest.STORED.append(leaflet("Nieuw"))

    registers.jobs.get("search.reindex").run("now-1")

    assert found("nieuw") == ["Nieuw"]
