"""Who may see a case: it is proven by somebody's own part in it, and what proves nothing shows nothing (I-073, O10)."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final

from integrations.outcomes import Outcome
from integrations.sources import rows
from integrations.zgw.reading import parties
from integrations.zgw.types.parties import Role

from .asking import Session, is_theirs

ROLES: Final = "zgw.roles"


class Proof(Enum):
    """What is known of somebody's part in a case."""

    GIVEN = "given"
    OTHER_PART = "other part"
    """They have a part in it, but none with which they may see it."""
    STRANGER = "stranger"
    """They have none: the answer should not have had this case."""
    NONE = "none"
    """It is not known."""


def judge(roles: Iterable[Role], session: Session) -> Proof:
    """Judge by all roles of one case."""
    own = [role for role in roles if is_theirs(role, session)]
    if not own:
        return Proof.STRANGER
    may_see = any(role.part in session.options.parts for role in own)
    return Proof.GIVEN if may_see else Proof.OTHER_PART


def read_own(told: Outcome[list[Any]], session: Session) -> Outcome[list[Role]]:
    """Read an answer that should be about who asks alone; another's role is dropped with an alarm."""
    return rows.every_of(told, parties.role, source=ROLES, is_theirs=lambda role: is_theirs(role, session))


def read_all(told: Outcome[list[Any]], case: str) -> Outcome[list[Role]]:
    """Read the roles of a case; one of another case is dropped with an alarm."""
    return rows.every_of(told, parties.role, source=ROLES, is_theirs=lambda role: role.case == case)


def read_proof(told: Outcome[list[Any]], case: str, session: Session) -> Outcome[list[Role]]:
    """Read the roles that prove access: all of the case, or of who asks alone where that can be asked (I-036)."""
    if session.able.expands or not session.able.combines_roles:
        return read_all(told, case)
    own = read_own(told, session)
    return own.map(lambda roles: [role for role in roles if role.case == case])


class Owned:
    """In which cases somebody has a part, as one question about all their roles told."""

    def __init__(self, roles: Outcome[list[Role]], session: Session) -> None:
        self._session = session
        self._by_case: dict[str, list[Role]] = {}
        for role in roles.value or []:
            self._by_case.setdefault(role.case, []).append(role)
        self.is_whole = not (roles.is_cut or roles.missing)

    def judge(self, case: str) -> Proof:
        """Judge a case; of one that is not among them nothing is known, unless all are here."""
        if case in self._by_case:
            return judge(self._by_case[case], self._session)
        return Proof.STRANGER if self.is_whole else Proof.NONE

    @property
    def allowed(self) -> list[str]:
        """List the cases that they may see."""
        return [case for case, roles in self._by_case.items() if judge(roles, self._session) is Proof.GIVEN]


def params(session: Session, case: str, who: Mapping[str, str]) -> dict[str, str]:
    """Answer what finds the roles that prove access: somebody's in this case where that can be asked, else all."""
    return {"zaak": case, **(who if session.able.combines_roles else {})}
