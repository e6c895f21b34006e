"""Connections in a municipality's file (requirements C-034, M-15): known by system and slug, secrets by reference.

What a file leaves out of a connection stays as it is; of a new one it is what the catalogue says. A secret comes from
the environment, sealed before it goes anywhere, or it is the one that is there: its fingerprint only tells which.
"""

import contextlib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final

from django.utils.translation import gettext as _

from integrations.errors import RefusedError
from tenants import audit, fields, keys, shapes
from tenants.audit import Actor
from tenants.configuration import canonical
from tenants.registers import Hidden, Section
from tenants.shapes import Problem
from tenants.types import TenantRef

from . import outways, parts
from .models import Connection
from .operations import applying, intake, mending, telling
from .sections import WHAT
from .types import CLIENT_ID, Authentication, reference_of, row_of

type Told = Sequence[Mapping[str, Any]]
type Values = Mapping[str, Any]

REFERENCES: Final = ("secret", "certificate")
SOMETHING: Final = "-"
"""What stands for a secret where everything else is judged."""


def _write(values: Values) -> list[dict[str, Any]]:
    """Write every field, also what is empty: what a file does not name may differ without anybody seeing it."""
    return [_written(each) for each in values["connections"]]


def _written(value: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: each for name, each in value.items() if name not in REFERENCES}
    refers = {name: {"fingerprint": value[name]} for name in REFERENCES if value[name]}
    return {**plain, **refers}


def _mean(tenant: TenantRef, now: Values, told: Told, remove: bool) -> dict[str, Any]:
    had = {_reference(each): each for each in now["connections"]}
    named = {_reference(each): _meant(tenant, each, had.get(_reference(each))) for each in told}
    kept = {} if remove else {key: dict(each) for key, each in had.items() if key not in named}
    whole = sorted((named | kept).values(), key=lambda each: (each["system"], each["slug"]))
    return {"connections": whole}


def _meant(tenant: TenantRef, told: Mapping[str, Any], had: Mapping[str, Any] | None) -> dict[str, Any]:
    plain = {name: each for name, each in told.items() if name not in REFERENCES}
    found = {**(had or _blank(told)), **plain}
    if had is None or _differs(had, found):
        with contextlib.suppress(RefusedError):  # said by `_refusals`, at its place
            found |= intake.accept(tenant, _wanted(found), None)
    return found | {name: each["fingerprint"] for name, each in _references(told) if "fingerprint" in each}


def _blank(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "system": told["system"],
        "slug": "",
        **dict.fromkeys(parts.PLAIN, ""),
        "client_id": CLIENT_ID,
        "switches": {},
        "limits": {},
        "is_on": True,
        **dict.fromkeys(REFERENCES, ""),
    }


def _wanted(values: Mapping[str, Any]) -> intake.Wanted:
    named = {name: values[name] for name in applying.FILLED}
    return intake.Wanted(system=values["system"], slug=values["slug"], secret=SOMETHING, **named)


def _refusals(tenant: TenantRef, now: Values, told: Told, wanted: Values) -> Iterator[Problem]:
    had = {_reference(each): each for each in now["connections"]}
    after = {_reference(each): each for each in wanted["connections"]}
    seen: set[str] = set()
    for at, each in enumerate(told, start=1):
        reference = _reference(each)
        if reference in seen:
            yield str(at), _("Deze koppeling staat er twee keer in.")
        seen.add(reference)
        found = _wrong(tenant, each, had.get(reference), after[reference])
        yield from ((f"{at}.{name}" if name in each else str(at), text) for name, text in found)


def _wrong(
    tenant: TenantRef, told: Mapping[str, Any], had: Mapping[str, Any] | None, wanted: Mapping[str, Any]
) -> Iterator[Problem]:
    slug = told.get("slug", "")
    if slug and not intake.SLUG.fullmatch(slug):
        yield "slug", _("Gebruik kleine letters, cijfers en streepjes.")
    if had is None or _differs(had, wanted):
        try:
            intake.accept(tenant, _wanted(wanted), None)
        except RefusedError as error:
            for name, text in error.reasons.items():
                yield ("limits" if name.startswith("limit_") else name), text
    if _sealed(told) and wanted["authentication"] in _WITHOUT_SECRET:
        yield "secret", _("Bij deze manier van aanmelden hoort geen geheim.")
    if had and had["secret"] and not _sealed(told) and _lured(had, wanted):
        yield "secret", _("Bij een ander adres hoort ook het geheim: secret: {value_from: {env: …}}.")


def _possible(now: Values, told: Told, wanted: Values) -> dict[str, Any]:
    """Keep the secrets and certificates that are there, but for those that come with the file."""
    had = {_reference(each): each for each in now["connections"]}
    brought = {_reference(each) for each in told if _sealed(each)}
    return {"connections": [_with_references(each, had, brought) for each in wanted["connections"]]}


def _with_references(
    value: Mapping[str, Any], had: Mapping[str, Mapping[str, Any]], brought: set[str]
) -> dict[str, Any]:
    there = had.get(_reference(value), {})
    kept = {name: there.get(name, "") for name in REFERENCES}
    if _reference(value) in brought:
        kept["secret"] = value["secret"]
    return {**value, **kept}


def _seal(tenant: TenantRef, told: Told) -> list[dict[str, Any]]:
    return [_sealed_in(tenant, each) for each in told]


def _sealed_in(tenant: TenantRef, told: Mapping[str, Any]) -> dict[str, Any]:
    secret = told.get("secret")
    if not isinstance(secret, Hidden):
        return dict(told)
    row = row_of(tenant.uuid, told["system"], told.get("slug", ""))
    sealed = keys.encrypt(secret.text, tenant=tenant.uuid, place=fields.place(Connection, "secret", row))
    print_of_it = keys.fingerprint(secret.text)
    return {**told, "secret": {"env": secret.env, "fingerprint": print_of_it, "sealed": sealed}}


def _bring(tenant: TenantRef, told: Told, wanted: Values, *, by: Actor, why: str) -> None:
    after = {_reference(each): each for each in wanted["connections"]}
    for each in told:
        if _sealed(each):
            _bring_one(tenant, _sealed(each), after[_reference(each)], by, why)


def _bring_one(tenant: TenantRef, sealed: str, wanted: Mapping[str, Any], by: Actor, why: str) -> None:
    key = row_of(tenant.uuid, wanted["system"], wanted["slug"])
    row = Connection.objects.select_for_update().filter(pk=key).first()
    before = parts.value_of(row) if row else {}
    if row and row.secret and canonical.same(before, dict(wanted)):
        return
    _refuse_unreadable(tenant, key, sealed)
    row = parts.filled(row or Connection(pk=key), wanted, by)
    row.secret, row.fingerprint = sealed, wanted["secret"]
    row.former_secret = row.former_fingerprint = ""
    row.former_until = None
    row.save()
    mending.begin_anew(tenant, row)
    telling.tell(tenant, row)
    audit.record(
        "connection.changed", by=by, target=row.reference, why=why, before=before, after=dict(wanted)
    )


def _refuse_unreadable(tenant: TenantRef, row: uuid.UUID, sealed: str) -> None:
    """Make sure that the secret can be read where it will stand; the tenant's key may have changed meanwhile.

    :raises DecryptionError: when it cannot.
    """
    keys.decrypt(sealed, tenant=tenant.uuid, place=fields.place(Connection, "secret", row))


def _differs(had: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return any(not canonical.same(had[name], wanted[name]) for name in applying.FILLED)


def _lured(had: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return intake.lured(SimpleNamespace(**had), wanted)


def _sealed(told: Mapping[str, Any]) -> str:
    secret = told.get("secret")
    if isinstance(secret, Hidden):
        return SOMETHING
    return str(secret.get("sealed", "")) if isinstance(secret, Mapping) else ""


def _references(told: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    return ((name, told[name]) for name in REFERENCES if isinstance(told.get(name), Mapping))


def _reference(value: Mapping[str, Any]) -> str:
    return reference_of(value["system"], value.get("slug", ""))


def _secret(value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, Hidden):
        try:
            intake.check_secret(value.text)
        except RefusedError as error:
            yield from ((place, text) for text in error.reasons.values())
    elif not isinstance(value, Mapping):
        yield (
            place,
            _("Een geheim hoort niet in het bestand. Schrijf: secret: {value_from: {env: TENANT_…}}."),
        )
    elif not value.keys() <= {"fingerprint", "env"} or not all(
        isinstance(each, str) for each in value.values()
    ):
        yield place, _("Schrijf hier value_from of fingerprint, en niets anders.")


def _connection(value: Any, place: str) -> Iterator[Problem]:
    """Want a connection; of an outway say why it is refused, and not that there is no such name."""
    outway = outways.named(value) if isinstance(value, Mapping) else []
    yield from ((f"{place}.{name}", str(outways.REFUSAL)) for name in outway)
    rest = {name: each for name, each in value.items() if name not in outway} if outway else value
    yield from _SHAPE(rest, place)


_WITHOUT_SECRET: Final = {
    each.value for each in Authentication if "secret" not in intake.fields_of(each.value)
}
_SHAPE: Final = shapes.fields(
    ("system",),
    **WHAT,
    secret=_secret,
    certificate=shapes.fields(("fingerprint",), fingerprint=shapes.text(64)),
)
SECTION = Section(
    feature="connections",
    key="connections",
    title=parts.PART.title,
    parts=("connections",),
    shape=shapes.many(_connection),
    write=_write,
    mean=_mean,
    names=lambda values: {_reference(each): each for each in values["connections"]},
    blank={"connections": []},
    refusals=_refusals,
    possible=_possible,
    secrets=r"[0-9]+\.secret",
    seal=_seal,
    bring=_bring,
)
