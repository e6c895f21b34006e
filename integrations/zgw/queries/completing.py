"""Complete cases with their statuses and results, where the list had none: all of them in one burst of calls."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from integrations.outcomes import Outcome
from integrations.sources import alarms, rows
from integrations.zgw.client import cases as client
from integrations.zgw.reading import cases as reading
from integrations.zgw.types.cases import Case, Result, Status

from . import access
from .access import Proof
from .asking import Call, Session

STATUS: Final = "zgw.status"
RESULT: Final = "zgw.result"
type Name = tuple[str, str]
"""The URL of a case, and what of it."""
type Wanted = dict[Name, Call]


def newest_first(cases: Sequence[Case]) -> list[Case]:
    """Put cases in order of what happened last."""
    return sorted(cases, key=lambda one: (one.last_action, one.identification), reverse=True)


def wanted(session: Session, cases: Sequence[Case]) -> Wanted:
    """Answer the calls that bring what belongs to cases, but for the proof that they may be seen."""
    known = {case.url for case in cases}
    return {(case.url, what): call for case in cases for what, call in _calls(session, case, known)}


def complete(
    session: Session, cases: Sequence[Case], known: set[str], early: Mapping[Name, Outcome[Any]]
) -> tuple[list[Case], int]:
    """Answer the cases with what belongs to them, and how many things could not be had.

    :param known: URLs of the cases of which it is proven that they may be seen; of others it is asked.
    :param early: what calls of `wanted` came to that were made before.
    """
    calls = {(case.url, what): call for case in cases for what, call in _calls(session, case, known)}
    lacking = {name: call for name, call in calls.items() if name not in early}
    told = {**early, **dict(zip(lacking, session.together(list(lacking.values())), strict=True))}
    found, missing = list[Case](), 0
    for case in cases:
        if case.url not in known:
            proof = _proof(session, case, told[case.url, "roles"])
            missing += proof is Proof.NONE
            if proof is not Proof.GIVEN:
                continue
        whole = with_status(session, case, told.get((case.url, "status")))
        whole = with_result(whole, told.get((case.url, "result")))
        missing += (bool(case.status_url) and whole.status is None) + (
            bool(case.result_url) and whole.result is None
        )
        found.append(whole)
    return found, missing


def _calls(session: Session, case: Case, known: set[str]) -> list[tuple[str, Call]]:
    found: list[tuple[str, Call]] = []
    if case.status_url and case.status is None:
        found.append(("status", partial(client.linked, session.client, case.status_url)))
    if case.result_url and case.result is None:
        found.append(("result", partial(client.linked, session.client, case.result_url)))
    if case.url not in known:
        found.append(("roles", partial(client.roles, session.client, {"zaak": case.url})))
    return found


def with_status(session: Session, case: Case, told: Outcome[Any] | None) -> Case:
    """Answer a case with its status, where that could be read and is its own."""
    if told is None:
        return case
    answer = rows.one_of(
        told, lambda item: reading.status(item, session.able), source=STATUS, is_theirs=_of(case)
    )
    return replace(case, status=answer.value)


def with_result(case: Case, told: Outcome[Any] | None) -> Case:
    """Answer a case with its result, where that could be read and is its own."""
    if told is None:
        return case
    return replace(case, result=rows.one_of(told, reading.result, source=RESULT, is_theirs=_of(case)).value)


def _of(case: Case) -> Any:
    def is_its(one: Status | Result) -> bool:
        return one.case == case.url

    return is_its


def _proof(session: Session, case: Case, told: Outcome[Any]) -> Proof:
    roles = access.read_all(told, case.url)
    if roles.value is None:
        return Proof.NONE
    proof = access.judge(roles.value, session)
    if proof is Proof.STRANGER:
        alarms.wrong_person(access.ROLES, 1)
    return proof
