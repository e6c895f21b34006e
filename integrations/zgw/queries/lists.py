"""Somebody's cases in one system: one round where it can expand, else a second one for what belongs to them (I-070)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from integrations.connections import clients
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome, failed, found, not_found
from integrations.sources import alarms, rows
from integrations.zgw.client import cases as client
from integrations.zgw.client import parties
from integrations.zgw.reading import cases as reading
from integrations.zgw.reading.cases import Told
from integrations.zgw.types.cases import Case, CasePage
from integrations.zgw.types.parties import PartyKind
from integrations.zgw.types.showing import may_be_shown

from . import access, completing, numbering
from .access import Owned, Proof
from .asking import Session

SOURCE: Final = "zgw.cases"
MOST_STREAMS: Final = 2
"""Parts that are asked for one by one; of more all of somebody's cases are asked for, and told apart here."""
MOST_LOOKED_THROUGH: Final = 100
"""Cases in which a number is looked for, where the system cannot be asked for it among somebody's own."""
NONE: Final[Mapping[completing.Name, Outcome[Any]]] = {}
CURSOR: Final = re.compile(r"([1-9]\d{0,3})(?:\.(\d{1,4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a part of a list begins: a page of theirs, and how many of its cases were shown."""

    page: int = 1
    skip: int = 0

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Read one; it came from an address, so it may be anything.

        :raises ValueError: when it is none of ours.
        """
        if not text:
            return cls()
        found = CURSOR.fullmatch(text)
        if found is None:
            raise ValueError("That is no place in a list.")
        return cls(int(found[1]), int(found[2] or 0))

    def __str__(self) -> str:
        return f"{self.page}.{self.skip}" if self.skip else str(self.page)


@dataclass(slots=True)
class Gathered:
    """What is shown, and what is not."""

    proven: list[Case] = field(default_factory=list)
    unproven: list[Case] = field(default_factory=list)
    missing: int = 0
    reason: Reason | None = None
    total: int | None = None
    has_next: bool = False

    def add(self, told: Sequence[Told], session: Session, owned: Owned | None) -> None:
        """Take over cases by who may see them; a stranger's raises the alarm."""
        strangers = 0
        for one in told:
            match _proof(one, session, owned):
                case Proof.GIVEN:
                    self.proven.append(one.case)
                case Proof.NONE:
                    self.unproven.append(one.case)
                case Proof.STRANGER:
                    strangers += 1
        if strangers:
            alarms.wrong_person(SOURCE, strangers)


def ask(session: Session, number: str, cursor: Cursor) -> Outcome[CasePage]:
    """Ask for one part of the list."""
    who = parties.looked_for(session.applicant, session.able)
    if not who:  # it knows companies by a number that we have not of this one: that is not "no cases"
        return failed(Reason.SWITCHED_OFF)
    if session.applicant.kind is not PartyKind.PERSON and not session.able.filters_companies:
        return _by_roles(session, who, number, cursor)
    if number:
        number = numbering.written(session, number, _filters(session, who, "")[0])
    streams = [
        partial(
            client.page,
            session.client,
            filters,
            session.able,
            number=cursor.page,
            size=session.options.page_size,
        )
        for filters in _filters(session, who, number)
    ]
    if session.able.expands:
        return _shown(session, session.together(streams), cursor)
    *pages, roles = session.together([*streams, partial(client.begin_roles, session.client, who)])
    return _shown_by_roles(session, pages, roles, cursor)


def _filters(session: Session, who: dict[str, str], number: str) -> list[dict[str, str]]:
    """Answer what is asked for: each part by itself, where the system can tell them apart."""
    options = session.options
    common = {f"{parties.OF_CASE}{name}": value for name, value in who.items()}
    common["maximaleVertrouwelijkheidaanduiding"] = parties.LEVELS[options.max_confidentiality]
    if number:
        common["identificatie"] = number
    if not session.able.knows_parts or len(options.parts) > MOST_STREAMS:
        return [common]
    return [
        {**common, f"{parties.OF_CASE}omschrijvingGeneriek": parties.PARTS[part]} for part in options.parts
    ]


def _shown(session: Session, pages: Sequence[Outcome[clients.Page]], cursor: Cursor) -> Outcome[CasePage]:
    """Show pages in which each case says whose it is."""
    read = _read(session, pages, cursor)
    if read.value is None:
        return Outcome(read.kind, reason=read.reason)
    gathered, told = read.value
    gathered.add(told, session, None)
    return _completed(session, gathered, cursor)


def _shown_by_roles(
    session: Session, pages: Sequence[Outcome[clients.Page]], begun: Outcome[clients.Begun], cursor: Cursor
) -> Outcome[CasePage]:
    """Show pages of which somebody's roles prove whose each case is; they may fill several pages themselves.

    Those are fetched side by side, with what belongs to the cases that will be shown: it takes no round of its own.
    """
    if begun.value is None:  # nothing is shown of which nobody knows whose it is
        return Outcome(begun.kind, reason=begun.reason)
    read = _read(session, pages, cursor)
    if read.value is None:
        return Outcome(read.kind, reason=read.reason)
    gathered, told = read.value
    others = begun.value.others
    likely = _chosen(session, [one.case for one in told if _may(one.case, session)], cursor)
    wanted = completing.wanted(session, likely) if others else {}
    answers = session.together([*others, *wanted.values()])
    roles = access.read_own(begun.value.whole(answers[: len(others)]), session)
    if roles.value is None:
        return Outcome(roles.kind, reason=roles.reason)
    gathered.add(told, session, Owned(roles, session))
    early = dict(zip(wanted, answers[len(others) :], strict=True))
    return _completed(session, gathered, cursor, early)


def _read(
    session: Session, pages: Sequence[Outcome[clients.Page]], cursor: Cursor
) -> Outcome[tuple[Gathered, list[Told]]]:
    """Read what pages hold, of whomever it is, and what of them is not there."""
    there = [page.value for page in pages if page.value is not None]
    lost = [
        page for page in pages if page.value is None and not (cursor.page > 1 and page.kind is Kind.NOT_FOUND)
    ]
    if not there:
        return Outcome(lost[0].kind, reason=lost[0].reason) if lost else not_found()
    counts = [page.count for page in there]
    raw = _each_once([item for page in there for item in page.items])
    answer = rows.read(
        raw, lambda item: reading.case(item, session.connection, session.able), source=SOURCE, most=len(raw)
    )
    if answer.value is None:
        return failed(Reason.MALFORMED)
    gathered = Gathered(
        missing=answer.missing,
        total=None if lost or None in counts else sum(count or 0 for count in counts),
        reason=(lost[0].reason or Reason.MALFORMED) if lost else None,
        has_next=any(page.next for page in there),
    )
    return found((gathered, answer.value))


def _by_roles(session: Session, who: dict[str, str], number: str, cursor: Cursor) -> Outcome[CasePage]:
    """Find cases by somebody's roles, where cases of companies cannot be asked for (version 1.0): one round more."""
    begun = client.begin_roles(session.client, who)
    if begun.value is None:
        return Outcome(begun.kind, reason=begun.reason)
    roles = access.read_own(begun.value.whole(session.together(begun.value.others)), session)
    if roles.value is None:
        return Outcome(roles.kind, reason=roles.reason)
    owned = Owned(roles, session)
    size = MOST_LOOKED_THROUGH if number else session.options.page_size
    begin = (cursor.page - 1) * size
    wanted = owned.allowed[begin : begin + size]
    answers = session.together([partial(client.linked_case, session.client, url) for url in wanted])
    gathered = Gathered(
        missing=roles.missing,
        reason=roles.reason,
        total=len(owned.allowed) if owned.is_whole and not number else None,
        has_next=len(owned.allowed) > begin + size,
    )
    for url, answer in zip(wanted, answers, strict=True):
        told = rows.one_of(
            answer,
            lambda item: reading.case(item, session.connection, session.able),
            source=SOURCE,
            is_theirs=lambda one, url=url: one.case.url == url,  # type: ignore[misc]
        )
        if told.value is None:
            gathered.missing += 1
        elif not number or number in {told.value.case.identification, told.value.case.number}:
            gathered.add([told.value], session, owned)
    return _completed(session, gathered, cursor)


def _completed(
    session: Session, gathered: Gathered, cursor: Cursor, early: Mapping[completing.Name, Outcome[Any]] = NONE
) -> Outcome[CasePage]:
    """Cut out what is shown, fetch what of it is not there yet, and say what comes next."""
    gathered.proven = [one for one in gathered.proven if _may(one, session)]
    gathered.unproven = [one for one in gathered.unproven if _may(one, session)]
    known = {one.url for one in gathered.proven}
    every = [*gathered.proven, *gathered.unproven]
    chosen = _chosen(session, every, cursor)
    end = cursor.skip + len(chosen)
    cases, missing = completing.complete(session, chosen, known, early)
    more = ""
    if end < len(every):
        more = str(Cursor(cursor.page, end))
    elif gathered.has_next:
        more = str(Cursor(cursor.page + 1))
    page = CasePage(tuple(completing.newest_first(cases)), gathered.total, more)
    missing += gathered.missing
    if missing or gathered.reason:
        return Outcome(
            Kind.PARTIAL, page, reason=gathered.reason, missing=missing, is_cut=gathered.reason is not None
        )
    return Outcome(Kind.OK if page.cases or page.more else Kind.EMPTY, page)


def _chosen(session: Session, cases: Sequence[Case], cursor: Cursor) -> list[Case]:
    """Answer the part that is shown, the newest first: all of a page of our size, else some of theirs."""
    end = None if session.able.sizes_pages else cursor.skip + session.options.page_size
    return completing.newest_first(cases)[cursor.skip : end]


def _proof(told: Told, session: Session, owned: Owned | None) -> Proof:
    if owned is not None:
        return owned.judge(told.case.url)
    return Proof.NONE if told.roles is None else access.judge(told.roles, session)


def _may(case: Case, session: Session) -> bool:
    """Tell whether a case may be shown, as far as is known before its type is joined."""
    is_internal = case.case_type is not None and not case.case_type.is_external
    return not is_internal and may_be_shown(case, session.options)


def _each_once(items: Sequence[Any]) -> list[Any]:
    """Leave out what came in both lists: who asked alone and together is in both."""
    found: dict[object, Any] = {}
    for number, item in enumerate(items):
        url = item.get("url") if isinstance(item, dict) else None
        found.setdefault(url if isinstance(url, str) else number, item)
    return list(found.values())
