"""What may be seen of a connection: as the read model keeps it, and as screens and other rooms get it.

One place writes it and reads it back, so that what the console sees and what the municipality sees are the same. It
holds no secret and no ciphertext.
"""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from . import certificates
from .explanations import EXPLANATIONS
from .models import Connection
from .types import (
    NO_RECORD,
    Authentication,
    Finding,
    Layer,
    Overview,
    OwnCertificate,
    Standing,
    State,
    Step,
    StepState,
    Window,
)

TEXTS = (
    "system", "slug", "name", "address", "client_id", "fingerprint", "changed_by", "header", "scheme",
    "token_address", "scope", "trusted", "former_fingerprint", "profile", "version", "request", "off_because",
)  # fmt: skip
MAPPINGS = ("found", "switches", "limits")
PLAIN = (
    *(name for name in TEXTS if name != "request"), *MAPPINGS,
    "authentication", "state", "finding", "next_finding", "is_on", "maintenance_note", "steps",
)  # fmt: skip
MOMENTS = ("checked_at", "changed_at", "former_until", "next_from", "maintenance_from", "maintenance_until")


def written(connection: Connection) -> dict[str, Any]:
    """Answer what the read model keeps of a connection."""
    is_due = connection.is_next_due(timezone.now())
    used, former = (
        (connection.next_certificate, connection.certificate)
        if is_due
        else (connection.certificate, connection.former_certificate)
    )
    return {
        "key": str(connection.pk),
        **{name: getattr(connection, name) for name in PLAIN},
        **{name: _written(getattr(connection, name)) for name in MOMENTS},
        "is_complete": connection.is_complete,
        "request": connection.pending_request,
        "certificate": _shown(used),
        "next_certificate": None if is_due else _shown(connection.next_certificate),
        "former_certificate": _shown(former),
    }


def overview(connection: Connection) -> Overview:
    """Answer what may be seen of a row of the entered municipality."""
    return read(written(connection))


def read(told: Mapping[str, Any], *, key: uuid.UUID = NO_RECORD) -> Overview:
    """Answer what was told of a connection; also by an older version, which knew of fewer things.

    :param key: of the connection, where it was not told.
    """
    finding = told.get("finding")
    return Overview(
        key=uuid.UUID(told["key"]) if "key" in told else key,
        authentication=Authentication(told.get("authentication", Authentication.ZGW)),
        state=State(told["state"]),
        standing=_standing(told),
        message=_explained(finding),
        former_until=_moment(told.get("former_until")),
        certificate=_own(told.get("certificate")),
        next_certificate=_own(told.get("next_certificate")),
        next_from=_moment(told.get("next_from")),
        next_message=_explained(told.get("next_finding")),
        former_certificate=_own(told.get("former_certificate")),
        window=_window(told),
        window_note=told.get("maintenance_note", ""),
        steps=tuple(steps(told.get("steps", []))),
        checked_at=_moment(told["checked_at"]),
        changed_at=_moment(told["changed_at"]),
        **{name: told.get(name, "") for name in TEXTS},
        **{name: told.get(name, {}) for name in MAPPINGS},
    )


def steps(told: list[Mapping[str, Any]]) -> list[Step]:
    """Answer the steps of a test, as they were kept."""
    return [
        Step(
            Layer(step["layer"]),
            StepState(step["state"]),
            Finding(step["finding"]) if step.get("finding") else None,
            step.get("detail", ""),
        )
        for step in told
    ]


def kept(found: list[Step]) -> list[dict[str, Any]]:
    """Answer the steps of a test in the form in which they are kept."""
    return [
        {
            "layer": step.layer.value,
            "state": step.state.value,
            "finding": step.finding.value if step.finding else None,
            "detail": step.detail,
        }
        for step in found
    ]


def _standing(told: Mapping[str, Any]) -> Standing:
    if not told.get("is_on", True):
        return Standing.OFF
    window = _window(told)
    if window and window.covers(timezone.now()):
        return Standing.MAINTENANCE
    return Standing.ON if told.get("is_complete", True) else Standing.UNFINISHED


def _window(told: Mapping[str, Any]) -> Window | None:
    begins, ends = _moment(told.get("maintenance_from")), _moment(told.get("maintenance_until"))
    return Window(begins, ends) if begins and ends else None


def _explained(finding: str | None) -> str:
    return str(EXPLANATIONS[Finding(finding)]) if finding in set(Finding) else ""


def _shown(chain: str) -> dict[str, Any] | None:
    own = certificates.shown(chain)
    return {**asdict(own), "until": _written(own.until)} if own else None


def _own(told: Mapping[str, Any] | None) -> OwnCertificate | None:
    return OwnCertificate(**{**told, "until": _moment(told["until"])}) if told else None


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
