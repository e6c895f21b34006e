"""Who did what: one append-only stream per tenant, and one for operators (architecture T14).

`record()` writes into the stream of the place where it is called: inside a tenant that tenant's own,
outside the operators'. Neither personal data nor secrets belong in `details`.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tenants.entry import is_entered


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an operator, a person of a tenant, or the platform itself."""

    kind: Literal["operator", "staff", "person", "system"]
    name: str = ""
    """An e-mail address of an operator, the UUID of a person, the name of a job; never a BSN."""
    origin: str = ""
    """The network address that the act came from, where there is one."""


SYSTEM = Actor("system", "inwonerplein")


def record(
    action: str,
    *,
    by: Actor,
    target: str = "",
    outcome: str = "ok",
    tenant: uuid.UUID | None = None,
    why: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write down one act (BIO2 8.15.01: action, object, result, origin, actor, time).

    :param tenant: whom it concerns, where an operator acts from outside.
    :param before: what was so, as far as it was changed; `after` what is so now. Never secrets.
    """
    from tenants.models import OperatorRecord

    values = {
        "action": action,
        "actor_kind": by.kind,
        "actor": by.name,
        "origin": by.origin,
        "target": target[:200],
        "outcome": outcome,
        "details": {
            **dict(details or {}),
            **({"why": why} if why else {}),
            **({"before": dict(before)} if before is not None else {}),
            **({"after": dict(after)} if after is not None else {}),
        },
    }
    if is_entered():
        from .models import AuditRecord

        AuditRecord.objects.create(**values)
    else:
        OperatorRecord.objects.create(tenant=tenant, **values)
