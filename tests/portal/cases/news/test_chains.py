"""Each decision of the chains says no for one reason, and the first that does is told (P-195, P-196, P-198)."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from integrations.zgw.types import CaseType, Confidentiality, DocumentType, StatusType
from integrations.zgw.types.cases import Case, Status
from integrations.zgw.types.documents import Document, DocumentState
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import Part, PartyKind, Role
from portal.accounts.models import User
from portal.cases.kinds import Document as OfDocument
from portal.cases.kinds import Kind, Step
from portal.cases.models import What
from portal.cases.models.reasons import Why
from portal.cases.news import chains
from portal.cases.news.facts import About, Before, Happening, Reach, Receiver

HOME = "https://zaken.example"
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
TYPE = CaseType(f"{HOME}/type", f"{HOME}/catalogus", "ZAAKTYPE-0001", "Parkeervergunning", is_external=True)
STEP = StatusType(f"{HOME}/stap", TYPE.url, "In behandeling", order=2, informs=True)
PAPER = DocumentType(f"{HOME}/soort", "Besluit")
FIRST, SECOND = (
    Status(f"{HOME}/statussen/{uuid.uuid4()}", f"{HOME}/zaak", STEP.url, date(2026, 11, day))
    for day in (1, 20)
)
CASE = Case(
    connection=uuid.uuid4(),
    uuid=uuid.uuid4(),
    url=f"{HOME}/zaak",
    identification="ZAAK-1",
    type=TYPE.url,
    confidentiality=Confidentiality.PUBLIC,
    status_url=SECOND.url,
)
ROLE = Role(CASE.url, PartyKind.PERSON, Part.INITIATOR)
DOCUMENT = Document(
    uuid.uuid4(),
    f"{HOME}/document",
    "Besluit",
    confidentiality=Confidentiality.PUBLIC,
    state=DocumentState.DEFINITIVE,
    type=PAPER.url,
)
KIND = Kind(notify=True, documents={"besluit": OfDocument("Besluit", notify=True)})
ABOUT = About(
    what=What.STATUS,
    case=CASE,
    case_type=TYPE,
    kind=KIND,
    roles=(ROLE,),
    history=(FIRST, SECOND),
    status=SECOND,
    status_type=STEP,
    step=Step("In behandeling", 2),
)
PAPERS = replace(
    ABOUT, what=What.DOCUMENT, status=None, status_type=None, document=DOCUMENT, document_type=PAPER
)
HAPPENED = Happening(What.STATUS, SECOND.url, NOW, type=TYPE.url)


def before(**more: Any) -> Before:
    return Before(**({"happening": HAPPENED, "is_on": True, "kind": KIND} | more))


@pytest.mark.covers("I-104")
@pytest.mark.parametrize(
    ("known", "why"),
    [
        (before(), None),
        (before(kind=None), None),  # the message does not say which kind it is: the case does
        (before(is_on=False), Why.FEATURE_OFF),
        (before(happening=replace(HAPPENED, is_gone=True)), Why.TAKEN_AWAY),
        (before(happening=replace(HAPPENED, what=What.RESULT)), Why.COMES_WITH_STATUS),
        (before(is_known=False, kind=None), Why.KIND_UNKNOWN),
        (before(kind=Kind()), Why.KIND_SILENT),
        (before(happening=replace(HAPPENED, what=What.DOCUMENT), kind=Kind(notify=True)), Why.KIND_SILENT),
    ],
)
def test_before_anybody_is_asked(known: Before, why: Why | None) -> None:
    assert chains.first(chains.AT_ONCE, known) == why


@pytest.mark.covers("P-195", "I-105")
@pytest.mark.parametrize(
    ("about", "why"),
    [
        (ABOUT, None),
        (replace(ABOUT, case_type=None), Why.KIND_UNKNOWN),
        (replace(ABOUT, case_type=replace(TYPE, is_external=False)), Why.INTERNAL),
        (replace(ABOUT, kind=Kind()), Why.KIND_SILENT),
        (replace(ABOUT, case=replace(CASE, confidentiality=Confidentiality.INTERNAL)), Why.CONFIDENTIAL),
        (replace(ABOUT, case=replace(CASE, confidentiality=None)), Why.CONFIDENTIAL),
        (replace(ABOUT, case=replace(CASE, status_url="")), Why.WITHOUT_STATUS),
        (replace(ABOUT, status=None), Why.STATUS_GONE),
        (replace(ABOUT, status_type=None), Why.STEP_UNKNOWN),
        (replace(ABOUT, status=FIRST), Why.FIRST_STATUS),
        (replace(ABOUT, status_type=replace(STEP, informs=False)), Why.CATALOGUE_SILENT),
        (replace(ABOUT, status_type=replace(STEP, informs=False), tells_silent_steps=True), None),
        (replace(ABOUT, status_type=replace(STEP, informs=None)), None),
        (replace(ABOUT, step=Step("In behandeling", 2, notify=False)), Why.STEP_SILENT),
        (replace(ABOUT, roles=()), Why.NOBODY),
    ],
)
def test_about_a_status(about: About, why: Why | None) -> None:
    assert chains.of_about(about) == why


@pytest.mark.covers("P-196", "I-106")
@pytest.mark.parametrize(
    ("about", "why"),
    [
        (PAPERS, None),
        (replace(PAPERS, kind=replace(KIND, notify=False)), None),  # statuses are another switch
        (replace(PAPERS, document=None), Why.DOCUMENT_GONE),
        (replace(PAPERS, document_type=None), Why.DOCUMENT_UNKNOWN),
        (replace(PAPERS, document_type=replace(PAPER, name="Aanvraag")), Why.DOCUMENT_SILENT),
        (
            replace(PAPERS, document=replace(DOCUMENT, state=DocumentState.BEING_MADE)),
            Why.DOCUMENT_UNFINISHED,
        ),
        (
            replace(PAPERS, document=replace(DOCUMENT, confidentiality=Confidentiality.SECRET)),
            Why.DOCUMENT_CONFIDENTIAL,
        ),
        (replace(PAPERS, case=replace(CASE, confidentiality=Confidentiality.SECRET)), Why.CONFIDENTIAL),
    ],
)
def test_about_a_document(about: About, why: Why | None) -> None:
    assert chains.of_about(about) == why


@pytest.mark.covers("I-107")
@pytest.mark.parametrize(
    ("receiver", "why"),
    [
        (Receiver(ROLE, User()), None),
        (Receiver(ROLE, None, is_asker=False), Why.NOT_INITIATOR),
        (Receiver(ROLE, None, has_number=False), Why.NO_NUMBER),
        (Receiver(ROLE, is_lost=True), Why.RSIN_ALONE),
        (Receiver(ROLE), Why.NO_ACCOUNT),
        (Receiver(ROLE, User(is_active=False)), Why.CLOSED),
    ],
)
def test_about_a_receiver(receiver: Receiver, why: Why | None) -> None:
    assert chains.first(chains.OF_RECEIVER, receiver) == why


@pytest.mark.covers("P-195", "P-059", "I-108", "I-109")
@pytest.mark.parametrize(
    ("reach", "why"),
    [
        (Reach(address="a@example.org"), None),
        (Reach(address="a@example.org", is_offered=False), Why.MAIL_OFF),
        (Reach(address="a@example.org", has_page=False), Why.NO_PAGE),
        (Reach(address="a@example.org", wants=False), Why.OPTED_OUT),
        (Reach(address="a@example.org", wants=False, demands_action=True), None),
        (Reach(), Why.NO_ADDRESS),
        (Reach(demands_action=True), Why.NO_ADDRESS),  # what must be done is no reason to write to anybody
        (Reach(address="a@example.org", until=NOW), Why.TOO_SOON),
    ],
)
def test_about_a_mail(reach: Reach, why: Why | None) -> None:
    assert chains.first(chains.BY_MAIL, reach) == why


def test_every_reason_has_a_decision_and_words_for_people() -> None:
    named = {
        Why[name]
        for chain in (
            chains.AT_ONCE,
            chains.OF_STATUS,
            chains.OF_DOCUMENT,
            chains.OF_RECEIVER,
            chains.BY_MAIL,
        )
        for decide in chain
        for name in decide.__code__.co_names
        if name in Why.__members__
    }

    of_letters = {Why.NOT_DELIVERED, Why.NO_LETTER, Why.ARRIVED}  # of what takes the place of a mail
    assert set(Why) - named - of_letters == {Why.CASE_GONE}  # which the case system itself says
    assert all(str(why.label).endswith((".", ").")) for why in Why)


@pytest.mark.covers("P-195", "P-265")
@pytest.mark.parametrize(
    ("step", "day"),
    [
        (Step(action_required=True, deadline_days=14), SECOND.day + timedelta(days=14)),
        (Step(action_required=True), None),
        (Step(deadline_days=14), None),
    ],
)
def test_the_last_day_counts_from_the_status_that_asks(step: Step, day: date | None) -> None:
    assert replace(ABOUT, step=step).deadline == day


def test_options_are_the_strictest_where_nobody_chose() -> None:
    found: Callable[[], Options] = Options

    assert ABOUT.options == found()
