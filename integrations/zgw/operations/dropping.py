"""Drop what is kept of a case, when it changed."""

from uuid import UUID

from integrations import copies
from integrations.zgw.queries.cases import CASE_CHANGED


def drop_case(connection: UUID, case: UUID) -> bool:
    """Drop the copies of a case; answers whether that went well. Those that stay last a minute."""
    return copies.purge(CASE_CHANGED, {"connection": str(connection), "case": str(case)})
