"""Questions about somebody's cases: `list_of` for a list, `one_of` for one case with what belongs to it.

    questions = {"cases": cases.list_of(connection, Applicant.person(bsn), whose=str(user.pk), options=options)}

Each asks one system. What kinds of cases there are is joined from the mirror by the page, which shows a case only when
`showing.visible` says so: an answer may not say of which kind it is.
"""

import json
from typing import Final
from uuid import UUID

from integrations import copies, sources, values
from integrations.zgw.types.cases import CaseFile, CasePage
from integrations.zgw.types.options import STRICTEST, Options
from integrations.zgw.types.parties import Applicant

from . import asking, files, lists
from .asking import Reached, Rsin
from .lists import Cursor

LIST: Final = "zgw.cases"
FILE: Final = "zgw.case"
APPLICANT_CHANGED: Final = "zgw.applicant_changed"
"""Happens when somebody's cases changed, or became others; it tells the connection and `Applicant.key`."""
CASE_CHANGED: Final = "zgw.case_changed"
"""Happens when something of a case changed; it tells the connection and the case's UUID, as text."""
LONGEST_NUMBER: Final = 40


def list_of(
    connection: UUID,
    applicant: Applicant,
    *,
    whose: str,
    options: Options = STRICTEST,
    after: str = "",
    number: str = "",
    rsin: Rsin | None = None,
    access: Reached | None = None,
) -> sources.Kept[CasePage]:
    """Make the question for a part of somebody's cases, those with the newest action first.

    :param whose: key of the account that asks.
    :param after: `CasePage.more` of the part before; empty for the first.
    :param number: of one case, as people know it or as the system writes it, where only that one is looked for (I-083).
    :param rsin: finds the RSIN of a company, for systems that know companies by nothing else.
    :param access: how the system is reached, of who has looked that up already.
    :raises ValueError: when `after` is no place in a list, or that is no number of a case.
    """
    cursor = Cursor.read(after)
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        raise ValueError("That is no number of a case.")
    parts = {
        **_parts(connection, applicant, options, whose),
        "place": f"{cursor} {number}",
    }
    query = asking.question(
        connection,
        applicant,
        options,
        lambda session: lists.ask(session, number, cursor),
        rsin=rsin,
        access=access,
    )
    return sources.kept(LIST, parts, query)


def one_of(
    connection: UUID,
    uuid: UUID,
    applicant: Applicant,
    *,
    whose: str,
    options: Options = STRICTEST,
    rsin: Rsin | None = None,
    access: Reached | None = None,
) -> sources.Kept[CaseFile]:
    """Make the question for one case; *not found* for another's, as for one that does not exist (P-154).

    :param whose: key of the account that asks.
    :param rsin: as in `list_of`.
    :param access: likewise.
    """
    parts = {**_parts(connection, applicant, options, whose), "case": str(uuid)}
    query = asking.question(
        connection, applicant, options, lambda session: files.ask(session, uuid), rsin=rsin, access=access
    )
    return sources.kept(FILE, parts, query)


def _parts(connection: UUID, applicant: Applicant, options: Options, whose: str) -> dict[str, str]:
    """Tell copies apart; each part is hashed under the municipality's key."""
    return {
        copies.PERSON: whose,
        "connection": str(connection),
        "applicant": applicant.key,
        "options": json.dumps(values.plain(options), sort_keys=True),
    }
