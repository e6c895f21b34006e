"""Words of the municipality's own in releases of its configuration and in its file (requirements C-033, C-034)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from tenants import audit, shapes
from tenants.audit import Actor
from tenants.configuration import describing
from tenants.registers import Part, Section, Side
from tenants.shapes import Problem
from tenants.types import TenantRef

from . import letters
from .kinds import kinds
from .models import MailTemplate
from .types import Wording

type Value = Sequence[Mapping[str, Any]]
type Name = tuple[str, str]

FEATURE: Final = "core"
KEY: Final = "mail_texts"
TITLE: Final = "Teksten van e-mails"
NAMES: Final = ("kind", "language", "subject", "body", "remarks")
LABELS: Final = {"subject": "onderwerp", "body": "tekst", "remarks": "opmerkingen"}


def read(tenant: TenantRef) -> list[dict[str, Any]]:
    """List the words that differ from the product's."""
    return [{name: getattr(row, name) for name in NAMES} for row in MailTemplate.objects.all()]


def write(tenant: TenantRef, value: Value, *, by: Actor, why: str) -> None:
    """Make them so."""
    before, after = _named(read(tenant)), _named(value)
    for kind, language in sorted(before.keys() - after.keys()):
        MailTemplate.objects.filter(kind=kind, language=language).delete()
        audit.record("mail.text_reset", by=by, target=f"{kind} ({language})", why=why)
    for (kind, language), wanted in after.items():
        if before.get((kind, language)) == dict(wanted):
            continue
        values = {name: wanted[name] for name in LABELS}
        MailTemplate.objects.update_or_create(
            kind=kind, language=language, defaults={**values, "changed_by": ""}
        )
        audit.record("mail.text_changed", by=by, target=f"{kind} ({language})", why=why)


def describe(before: Value | None, after: Value | None) -> Iterable[str]:
    """Say which texts became other ones."""
    old, new = _named(before or ()), _named(after or ())
    for name in sorted(old.keys() | new.keys()):
        title = f"{TITLE}, {name[0]} ({name[1]})"
        labels = {field: f"{title}, {label}" for field, label in LABELS.items()}
        yield from describing.fields(labels, _shown(old.get(name)), _shown(new.get(name)))


def refusals(tenant: TenantRef, value: Value) -> list[str]:
    """Say which of them no letter can be made of."""
    return [text for each in value for _place, text in _wrong(each)]


def _named(value: Value) -> dict[Name, Mapping[str, Any]]:
    return {(each["kind"], each["language"]): each for each in value}


def _shown(value: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: (value or {}).get(name, "") for name in LABELS}


def _wrong(each: Mapping[str, Any]) -> Iterator[Problem]:
    if each["kind"] not in kinds:
        yield "kind", _("Deze soort e-mail is er niet: %s.") % each["kind"]
        return
    kind = kinds.get(each["kind"])
    if each["language"] not in kind.texts:
        yield "language", _("Deze soort e-mail is er niet in deze taal.")
    for name, texts in letters.problems(kind, Wording(each["subject"], each["body"])).items():
        yield from ((name, text) for text in texts)


def _mean(tenant: TenantRef, now: Mapping[str, Any], told: Value, remove: bool) -> dict[str, Any]:
    had = _named(now.get(KEY, ()))
    named = _named([{"remarks": "", **each} for each in told])
    wanted = named if remove else had | named
    return {KEY: [dict(each) for _name, each in sorted(wanted.items())]}


def _refused(tenant: TenantRef, now: Mapping[str, Any], told: Value, wanted: Any) -> Iterator[Problem]:
    for at, each in enumerate(told, start=1):
        yield from ((f"{at}.{name}", text) for name, text in _wrong(each))


_line = shapes.text(150)
PART: Final = Part(FEATURE, KEY, TITLE, Side.INSIDE, read, write, describe, refusals)
SECTION: Final = Section(
    feature=FEATURE,
    key=KEY,
    title=TITLE,
    parts=(KEY,),
    shape=shapes.many(
        shapes.fields(
            ("kind", "language", "subject", "body"),
            kind=shapes.text(80),
            language=shapes.text(5),
            subject=_line,
            body=shapes.text(10_000),
            remarks=shapes.text(1_000),
        )
    ),
    write=lambda values: [dict(each) for each in values[KEY]],
    mean=_mean,
    names=lambda values: {f"{each['kind']} ({each['language']})": each for each in values[KEY]},
    blank={KEY: []},
    refusals=_refused,
)
