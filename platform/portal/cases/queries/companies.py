"""The RSIN of a company that came in by its number of the KVK: some case systems know companies by that (I-031)."""

from typing import Any

from integrations import sources
from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.kvk import queries as kvk
from integrations.outcomes import Outcome
from integrations.zgw.types.parties import Applicant, PartyKind


def rsin_of(applicant: Applicant) -> sources.Query[str] | None:
    """Make the question to the Handelsregister, which is asked once a day at most; empty for who has none.

    None where nothing has to be found, and where this municipality asks no register.
    """
    if applicant.kind is not PartyKind.COMPANY or applicant.rsin:
        return None
    keys = connections.keys_of(System.KVK)
    if not keys:
        return None
    company = kvk.company(keys[0], applicant.kvk)

    def question(deadline: Any) -> Outcome[str]:
        return company(deadline).map(lambda told: told.rsin or "")

    return question
