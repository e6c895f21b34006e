"""The question for one case, and for the file of a document of it."""

import threading
from typing import Any
from uuid import UUID

from integrations import sources
from integrations.outcomes import Outcome
from integrations.zgw.queries import cases, documents
from integrations.zgw.types.cases import CaseFile
from integrations.zgw.types.documents import Download
from portal.cases.types import Asker, CaseSystem

NAME = "zaak"


def question(asker: Asker, system: CaseSystem, case: UUID) -> sources.Kept[CaseFile]:
    """Make the question for a case; another's is not found (P-154)."""
    return cases.one_of(
        system.key,
        case,
        asker.applicant,
        whose=asker.whose,
        options=asker.options,
        rsin=asker.rsin,
        access=system.access,
    )


def download(
    asker: Asker, connection: UUID, case: UUID, document: UUID, *, seconds: float
) -> Outcome[Download]:
    """Begin to fetch the file of a document: everything is looked at again first (P-164).

    Whoever gets it must close it. What comes after the time is closed here.

    :param seconds: within which it begins, or is given up.
    """
    opening = _Opening(
        documents.stream_of(
            connection, case, document, asker.applicant, options=asker.options, rsin=asker.rsin
        )
    )
    found = sources.gather({NAME: opening}, budget=seconds, longest=seconds)[NAME]
    if found.value is None:
        opening.give_up()
    return found


class _Opening:
    """A question of which the answer holds a connection open: given up, it is let go."""

    def __init__(self, question: sources.Query[Download]) -> None:
        self._question, self._lock = question, threading.Lock()
        self._is_given_up = False
        self._answer: Download | None = None

    def __call__(self, deadline: Any) -> Outcome[Download]:
        """Ask it."""
        answer = self._question(deadline)
        with self._lock:
            self._answer = answer.value
            if self._is_given_up and answer.value is not None:
                answer.value.close()
        return answer

    def give_up(self) -> None:
        """Let go of what came, or will come."""
        with self._lock:
            self._is_given_up = True
            if self._answer is not None:
                self._answer.close()
