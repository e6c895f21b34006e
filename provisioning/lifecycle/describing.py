"""Describe operations and municipalities: as data for scripts, in words for people at a terminal."""

from collections.abc import Sequence
from typing import Any

from tenants import hosts
from tenants.models import Domain, Tenant

from . import proofs, queries
from .models import Operation
from .types import CheckRow, StepRow

COLUMNS = ("state", "kind", "plan", "host", "name", "uuid")
DOMAIN_COLUMNS = ("name", "host", "primary", "proven_at", "certificate", "txt_value")


def operation(found: Operation) -> dict[str, Any]:
    """Describe an operation and its steps; not its parameters, which may name people."""
    return {
        "operation": str(found.uuid),
        "kind": found.kind,
        "state": found.state,
        "tenant": str(found.tenant) if found.tenant else None,
        "subject": found.subject,
        "requested_by": found.requested_by,
        "reason": found.reason,
        "created_at": found.created_at.isoformat(),
        "due_at": found.due_at.isoformat(),
        "finished_at": found.finished_at.isoformat() if found.finished_at else None,
        "steps": [_step(step) for step in queries.steps(found)],
    }


def in_words(found: Operation) -> str:
    """Describe an operation for people."""
    lines = [f"{found.kind} {found.subject}: {found.state}", f"  opdracht {found.uuid}"]
    for step in queries.steps(found):
        took = f" ({step.duration.total_seconds():.2f} s)" if step.duration else ""
        lines.append(f"  {step.state.value:8} {step.title}{took}")
        if step.error:
            lines.append(f"           {step.error}")
    return "\n".join(lines)


def tenant(found: Tenant) -> dict[str, Any]:
    """Describe a municipality."""
    ref = found.ref()
    return {
        "uuid": str(found.uuid),
        "name": found.name,
        "state": found.state,
        "kind": found.kind,
        "host": ref.primary_host,
        "hosts": sorted(domain.domain for domain in found.domains.all()),
        "cbs_code": found.cbs_code,
        "plan": found.plan_key,
        "theme": found.theme,
        "features": sorted(ref.features),
        "notice": found.notice,
        "created_at": found.created_at.isoformat(),
    }


def domain(found: Domain) -> dict[str, Any]:
    """Describe a host, with what proves it."""
    return {
        "host": found.domain,
        "tenant": str(found.tenant.uuid),
        "name": found.tenant.name,
        "primary": found.is_primary,
        "proven_at": found.proven_at.isoformat() if found.proven_at else None,
        "certificate": found.certificate,
        "risk_accepted_by": found.risk_accepted_by,
        "risk_accepted_on": found.risk_accepted_on.isoformat() if found.risk_accepted_on else None,
        "txt_name": proofs.name_of(found.domain),
        "txt_value": found.proof_token,
    }


def proof(host: str, of: Tenant, asked: Operation | None) -> dict[str, str]:
    """Say which TXT record proves a host that was just asked for, or asked for before; nothing where none has to."""
    host = host.strip().lower()
    token = asked.parameters["token"] if asked else of.domains.get(domain=host).proof_token
    if hosts.is_of_platform(host) or not token:
        return {}
    return {"txt_name": proofs.name_of(host), "txt_value": str(token)}


def details_in_words(described: dict[str, Any]) -> str:
    """Describe one municipality for people."""
    values = {key: ", ".join(value) if isinstance(value, list) else value for key, value in described.items()}
    return "\n".join(f"{key:11} {value}" for key, value in values.items() if value)


def checklist(rows: Sequence[CheckRow]) -> list[dict[str, Any]]:
    """Describe the checks before going live."""
    return [{"key": row.key, "title": row.title, "green": row.is_green, "remedy": row.remedy} for row in rows]


def checklist_in_words(rows: Sequence[CheckRow]) -> str:
    """Describe the checks for people; what to do stands below what is red."""
    lines = []
    for row in rows:
        lines.append(f"{'groen' if row.is_green else 'ROOD':5} {row.title}")
        if not row.is_green:
            lines.append(f"      {row.remedy}")
    return "\n".join(lines)


def table(described: Sequence[dict[str, Any]], columns: Sequence[str] = COLUMNS) -> str:
    """Describe municipalities, or something else, for people: one a line."""
    rows = [[str(each[column] or "-") for column in columns] for each in described]
    widths = [max(map(len, column)) for column in zip(columns, *rows, strict=True)]
    lines = [columns, *rows]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _step(step: StepRow) -> dict[str, Any]:
    return {
        "key": step.key,
        "title": step.title,
        "state": step.state.value,
        "undoes": step.undoes,
        "attempts": step.attempts,
        "seconds": step.duration.total_seconds() if step.duration else None,
        "error": step.error,
    }
