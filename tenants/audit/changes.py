"""What of a change may stand in the audit log: only what differs, and no secret (C-070).

A secret is known by the name that it stands under, and by its form: ciphertext of `tenants.keys`, a BSN, a
bearer token. That it was replaced stays visible; of what, and by what, does not.
"""

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.db import models

from tenants.logs import SECRET_NAMES, clean_text

__all__ = ["HIDDEN", "clean_text", "difference", "of", "without_secrets"]

HIDDEN: Final = "[geheim]"
CHANGED: Final = "[geheim, vervangen]"
NAMES: Final = re.compile(
    rf"{SECRET_NAMES.pattern}|(^|_)(key|sleutel|otp|totp|pin|hash|salt|seed)$|^codes?$|cipher|encrypted|"
    r"recovery|herstelcode",
    re.IGNORECASE,
)
"""Names of secrets: those of log lines, and what more a column may be called."""
CIPHERTEXT: Final = re.compile(r"^v\d+:\d+:[A-Za-z0-9+/=]+$")
IDENTITY: Final = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
"""A UUID, in which nine digits side by side are no BSN."""

type Change = dict[str, Any] | None


def difference(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[Change, Change]:
    """Keep of two states what differs, without secrets; None stands for a state that was not given."""
    old, new = before or {}, after or {}
    names = [name for name in {**old, **new} if name not in old or name not in new or old[name] != new[name]]
    kept_old = {name: _kept(name, old[name], HIDDEN) for name in names if name in old}
    kept_new = {
        name: _kept(name, new[name], CHANGED if name in old else HIDDEN) for name in names if name in new
    }
    return (None if before is None else kept_old), (None if after is None else kept_new)


def of(row: models.Model, *fields: str) -> dict[str, Any]:
    """Read some fields of a row, for `before` and `after`; an encrypted or binary one is never read out.

    Its value here can only be compared; `difference` replaces it.
    """
    return {name: _Secret(value) if _is_secret(row, name) else value for name, value in _values(row, fields)}


def without_secrets(values: Mapping[str, Any]) -> dict[str, Any]:
    """Replace what is secret by its name or by its form, however deep."""
    return {str(name): _kept(str(name), value, HIDDEN) for name, value in values.items()}


class _Secret:
    """A value that may be compared and never written down."""

    def __init__(self, value: Any) -> None:
        self._value = bytes(value) if isinstance(value, memoryview) else value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Secret) and self._value == other._value

    def __hash__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return bool(self._value)


def _values(row: models.Model, fields: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(name, getattr(row, row._meta.get_field(name).attname)) for name in fields]  # type: ignore[union-attr]


def _is_secret(row: models.Model, name: str) -> bool:
    from tenants.fields import EncryptedTextField  # itself stands on the directory, which stands on this

    return isinstance(row._meta.get_field(name), EncryptedTextField | models.BinaryField)


def _kept(name: str, value: Any, hidden: str) -> Any:
    if value is None or isinstance(value, bool) or (isinstance(value, str | _Secret) and not value):
        return "" if isinstance(value, _Secret) else value  # tells that there is, or was, none
    if isinstance(value, _Secret | bytes | memoryview) or NAMES.search(name):
        return hidden
    return _plain(value, hidden)


def _plain(value: Any, hidden: str) -> Any:
    """Make a value fit for JSON."""
    if isinstance(value, Mapping):
        return {str(name): _kept(str(name), each, hidden) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_kept("", each, hidden) for each in value]
    if isinstance(value, str):
        return hidden if CIPHERTEXT.match(value) else value if IDENTITY.match(value) else clean_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value if clean_text(str(value)) == str(value) else hidden
    if isinstance(value, float | Decimal):
        return str(value)
    return (
        value.isoformat() if isinstance(value, datetime.date | datetime.time) else _plain(str(value), hidden)
    )
