"""Who did what: one append-only stream per tenant, and one for operators (architecture T14).

`record()` writes into the stream of the place where it is called: inside a tenant that tenant's own,
outside the operators'. Neither personal data nor secrets belong in it; what looks like a secret is replaced
(`changes`). Jobs seal both streams in hash chains and bring operators' acts to the tenant that they concern
(`provisioning.audit`): who writes waits for nobody.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tenants.entry import is_entered

from . import changes


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
    :param why: the reason that the actor gave.
    :param before: what was changed, as it was; of both mappings only what differs is kept.
    :param after: the same as it is now.
    """
    from tenants.models import OperatorRecord

    old, new = changes.difference(before, after)
    values = {
        "action": action,
        "actor_kind": by.kind,
        "target": target[:200],
        "outcome": outcome,
        "why": changes.clean_text(why)[:500],
        "before": old,
        "after": new,
        "details": changes.without_secrets(details or {}),
    }
    if is_entered():
        from .models import AuditRecord

        AuditRecord.objects.create(**values, **_shown_inside(by))
    else:
        # Asking back what the database filled in takes a right to read, which who serves municipalities has not.
        act = OperatorRecord(tenant=tenant, actor=by.name, origin=by.origin, **values)
        OperatorRecord.objects.bulk_create([act], ignore_conflicts=True)


def _shown_inside(by: Actor) -> dict[str, str]:
    """Leave out of a tenant's stream where operators can be reached; their acts come there with a name (ADR 0019)."""
    return {"actor": "", "origin": ""} if by.kind == "operator" else {"actor": by.name, "origin": by.origin}
