"""A case that takes documents, somebody whose case it is, and a scanner."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from integrations.outbox import operations as outbox
from integrations.outbox.types import State as Delivered
from integrations.sandbox.scanner import server
from integrations.sandbox.scanner.server import Scanner
from integrations.sandbox.world.cases import Case as Played
from integrations.zgw.queries import mirror
from portal.cases.models import CaseTypeSettings, DocumentTypeSettings, StatusTypeSettings
from portal.cases.queries import known
from portal.cases.uploading.models import Upload
from portal.cases.uploading.operations.accepting import KIND
from tests.portal.cases import conftest as cases
from tests.portal.cases.people import Somebody, System
from tests.portal.profile.people import words

connect, fatima, inside, person, system = (
    cases.connect,
    cases.fatima,
    cases.inside,
    cases.person,
    cases.system,
)
sandbox, sandbox_process = cases.sandbox, cases.sandbox_process
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF"
KINDS = ("Aanvraag", "Bewijsstuk")


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Scanner]:
    """A scanner that works."""
    with server.running() as found:
        settings.VIRUS_SCANNING, settings.CLAMD_ADDRESS = True, found.address
        yield found


@dataclass
class Desk:
    """A case that takes documents, and somebody at it."""

    system: System
    somebody: Somebody
    case: Played

    @property
    def url(self) -> str:
        return self.system.page_of(self.case, "documenten/toevoegen/")

    def form(self, *contents: Any, kind: str = "", sending: uuid.UUID | None = None) -> dict[str, Any]:
        """Fill the form in, as its page has it."""
        html = self.somebody.get(self.url).content.decode()
        choices = dict(reversed(one) for one in offered(html))
        return {
            "document-sending": str(sending or uuid.uuid4()),
            "document-kind": choices[kind] if kind else next(iter(choices.values()), single(html)),
            "document-attached": [as_file(one) for one in contents],
        }

    def send(self, *contents: Any, follow: bool = True, by: Somebody | None = None, **more: Any) -> Any:
        """Send files as a browser does."""
        return (by or self.somebody).client.post(self.url, self.form(*contents, **more), follow=follow)

    def says(self, *contents: Any, **more: Any) -> str:
        """Send files, and answer what the page says then."""
        return words(self.send(*contents, **more))

    def reads(self) -> str:
        """Answer what the page of the case says."""
        return self.somebody.reads(self.system.page_of(self.case))

    def deliver(self) -> list[Delivered | None]:
        """Let the worker do what there is to do."""
        return [outbox.deliver_now(KIND, row.pk) for row in Upload.objects.order_by("received_at", "pk")]


def as_file(content: Any) -> SimpleUploadedFile:
    name, told = content if isinstance(content, tuple) else ("brief.pdf", content)
    return SimpleUploadedFile(name, told, "text/html")  # what a browser says of it counts for nothing


def offered(html: str) -> list[tuple[str, str]]:
    """List what can be chosen, with its name."""
    return [(value, text.strip()) for value, text in re.findall(r'<option value="(\w+)"[^>]*>([^<]+)', html)]


def single(html: str) -> str:
    """Answer the one kind that there is."""
    found = re.search(r'name="document-kind" value="(\w+)"', html)
    return found[1] if found else ""


def allow(system: System, case: Played, *kinds: str, **own: Any) -> CaseTypeSettings:
    """Let people add documents of these kinds to cases of this type."""
    kind = next(each for each in known.every() if each.stable.identification == case.type.identification)
    row = CaseTypeSettings.objects.create(
        system=kind.system.slug,
        domain=kind.stable.domain,
        rsin=kind.stable.rsin,
        identification=kind.stable.identification,
        **{"upload_enabled": True, **own},
    )
    for name in kinds:
        DocumentTypeSettings.objects.create(case_type=row, name=name, upload_enabled=True)
    return row


def close_step(system: System, case: Played, row: CaseTypeSettings, **more: Any) -> None:
    """Take nothing while a case is at the step where it stands."""
    url = f"{system.saved.access.address}/catalogi/api/v1/zaaktypen/{case.type.uuid}"
    now = next(one for one in mirror.steps_of(system.key, url) if one.name == case.statuses[-1].type.name)
    StatusTypeSettings.objects.create(
        case_type=row, name=now.name, order=now.order, **{"upload_enabled": False, **more}
    )


def running(system: System) -> Played:
    return next(case for case in system.cases_of() if case.ended is None)


@pytest.fixture
def desk(system: System, fatima: Somebody, scanner: Scanner) -> Desk:
    """A case of Fatima that takes documents of two kinds."""
    case = running(system)
    allow(system, case, *KINDS)
    return Desk(system, fatima, case)
