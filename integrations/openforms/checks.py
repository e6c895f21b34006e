"""Find out whether Open Formulieren lets us in: the public forms are read, and nothing that anybody filled in."""

from typing import Any, Final

from integrations.connections.doctor import questions
from integrations.connections.types import Access, Finding
from tenants.types import TenantRef


def _is_forms(content: Any) -> bool:
    match content:
        case {"results": list(rows)}:
            return all(isinstance(row, dict) and "slug" in row for row in rows)
        case _:
            return False


FORMS: Final = questions.Question("/public/forms", _is_forms)


def examine(access: Access, *, tenant: TenantRef) -> Finding:
    """Read the public forms, and say what came of it."""
    return questions.examine(access, FORMS, tenant=tenant)
