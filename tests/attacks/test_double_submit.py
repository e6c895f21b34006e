"""A form that comes twenty times at once has one effect: a question about a case, and a document for one (O19).

Payments, appointments and plans do not exist yet: each brings a row of its own when it does.
"""

import copy
import threading
import uuid
from collections.abc import Sequence
from typing import Any, Final

import pytest
from django.test import Client

from integrations.outbox import operations as outbox
from integrations.outbox.models import Item
from integrations.outbox.types import State
from portal.accounts.models import User
from portal.cases.models import CaseSettings
from portal.cases.operations import questioning
from portal.cases.queries import questions
from portal.cases.types import QUESTION
from portal.cases.uploading.models import Piece, Upload
from tenants import entry, parallel
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.conftest import tenant
from tests.municipalities import ZONNEDAM
from tests.portal.cases import conftest as cases
from tests.portal.cases.people import Somebody, System
from tests.portal.cases.uploading import conftest as uploading
from tests.portal.cases.uploading.conftest import PDF

connect, fatima, inside, person, system = (
    cases.connect,
    cases.fatima,
    cases.inside,
    cases.person,
    cases.system,
)
sandbox, sandbox_process, scanner = cases.sandbox, cases.sandbox_process, uploading.scanner
pytestmark = [pytest.mark.attack("O19"), pytest.mark.covers("M-09")]
TIMES: Final = 20


@pytest.fixture
def zonnedam(own_database: str, settings: object) -> TenantRef:
    """Zonnedam, in a database where others see what was committed."""
    with entry.outside():
        return tenant(ZONNEDAM)


@pytest.fixture
def desk(system: System, fatima: Somebody, scanner: Any) -> uploading.Desk:
    """A case of Fatima that takes documents and questions, which she has looked at a moment ago."""
    case = uploading.running(system)
    uploading.allow(system, case, *uploading.KINDS, question_enabled=True)
    CaseSettings.objects.update(questions_to="zaken@zonnedam.example")
    assert fatima.get(system.page_of(case)).status_code == 200
    return uploading.Desk(system, fatima, case)


def at_once(desk: uploading.Desk, path: str, forms: Sequence[dict[str, Any]]) -> list[Any]:
    """Send forms from one browser in the same moment, each on a thread and a connection of its own."""
    gate = threading.Barrier(len(forms))

    def send(form: dict[str, Any]) -> Any:
        browser = Client(headers={"host": desk.somebody.tenant.primary_host})
        browser.cookies = copy.deepcopy(desk.somebody.client.cookies)
        gate.wait(30)
        return browser.post(path, form)

    return parallel.run(send, forms, threads=len(forms))


def asked(key: uuid.UUID) -> dict[str, Any]:
    return {
        "vraag-key": str(key),
        "vraag-text": "Wanneer hoor ik meer?",
        "vraag-reach": "fatima@voorbeeld.nl",
    }


def of_one(filled: dict[str, Any], sending: uuid.UUID | None = None) -> dict[str, Any]:
    """Answer a form that was filled in, with a file of its own; or another form that has the same in it."""
    own = {"document-sending": str(sending)} if sending else {}
    return {**filled, "document-attached": [uploading.as_file(PDF)], **own}


def recorded(action: str) -> int:
    return AuditRecord.objects.filter(action=action).count()


def test_of_a_question_that_comes_twenty_times_at_once_one_is_asked(
    desk: uploading.Desk, mailoutbox: list[Any]
) -> None:
    path, key = desk.system.page_of(desk.case, "vraag/"), uuid.uuid4()

    answers = at_once(desk, path, [asked(key)] * TIMES)

    assert {(each.status_code, each.get("Location")) for each in answers} == {(302, f"{path}{key}/")}
    assert (Item.objects.filter(kind=QUESTION).count(), recorded("cases.question_asked")) == (1, 1)
    user = User.objects.get(is_staff=False)
    assert outbox.deliver_now(QUESTION, questions.own_key(user, key)) is State.DONE
    assert len(mailoutbox) == 1

    others = at_once(desk, path, [asked(uuid.uuid4()) for _ in range(TIMES)])  # the control: these are others

    taken = [each.status_code for each in others].count(302)
    assert taken == questioning.MOST - 1  # the first counted for one, however often it came
    assert [each.status_code for each in others].count(429) == TIMES - taken
    assert (Item.objects.filter(kind=QUESTION).count(), recorded("cases.question_asked")) == (taken + 1,) * 2


def test_of_a_document_that_comes_twenty_times_at_once_one_is_kept_and_brought(desk: uploading.Desk) -> None:
    filled = desk.form(PDF)

    answers = at_once(desk, desk.url, [of_one(filled) for _ in range(TIMES)])

    assert {each.status_code for each in answers} == {302}
    assert (Upload.objects.count(), Piece.objects.count(), recorded("cases.document_sent")) == (1, 1, 1)
    assert desk.deliver() == [State.DONE]
    assert desk.system.calls()["zgw/zaken/zaakinformatieobjecten"] > 0

    others = [of_one(filled, uuid.uuid4()) for _ in range(2)]
    at_once(desk, desk.url, others)  # the control: two forms are two

    assert Upload.objects.count() == 3
